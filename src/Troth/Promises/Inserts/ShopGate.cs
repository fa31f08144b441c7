using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>
/// A shop by which promises become late is taken as a decision, by somebody who has no order in the plan that the shop before it brought them: it
/// is written down with who and why in the same transaction, and each promise names it. Machines out of order are reported, and are none.
/// </summary>
public sealed class ShopGate(TrothContext db, Actor actor) : IPlanGate
{
    private const int Most = 10;

    /// <summary>Taking shops in between does not make anybody forget what they promised: what lay in the plan for less than this still counts.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(14);

    public async Task Check(PlanTurn turn, IReadOnlyList<PromiseMove> moves, IReadOnlyList<InsertMade> inserts, CancellationToken cancel)
    {
        var broken = turn.BrokenByShop;
        if (broken.Count == 0) return;
        var orders = await db.ShopOrders.AsNoTracking().Where(o => o.PlantId == turn.Plan.Plant && broken.Contains(o.Number) && o.PromisedOn != null)
            .OrderBy(o => o.PromisedOn).ThenBy(o => o.Number).ToListAsync(cancel);
        var ids = orders.Select(o => (Guid?)o.Id).ToList();
        var promises = (await db.Promises.Where(p => ids.Contains(p.ShopOrder)).ToListAsync(cancel)).ToDictionary(p => p.ShopOrder!.Value);
        orders.RemoveAll(o => promises.TryGetValue(o.Id, out var promise) && promise is not { DoneOn: null, WithdrawnOn: null });
        if (orders.Count == 0) return;
        if (await WhyNot(turn.Plan.Plant, turn.Now, cancel) is { } not) throw new NotAllowedException(not);
        List<ShopLate> late =
        [
            .. orders.Select(o => new ShopLate(promises.GetValueOrDefault(o.Id)?.Label, o.Label, o.PromisedOn!.Value, LikelyDay.Of(turn.Plan, o)?.On)),
        ];
        if (string.IsNullOrWhiteSpace(turn.Reason)) throw new BusinessRuleException("shopBreaksPromises", Words.Say("shop.breaks", Named(late)));
        var decision = new ShopDecision
        {
            Number = await db.Take<ShopDecision>(cancel), Plant = turn.Plan.Plant, Decider = actor.UserId, DecidedBy = actor.Name, DecidedAt = turn.Now,
            Reason = InsertReview.Text(turn.Reason)!, Late = ShopDecision.Write(late),
        };
        db.Add(decision);
        foreach (var promise in promises.Values.Where(p => p.IsOpen)) promise.MadeLateBy(decision.Id);
    }

    internal static string Named(IReadOnlyList<ShopLate> late) => string.Join("; ", late.Take(Most).Select(One))
        + (late.Count > Most ? Words.Say("promise.andMore", late.Count - Most) : "");

    internal static string One(ShopLate late) => late.ToOn is { } to ? Words.Say("shop.late", late.Promise ?? late.Order, late.FromOn, to, to.DayNumber - late.FromOn.DayNumber)
        : Words.Say("shop.late.noDay", late.Promise ?? late.Order, late.FromOn);

    /// <summary>
    /// Who promised something from the shop in the plan, or from one that was in it lately, or manages who did, does not take it away from others.
    /// </summary>
    private async Task<string?> WhyNot(Guid plant, DateTimeOffset now, CancellationToken cancel)
    {
        if (await WhoMayDecide.User(db, actor.UserId, cancel) is not { } user) return null;
        var taken = await db.PlanShops.AsNoTracking().Where(s => s.PlantId == plant && !s.OnlyTime).OrderByDescending(s => s.Number)
            .Select(s => (DateTimeOffset?)s.At).FirstOrDefaultAsync(cancel);
        var since = taken < now - Lately ? taken.Value : now - Lately;
        var gained = await (from p in db.Promises.AsNoTracking() join account in db.AccountFacts on p.AccountId equals account.Id
                            where p.Plant == plant && p.ShopOrder != null && p.Origin != PromiseOrigin.Inherited && p.WithdrawnOn == null && p.MadeAt >= since
                            select new { Promised = p.SellerId, Keeps = account.SellerId }).Distinct().ToListAsync(cancel);
        var sellers = gained.SelectMany(g => new[] { g.Promised, g.Keeps }).OfType<Guid>().ToHashSet();
        if (user.SellerId is { } own && sellers.Contains(own)) return Words.Say("shop.whoGains");
        if (!user.Roles.Contains(Role.Manager) || sellers.Count == 0) return null;
        return user.TeamId is null || await db.SellerFacts.AnyAsync(s => sellers.Contains(s.Id) && s.TeamId == user.TeamId, cancel) ? Words.Say("shop.theirManager") : null;
    }
}
