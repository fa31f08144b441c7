using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Dates;
using Troth.Schedule.GoLive;
using Troth.Schedule.Planning;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Seeing;

public enum DecisionKind
{
    /// <summary>Somebody wants something before others.</summary>
    Insert,

    /// <summary>A promise the plan does not keep.</summary>
    Late,

    /// <summary>A promise with less than a third of its buffer left.</summary>
    AtRisk,

    /// <summary>Promised elsewhere, and cannot be met.</summary>
    Inherited,

    /// <summary>The order system says otherwise of an order than the plan has it.</summary>
    FeedDiffers,

    /// <summary>A date set aside that will soon be free again.</summary>
    HoldEnds,

    /// <summary>A work center has not reported for long.</summary>
    Unreported,

    /// <summary>The shop was described anew, and the plan does not know it.</summary>
    ShopChanged,
}

/// <summary>Something that only a person can decide, with the one thing to do.</summary>
/// <param name="Subject">What it is about: W-17, or the name of a work center.</param>
/// <param name="Why">The cause, in plain words.</param>
/// <param name="Act">What to do.</param>
/// <param name="Href">Where that is done.</param>
public sealed record PlanDecision(DecisionKind Kind, string Subject, string? Account, string Why, string Act, string Href)
{
    public Tone Tone => Kind switch { DecisionKind.Late => Tone.Broken, DecisionKind.Insert or DecisionKind.Inherited or DecisionKind.AtRisk or DecisionKind.FeedDiffers or DecisionKind.Unreported => Tone.Risk, _ => Tone.Accent };
}

/// <summary>What needs a decision.</summary>
/// <param name="Total">All of them; the list holds the most urgent.</param>
public sealed record PlanDecisions(long Version, int Total, IReadOnlyList<PlanDecision> Items);

/// <summary>Finds what needs a decision: orders from the plan in memory, their customers from the database.</summary>
public sealed class FindDecisions(TrothContext db, CauseText text, Formats formats, ShopDrift drift, ListFeedDifferences feed, IEnumerable<IPlanDecisions> others, TimeProvider time)
{
    private const int Most = 25, HoldHours = 24;

    public async Task<PlanDecisions> Run(PlantPlan plan, CancellationToken cancel)
    {
        var (total, orders) = await OfOrders(plan, Most, cancel);
        var items = new List<PlanDecision>();
        if (await drift.Find(plan, cancel) is { Count: > 0 } changed)
            items.Add(new(DecisionKind.ShopChanged, Words.Say("decision.shop"), null, string.Join(", ", changed), Words.Say("decision.shop.act"), $"/schedule/shop/take?plant={plan.Plant}"));
        foreach (var room in others)
            items.AddRange((await room.Find(plan.Plant, Most, cancel)).Select(d => new PlanDecision(DecisionKind.Insert, d.Subject, d.Account, d.Why, d.Act, d.Href)));
        var (differ, fed) = await OfFeed(plan, Most, cancel);
        items.AddRange(fed);
        items.AddRange(Silent(plan, time.GetUtcNow()));
        return new(plan.Version, items.Count + differ - fed.Count + total, [.. items, .. orders]);
    }

    /// <summary>Those about orders of which the order system says otherwise, the longest open first, and how many there are.</summary>
    public async Task<(int Total, IReadOnlyList<PlanDecision> Items)> OfFeed(PlantPlan plan, int most, CancellationToken cancel)
    {
        var (total, rows) = await feed.Run(plan, most, cancel);
        return (total, [.. rows.Select(r => new PlanDecision(DecisionKind.FeedDiffers, r.Order, r.Account, $"{r.Text} {r.Why} {r.Act}", Words.Say("decision.feed.act"), $"/schedule/orders/{r.Order}"))]);
    }

