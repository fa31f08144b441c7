using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Trading;

/// <summary>Customers who do not know yet that somebody else looks after them: whoever said they would tell them sees it on Today.</summary>
public sealed class TellingToday(TrothContext db, Reader reader, ReaderSettings settings, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (reader.SellerId is not { } me || settings.SafeView || !reader.May(Right.SeeTrades)) return [];
        var waiting = await (from move in db.TradeMoves.AsNoTracking()
                             join board in db.TradeBoards on move.BoardId equals board.Id
                             join account in db.AccountFacts on move.AccountId equals account.Id
                             join seller in db.SellerFacts on move.ToId equals seller.Id
                             where move.TellById == me && move.State == MoveState.Accepted && move.ToldOn == null
                             orderby move.TellBy, account.NameKey
                             select new { Board = board.Number, account.Number, account.Name, Seller = seller.Name, move.TellBy, move.Tell }).Take(limit).ToListAsync(cancel);
        return [.. waiting.Select((w, rank) => new TodayItem(words["today"], formats.DayMonth(w.TellBy!.Value), words["today.tell", w.Name, w.Seller], w.Tell!,
            $"/trades/T-{w.Board}/moves/A-{w.Number}", words["today.act"], rank, Tone.Risk) { Tap = new TodayTap(words["told"], $"/trades/T-{w.Board}/moves/A-{w.Number}/told") })];
    }
}
