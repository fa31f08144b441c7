using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Web;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>
/// What sellers must know: promises of theirs that were moved without a yes, and what was decided on what they gain by; both until they take
/// note. And for who may decide: what waits for it.
/// </summary>
public sealed class InsertsToday(TrothContext db, ListInserts list, Reader reader, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (!reader.May(Right.KeepPromises)) return [];
        var items = new List<TodayItem>();
        if (reader.SellerId is { } seller) items.AddRange([.. await Moved(seller, limit, cancel), .. await ByShop(seller, limit, cancel)]);
        items.AddRange(await Decided(limit, cancel));
        if (reader.May(Right.KeepSchedule)) items.AddRange((await Waiting(limit, cancel)).Select(Decide));
        return items;
    }

    private async Task<IEnumerable<TodayItem>> Moved(Guid seller, int limit, CancellationToken cancel)
    {
        var moved = await (from m in db.InsertMoves.AsNoTracking()
                           join r in db.InsertReviews on m.ReviewId equals r.Id
                           join o in db.ShopOrders on m.ShopOrder equals o.Id
                           join product in db.Products on o.ProductId equals product.Id
                           join a in db.AccountFacts on m.AccountId equals (Guid?)a.Id into accounts
                           from account in accounts.DefaultIfEmpty()
                           join p in db.Promises on (Guid?)o.Id equals p.ShopOrder into promises
                           from promise in promises.DefaultIfEmpty()
                           where m.SellerId == seller && m.Outcome == InsertOutcome.Broken && m.SeenAt == null
                           orderby r.DecidedAt descending, m.ShopOrderNumber
                           select new
                           {
                               r.Number, r.DecidedBy, r.Reason, m.FromOn, m.ToOn, m.ShopOrderNumber, o.Quantity, Product = product.Name, Account = account.Name,
                               Promise = (long?)promise.Number,
                           }).Take(limit).ToListAsync(cancel);
        return moved.Select((m, rank) => new TodayItem(words["today.promises"], formats.DayMonth(m.FromOn),
            words["today.moved", m.Account ?? PlantPlan.NameOf(m.ShopOrderNumber), words["delivery.of", m.Quantity, m.Product].Value],
            words["today.moved.why", m.DecidedBy ?? "", $"R-{m.Number}", m.ToOn is { } to ? formats.Date(to) : words["insert.noDay.short"].Value, m.Reason ?? ""],
            m.Promise is { } number ? $"/promises/P-{number}" : $"/inserts/R-{m.Number}", words["today.open"], -103 + rank / 1000.0, Tone.Broken)
        { Tap = new(words["insert.act.seen"], $"/inserts/R-{m.Number}/seen") });
    }

    /// <summary>Promises that a shop made late, until the customer is told or the plan has them in time again.</summary>
    private async Task<IEnumerable<TodayItem>> ByShop(Guid seller, int limit, CancellationToken cancel)
    {
        var late = await (from p in db.Promises.AsNoTracking()
                          join d in db.ShopDecisions on p.DecisionRecord equals (Guid?)d.Id
                          join account in db.AccountFacts on p.AccountId equals account.Id
                          where p.SellerId == seller && p.State == PromiseState.Open && p.DecisionKind == Promise.ByShop && p.AtRisk && (p.ToldAt == null || p.ToldAt < d.DecidedAt)
                          orderby p.DueOn, p.Number
                          select new { p.Number, p.DueOn, p.What, Account = account.Name, Decision = d.Number, d.DecidedBy, d.Reason }).Take(limit).ToListAsync(cancel);
        return late.Select((p, rank) => new TodayItem(words["today.promises"], formats.DayMonth(p.DueOn), words["today.byShop", p.Account, p.What],
            words["today.byShop.why", p.DecidedBy, $"D-{p.Decision}", p.Reason], $"/promises/P-{p.Number}", words["today.open"], -102.5 + rank / 1000.0, Tone.Broken));
    }

    private async Task<IEnumerable<TodayItem>> Decided(int limit, CancellationToken cancel)
    {
        var (seller, user) = (reader.SellerId, reader.UserId);
        var mine = db.InsertReviews.AsNoTracking().Where(r => (r.State == InsertState.Done || r.State == InsertState.Refused) && r.SeenAt == null
            && (r.SellerId != null ? r.SellerId == seller : r.Asker == user));
        var rows = await (from row in list.Rows(mine.OrderByDescending(r => r.DecidedAt).Take(limit)) join r in db.InsertReviews on row.Id equals r.Id
                          select new { row, r.DecidedBy, r.Reason }).ToListAsync(cancel);
        return rows.Select((r, rank) => new TodayItem(words["today.promises"], r.row.Label,
            words[r.row.State == InsertState.Done ? "today.insert.done" : "today.insert.refused", r.row.Account, words["delivery.of", r.row.Quantity, r.row.Product].Value, formats.DayMonth(r.row.WantedOn)],
            words["today.insert.by", r.DecidedBy ?? "", r.Reason ?? ""], $"/inserts/{r.row.Label}", words["today.open"], -102 + rank / 1000.0,
            r.row.State == InsertState.Done ? Tone.Kept : Tone.Risk)
        { Tap = new(words["insert.act.seen"], $"/inserts/{r.row.Label}/seen") });
    }

    private TodayItem Decide(InsertRow row, int rank) => new(words["today.promises"], row.Label,
        words["today.insert.open", row.Account, words["delivery.of", row.Quantity, row.Product].Value, formats.DayMonth(row.WantedOn)], Why(row, words),
        $"/inserts/{row.Label}", words["today.insert.look"], -101.5 + rank / 1000.0, Tone.Risk);

    internal static string Why(InsertRow row, IStringLocalizer words) => row.Fits ? words["insert.fits.short"]
        : !row.Possible ? words["insert.impossible.short"]
        : row.Moves == 0 ? words["insert.nobodyMoves"]
        : words["insert.moves.short", row.Moves, row.Agreed, row.AskedBy];

    /// <summary>How many promises, and how many of their customers agreed.</summary>
    internal static string Count(InsertRow row, IStringLocalizer words) => row.Moves == 0 ? words["insert.nobodyMoves"] : words["insert.count", row.Moves, row.Agreed];

    /// <summary>Open reviews that this reader may decide, those that wait longest first. Who may is read from the records.</summary>
    internal async Task<IReadOnlyList<InsertRow>> Waiting(int limit, CancellationToken cancel)
    {
        if (await WhoMayDecide.User(db, reader.UserId, cancel) is not { } user || !user.Roles.Contains(Role.Scheduler)) return [];
        var (id, seller, manages, team) = (user.Id, user.SellerId, user.Roles.Contains(Role.Manager), user.TeamId);
        var sellers = db.SellerFacts;
        var open = db.InsertReviews.AsNoTracking().Where(r => r.State == InsertState.Open && r.Asker != id && (r.SellerId == null || ((seller == null || r.SellerId != seller)
            && (!manages || (team != null && !sellers.Any(s => s.Id == r.SellerId && s.TeamId == team))))));
        return await list.Rows(open.OrderBy(r => r.AskedAt).Take(limit)).ToListAsync(cancel);
    }
}

/// <summary>The same for the scheduler's list of what needs a decision: all open reviews of a plant, whoever may decide them.</summary>
public sealed class InsertDecisions(TrothContext db, ListInserts list, Formats formats, IStringLocalizer<Words> words) : IPlanDecisions
{
    public async Task<IReadOnlyList<OpenDecision>> Find(Guid plant, int limit, CancellationToken cancel)
    {
        var rows = await list.Rows(db.InsertReviews.AsNoTracking().Where(r => r.Plant == plant && r.State == InsertState.Open).OrderBy(r => r.AskedAt).Take(limit)).ToListAsync(cancel);
        return [.. rows.Select(r => new OpenDecision(r.Label, r.Account,
            words["insert.wants", words["delivery.of", r.Quantity, r.Product].Value, formats.Date(r.WantedOn)].Value + " " + InsertsToday.Why(r, words), words["today.insert.look"], $"/inserts/{r.Label}"))];
    }
}
