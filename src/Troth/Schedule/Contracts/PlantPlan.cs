using System.Collections.Immutable;
using System.Globalization;
using Troth.Schedule.Dates;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;
using Troth.Scheduling.Explaining;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Promising;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Repair;

namespace Troth.Schedule.Contracts;

/// <summary>A plant's plan at one version: immutable, so whoever reads it sees one state of the world. Orders go by their numbers.</summary>
public sealed record PlantPlan
{
    public required Guid Plant { get; init; }

    /// <summary>The version of the newest event in it.</summary>
    public required long Version { get; init; }

    /// <summary>Which of the plant's shops it is made in.</summary>
    public required int ShopNumber { get; init; }
    public required MadeShop Shop { get; init; }
    public required DateTerms Terms { get; init; }
    public required Plan Plan { get; init; }

    /// <summary>Where each order stands, by its number.</summary>
    public ImmutableDictionary<long, OrderHandle> Orders { get; init; } = ImmutableDictionary<long, OrderHandle>.Empty;

    /// <summary>What is made again for an order because pieces were spoilt.</summary>
    public ImmutableDictionary<long, ImmutableArray<OrderHandle>> Remakes { get; init; } = ImmutableDictionary<long, ImmutableArray<OrderHandle>>.Empty;

    /// <summary>The minute of the last report from each work center: a plan is worth something only while it is true.</summary>
    public ImmutableDictionary<Guid, int> Reported { get; init; } = ImmutableDictionary<Guid, int>.Empty;

    /// <summary>The plant's zone (IANA).</summary>
    public string TimeZone => Shop.Clock.Zone.Id;

    public DateTimeOffset PlannedAt => Shop.Clock.InstantOf(Plan.Now);

    /// <summary>What promised days mean for the customer of an order.</summary>
    public BusinessDay Days(ShopOrder order) => Days(order.TimeZone, order.TransitDays, order.ReceivesOn);

    /// <summary>What they mean for a customer there.</summary>
    public BusinessDay Days(string zone, int transitDays, string? receivesOn) =>
        Terms.For(Shop.Clock.Zone, TimeZoneInfo.FindSystemTimeZoneById(zone), transitDays, receivesOn);

    /// <summary>The day wanted, or the last before it on which the customer receives: by then it has to be there. Null where none is wanted.</summary>
    public DateOnly? ThereBy(DateQuestion question) =>
        question.WantedOn is { } day ? Days(question.TimeZone ?? TimeZone, question.TransitDays, question.ReceivesOn).ReceivedBy(day) : null;

    public PlannedOrder? Find(long number) => Orders.TryGetValue(number, out var handle) ? Plan.Find(handle) : null;

    /// <summary>The order and what is made again for it.</summary>
    public IEnumerable<PlannedOrder> All(long number)
    {
        if (Find(number) is { } order) yield return order;
        foreach (var handle in Remakes.GetValueOrDefault(number, []))
            if (Plan.Find(handle) is { } remake) yield return remake;
    }

    /// <summary>The order itself (0), or what is made again for it (1 and on); null when the plan has no such thing.</summary>
    public OrderHandle? Part(long number, int remake) =>
        remake == 0 ? Orders.TryGetValue(number, out var handle) ? handle : null
        : Remakes.TryGetValue(number, out var again) && remake > 0 && remake <= again.Length ? again[remake - 1] : null;

    /// <summary>Why an order ends when it ends: of what is made again for it, that which ends last; null when it is not in the plan.</summary>
    public Explanation? Why(long number)
    {
        PlannedOrder? last = null;
        foreach (var part in All(number))
            if (last is not { } known || part.Finish > known.Finish) last = part;
        return last is { } found ? Explanation.Of(Plan, found.Handle) : null;
    }

    /// <summary>The minute at which all of an order is planned to be there; null when it is not in the plan.</summary>
    public int? Finish(long number)
    {
        int? last = null;
        foreach (var order in All(number)) last = Math.Max(last ?? 0, order.Finish);
        return last;
    }

    /// <summary>The minute at which all of an order was there and made; null while some of it is not, or when it is not in the plan.</summary>
    /// <param name="now">A minute that has passed: what needs no report has happened by then.</param>
    public int? ReadyAt(long number, int now)
    {
        int? ready = null;
        foreach (var part in All(number))
        {
            if (part.Reservations.Any(r => r.Operation < 0 && r.At > now)
                || part.Operations.Any(o => o.State != OperationState.Done && !(o.WorkCenter < 0 && o.End <= now))) return null;
            ready = Math.Max(ready ?? 0, part.Finish);
        }
        return ready;
    }

    /// <summary>The work center that decides when an order is there; null where something else does, or it is there already.</summary>
    public Guid? Decider(long number) =>
        Find(number) is { } order && Explanation.Of(Plan, order.Handle)?.Deciding is { WorkCenter: >= 0 and var center } ? Shop.Centers[center] : null;

    /// <summary>Which order people mean by one in the plan.</summary>
    public static long NumberOf(PlannedOrder order)
    {
        var name = order.Terms.Name.AsSpan(2);
        // What is made again is called after it: “W-17 (again)”.
        return long.Parse(name.IndexOf(' ') is >= 0 and var end ? name[..end] : name, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public static string NameOf(long number) => "W-" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The next plan, where orders may have come and gone of themselves: holds that ended, pieces made again.</summary>
    public PlantPlan Follow(Plan next)
    {
        var diff = PlanDiff.Of(Plan, next);
        var (orders, remakes) = (Orders, Remakes);
        foreach (var gone in diff.Removed)
        {
            var number = NumberOf(Plan.Find(gone)!.Value);
            if (remakes.TryGetValue(number, out var again) && again.Contains(gone)) remakes = With(remakes, number, again.Remove(gone));
            else orders = orders.Remove(number);
        }
        foreach (var come in diff.Added)
        {
            var number = NumberOf(next.Find(come)!.Value);
            if (orders.ContainsKey(number)) remakes = With(remakes, number, remakes.GetValueOrDefault(number, []).Add(come));
            else orders = orders.SetItem(number, come);
        }
        foreach (var (number, again) in remakes)
            if (!orders.ContainsKey(number)) (orders, remakes) = (orders.SetItem(number, again[0]), With(remakes, number, again.RemoveAt(0)));
        return this with { Plan = next, Orders = orders, Remakes = remakes };
    }

    private static ImmutableDictionary<long, ImmutableArray<OrderHandle>> With(
        ImmutableDictionary<long, ImmutableArray<OrderHandle>> remakes, long number, ImmutableArray<OrderHandle> again) =>
        again.IsEmpty ? remakes.Remove(number) : remakes.SetItem(number, again);
}

/// <summary>What an act came to.</summary>
/// <param name="Plan">The plan after it; as it was where it was refused.</param>
/// <param name="Refusal">Why not; none when it was done.</param>
/// <param name="Offer">What can be given instead, or what was given; null where no date is at stake.</param>
/// <param name="Replan">What moved, where others may move.</param>
/// <param name="Moved">Who made room.</param>
public sealed record Outcome(PlantPlan Plan, Refusal Refusal = Refusal.None, Quote? Offer = null, ReplanResult? Replan = null, IReadOnlyList<MovedOrder>? Moved = null)
{
    public bool Done => Refusal == Refusal.None;
}
