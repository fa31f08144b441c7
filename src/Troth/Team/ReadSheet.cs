using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Book.Contracts;
using Troth.Book.Figures;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Promises.Contracts;

namespace Troth.Team;

/// <summary>One seller's sheet. Who may not see this seller's figures is told so; who may and is not the seller is put down.</summary>
public sealed class ReadSheet(TrothContext db, ReadTeam team, BookOfSellers book, WordOfSellers word, SellersShown shown, Reader reader, ReaderSettings settings, SayWell say)
{
    /// <returns>Null in the customer-safe view, and as long as there are no figures.</returns>
    /// <exception cref="NotFoundException">There is no such seller.</exception>
    /// <exception cref="NotAllowedException">The company shows this reader not that seller's figures.</exception>
    public async Task<TeamSheet?> Run(string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("S", reference);
        var seller = await db.SellerFacts.AsNoTracking().FirstOrDefaultAsync(s => id != null ? s.Id == id : s.Number == number, cancel) ?? throw new NotFoundException(Words.Say("seller.named", reference));
        var mine = seller.Id == reader.SellerId;
        if (!mine && await shown.Seen(cancel) is { } seen && !seen.Contains(seller.Id)) throw new NotAllowedException(Words.Say("notShown", seller.Name));
        if (settings.SafeView || await book.State(cancel) is not { } state) return null;
        await shown.LookedAtSheet(seller.Id, cancel);
        var (from, to) = await team.Days(cancel);
        var kept = await word.Of([seller.Id], from, to, cancel);
        var asked = await book.Asked(cancel);
        var (risky, count) = await word.AtRisk(seller.Id, TeamSheet.MostOnScreen, cancel);
        var row = new TeamRow(seller.Id, ReadTeam.Label(seller), seller.Name,
            seller.TeamId is { } of ? await db.Teams.Where(t => t.Id == of).Select(t => t.Name).FirstOrDefaultAsync(cancel) : null,
            TeamFigures.Of(await book.Total(state, seller.Id, cancel), kept.GetValueOrDefault(seller.Id, SellersWord.None), asked.GetValueOrDefault(seller.Id),
                (await book.Overdue(state, cancel)).GetValueOrDefault(seller.Id)));
        var window = BookOfSellers.Window(state);
        var well = say.Of(row, state.Currency, await book.Assets(state, seller.Id, cancel), await book.Growing(state, seller.Id, 2, cancel), from, to);
        return new(row, mine, window?.From, window?.AsOf, from, to, state.Currency, well, await book.Sleeping(state, seller.Id, TeamSheet.MostSleeping, cancel),
            await book.Questions(seller.Id, TeamSheet.MostOnScreen, cancel), risky, count, mine ? await shown.Last(seller.Id, 5, cancel) : []);
    }
}