    /// <summary>Those about orders in the plan, the most urgent first, and how many there are.</summary>
    public async Task<(int Total, IReadOnlyList<PlanDecision> Items)> OfOrders(PlantPlan plan, int most, CancellationToken cancel)
    {
        var (now, found) = (time.GetUtcNow(), new List<(DecisionKind Kind, long Number, int Rank)>());
        foreach (var number in plan.Orders.Keys)
        {
            var order = plan.Find(number)!.Value;
            var rank = order.HeldUntil >= 0 ? order.HeldUntil : order.Terms.Promised;
            switch (Standings.Of(plan, number))
            {
                case Standing.Broken: found.Add((order.Terms.Inherited ? DecisionKind.Inherited : DecisionKind.Late, number, rank)); break;
                case Standing.AtRisk: found.Add((DecisionKind.AtRisk, number, rank)); break;
                case Standing.Held when plan.Shop.Clock.InstantOf(order.HeldUntil) <= now.AddHours(HoldHours): found.Add((DecisionKind.HoldEnds, number, rank)); break;
            }
        }
        var first = found.OrderBy(f => f.Kind).ThenBy(f => f.Rank).ThenBy(f => f.Number).Take(most).ToList();
        var accounts = await Accounts(plan.Plant, [.. first.Select(f => f.Number)], cancel);
        return (found.Count, [.. first.Select(f => Item(plan, f.Kind, f.Number, accounts.GetValueOrDefault(f.Number)))]);
    }

    private PlanDecision Item(PlantPlan plan, DecisionKind kind, long number, string? account)
    {
        var (label, order) = (PlantPlan.NameOf(number), plan.Find(number)!.Value);
        var href = $"/schedule/orders/{label}";
        if (kind == DecisionKind.HoldEnds)
            return new(kind, label, account, Words.Say("decision.hold.why", formats.Moment(plan.Shop.Clock.InstantOf(order.HeldUntil))), Words.Say("decision.hold.act"), href);
        var finish = plan.Finish(number)!.Value;
        var late = finish > plan.Shop.Shop.Horizon ? Words.Say("decision.noRoom")
            : Words.Say(kind == DecisionKind.AtRisk ? "decision.risk.why" : "decision.late.why", formats.Moment(plan.Shop.Clock.InstantOf(finish)), formats.Moment(plan.Shop.Clock.InstantOf(order.Terms.Promised)));
        var cause = plan.Why(number)?.Deciding is { } deciding ? " " + text.Of(plan, deciding).Text + "." : "";
        return new(kind, label, account, late + cause, Words.Say(kind == DecisionKind.Inherited ? "decision.inherited.act" : "decision.late.act"), href);
    }

    private static IEnumerable<PlanDecision> Silent(PlantPlan plan, DateTimeOffset now)
    {
        var minute = Math.Min(plan.Shop.Clock.MinuteOf(now), plan.Shop.Shop.Horizon);
        for (var center = 0; center < plan.Shop.Centers.Count; center++)
        {
            var age = ReportAges.Of(plan, center, minute, plan.Terms.WidenAfterHours * 60);
            if (age < plan.Terms.WidenAfterHours * 60 || age == 0) continue;
            var name = plan.Shop.Definition.WorkCenters[center].Name;
            yield return new(DecisionKind.Unreported, name, null, Words.Say(age >= plan.Terms.StopAfterHours * 60 ? "decision.stopped.why" : "decision.silent.why", Math.Round(age / 60m)),
                Words.Say("decision.silent.act"), $"/schedule/dispatch?plant={plan.Plant}&center={plan.Shop.Centers[center]}");
        }
    }

    private async Task<Dictionary<long, string>> Accounts(Guid plant, List<long> numbers, CancellationToken cancel)
    {
        if (numbers.Count == 0) return [];
        var orders = await db.ShopOrders.AsNoTracking().Where(o => o.PlantId == plant && numbers.Contains(o.Number) && o.AccountId != null)
            .Select(o => new { o.Number, o.AccountId }).ToListAsync(cancel);
        var (accounts, _) = await TellConsequences.Names(db, [.. orders.Select(o => o.AccountId!.Value)], [], cancel);
        return orders.Where(o => accounts.ContainsKey(o.AccountId!.Value)).ToDictionary(o => o.Number, o => accounts[o.AccountId!.Value].Name);
    }
}
