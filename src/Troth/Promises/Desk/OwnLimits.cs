using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Orders.Channels;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Contracts;
using Troth.Promises.OurWord;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>That an order goes beyond a limit.</summary>
/// <param name="Why">For the seller: it may name work centers.</param>
public sealed record BeyondLimit(OwnLimit Limit, string Why);

/// <summary>
/// How much customers order by themselves before somebody of us looks at it: so many times what they usually order of an item, so many days of
/// any work center, and so many orders. What goes beyond it is not refused: it waits for their seller, and holds nothing.
/// </summary>
public sealed class OwnLimits(TrothContext db, ShopDesk desk, PlantPlans plans, TimeProvider time)
{
    /// <summary>Orders are counted for a day, their work for a week.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1), Week = TimeSpan.FromDays(7);

    /// <summary>What is usual is the middle of so many lines at most.</summary>
    public const int Lines = 12;

    /// <summary>So many requests of one account may wait for an answer.</summary>
    public const int MostRequests = 20;

    /// <summary>
    /// Why this much is not confirmed by itself, for the seller; null: it is. Asked within the turn that would hold it, and with the account locked, so
    /// that two at once do not pass together what neither may pass alone.
    /// </summary>
    /// <exception cref="BusinessRuleException">So many requests wait already (<c>quote.tooManyRequests</c>).</exception>
    public async Task<string?> Beyond(PlanTurn turn, AccountFacts account, Guid product, int quantity, CancellationToken cancel)
    {
        var id = account.Id;
        if (!db.Database.IsSqlite()) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM accounts WHERE id = {id} FOR NO KEY UPDATE", cancel);
        var (why, waiting) = await Look(turn, account, product, quantity, cancel);
        if (why is not null && waiting >= MostRequests)
            throw new BusinessRuleException("quote.tooManyRequests", Words.Say("quote.tooManyRequests", MostRequests));
        return why?.Why;
    }

    /// <summary>What it would go beyond if it were ordered now, so that it can be said before. Nothing is locked or held by looking.</summary>
    public async Task<OwnLimit?> WouldGoBeyond(AccountFacts account, Guid product, int quantity, CancellationToken cancel)
    {
        var turn = new PlanTurn(await plans.For(null, product, cancel), time.GetUtcNow()).LetPass();
        return (await Look(turn, account, product, quantity, cancel)).Why?.Limit;
    }

    private async Task<(BeyondLimit? Why, int Waiting)> Look(PlanTurn turn, AccountFacts account, Guid product, int quantity, CancellationToken cancel)
    {
        var id = account.Id;
        var settings = await CompanyWord.Settings(db, cancel);
        var (since, counted) = (turn.Now - Week, turn.Now - Day);
        var own = await (from quote in db.Quotes.AsNoTracking()
                         where quote.AccountId == id && quote.Channel == SalesChannel.Portal && (quote.MadeAt > since || quote.State == QuoteState.Requested)
                         select new { quote.Id, quote.MadeAt, quote.State, quote.RequestedAt }).ToListAsync(cancel);
        var why = own.Count(q => q.MadeAt > counted) >= settings.OwnOrders
            ? new BeyondLimit(OwnLimit.Orders, settings.OwnOrders == 0 ? Words.Say("own.none") : Words.Say("own.many", settings.OwnOrders)) : await Unusual(settings, turn, id, product, quantity, cancel)
            ?? await TooMuchWork(settings, turn, account, [.. own.Where(q => q.RequestedAt is null && q.MadeAt > since).Select(q => q.Id)], product, quantity, cancel);
        return (why, own.Count(q => q.State == QuoteState.Requested));
    }

    /// <summary>
    /// Against what they usually order of it; where they never did, against what anybody does. What they ordered by themselves within the week does
    /// not make itself usual.
    /// </summary>
    private async Task<BeyondLimit?> Unusual(WordSettings settings, PlanTurn turn, Guid account, Guid product, int quantity, CancellationToken cancel)
    {
        var fresh = DateOnly.FromDateTime((turn.Now - Week).UtcDateTime);
        var had = await (from order in db.Orders.AsNoTracking()
                         join line in db.OrderLines on order.Id equals line.OrderId
                         where order.AccountId == account && order.EndedOn == null && line.EndedOn == null && line.ProductId == product && line.Kind == LineKind.Sale
                             && line.Quantity > 0 && (order.Channel != SalesChannel.Portal || order.Channel == null || order.OrderedOn < fresh)
                         orderby order.OrderedOn descending, order.Number descending
                         select line.Quantity).Take(Lines).ToListAsync(cancel);
        had.Sort();
        if (had.Count > 0)
        {
            var middle = had[(had.Count - 1) / 2]; // of two in the middle the lower: it is a limit
            return quantity <= settings.OwnTimes * middle ? null : new(OwnLimit.Usual, Words.Say("own.unusual", quantity, Plain(middle), had.Count, settings.OwnTimes));
        }
        var usual = await db.UsualQuantities.AsNoTracking().FirstOrDefaultAsync(u => u.ProductId == product, cancel);
        if (usual is not null) return quantity <= settings.OwnTimes * usual.Quantity ? null
            : new(OwnLimit.Usual, Words.Say("own.unusualOfAll", quantity, Plain(usual.Quantity), usual.Lines, settings.OwnTimes));
        // Nothing says what is usual: work in the shop is measured by itself, pieces that only leave the store are not.
        return turn.Plan.IsMade(product) ? null : new(OwnLimit.Unknown, Words.Say("own.unknown"));
    }

    private async Task<BeyondLimit?> TooMuchWork(WordSettings settings, PlanTurn turn, AccountFacts account, List<Guid> quotes, Guid product, int quantity, CancellationToken cancel)
    {
        var question = new DateQuestion(product, quantity) { TimeZone = account.TimeZone, TransitDays = account.TransitDays ?? 0, ReceivesOn = account.ReceivesOn };
        if (desk.With(turn, question) is not var (plan, number)) return null; // there is no day for it: that is said where it is held
        var before = quotes.Count == 0 ? [] : await (from line in db.QuoteLines
                                                     join order in db.ShopOrders on line.ShopOrder equals (Guid?)order.Id
                                                     where quotes.Contains(line.QuoteId) && order.PlantId == plan.Plant && (order.State == ShopOrderState.Held || order.State == ShopOrderState.Firm)
                                                     select order.Number).ToListAsync(cancel);
        var (center, days) = plan.DaysOfWork([.. before, number]);
        return days <= settings.OwnDays ? null
            : new(OwnLimit.Work, settings.OwnDays == 0 ? Words.Say("own.noWork", days, center) : Words.Say("own.work", days, center, settings.OwnDays));
    }

    private static string Plain(decimal quantity) => quantity.ToString("0.######", CultureInfo.CurrentCulture);
}
