using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Times;
using Troth.Scheduling.Repair;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Planning;

/// <summary>What taking the shop as it is described now into the plan comes to.</summary>
/// <param name="Problems">What is wrong with the description; where one stops it, nothing is taken.</param>
/// <param name="Plan">The plan in the new shop; null where a problem stops it.</param>
/// <param name="Moved">What moves; null for the first shop.</param>
public sealed record ShopTaking(IReadOnlyList<ShopProblem> Problems, PlantPlan? Plan, ReplanResult? Moved)
{
    /// <summary>The plan before it; null for the first shop.</summary>
    public PlantPlan? Before { get; init; }

    /// <summary>Orders whose promises were in time and would not be any more.</summary>
    public IReadOnlyList<LateByShop> Late => Before is null || Plan is null ? []
        : [.. OrderStates.BecomeLateIn(Before, Plan).Order().Select(number => LateByShop.Of(Plan, number))];
}

/// <summary>An order whose promise a shop would make late: by when it has to be ready, and when it would be; null where it would have no place.</summary>
public sealed record LateByShop(string Order, DateTimeOffset ReadyBy, DateTimeOffset? Ready)
{
    internal static LateByShop Of(PlantPlan plan, long number) => new(PlantPlan.NameOf(number), plan.Shop.Clock.InstantOf(plan.Find(number)!.Value.Terms.Promised),
        plan.Finish(number) is { } finish && finish <= plan.Shop.Shop.Horizon ? plan.Shop.Clock.InstantOf(finish) : null);
}

/// <summary>Takes the described shop into the plan: look at the consequences first, then take it.</summary>
public sealed class TakeShop(TrothContext db, ShopMaker maker, PlanWriter writer, PlanMemory memory, TellStock stock, TimeProvider time)
{
    /// <summary>So much of the past stays in the horizon: what became of past orders teaches safe dates.</summary>
    private const int WeeksBehind = 52;

    /// <summary>So many days may lack at the horizon's end before it is moved on.</summary>
    private const int DaysShort = 28;

    /// <summary>What it would come to. Nothing is changed.</summary>
    public async Task<ShopTaking> Look(Guid plant, CancellationToken cancel)
    {
        var (problems, made, terms) = await Make(plant, cancel);
        if (made is null) return new(problems, null, null);
        var number = await NextNumber(plant, cancel);
        var act = Act(made, terms, number);
        if (await memory.Read(plant, cancel) is not { } plan) return new(problems, act.Begin(plant).Plan, null);
        var turn = new PlanTurn(plan, time.GetUtcNow()).LetPass();
        var outcome = turn.Try(act);
        return new(problems, outcome.Plan, outcome.Replan) { Before = turn.Plan };
    }

    /// <summary>Takes it. The first shop begins the plan.</summary>
    /// <param name="plant">Which.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="agreed">Told what it came to before it is kept; throws where that is not what was looked at.</param>
    /// <param name="reason">Why, where promises become late by it: that is then a decision of whoever takes it.</param>
    /// <exception cref="BusinessRuleException">
    /// The description has a problem that stops it, which is named, or promises would be late that were not (<c>shopBreaksPromises</c>, named) and no
    /// reason is given.
    /// </exception>
    public async Task<ShopTaking> Run(Guid plant, CancellationToken cancel, Action<ShopTaking>? agreed = null, string? reason = null)
    {
        if (await memory.Read(plant, cancel) is not null)
            return await writer.Write(plant, async turn =>
            {
                turn.Reason = reason;
                var taking = await In(turn, cancel);
                agreed?.Invoke(taking);
                return taking;
            }, cancel);
        var (problems, made, terms) = await Make(plant, cancel);
        return new(problems, await writer.Begin(plant, Planable(made, problems), terms, cancel), null);
    }

    /// <summary>
    /// Moves the horizon on where it has become some weeks shorter than the plant says: by the shop as it was taken, so that what has been
    /// described since waits until somebody looks at it and takes it. Nobody has to remember this, and quotes never run out of days.
    /// </summary>
    /// <returns>Whether there was anything to do.</returns>
    /// <exception cref="BadInputException">The plan cannot be taken there.</exception>
    public async Task<bool> MoveOn(Guid plant, CancellationToken cancel)
    {
        var days = await db.Plants.Where(p => p.Id == plant).Select(p => (int?)p.HorizonDays).FirstOrDefaultAsync(cancel) ?? Plant.UsualDays;
        if (await memory.Read(plant, cancel) is not { } plan || MovedOn(plan, days) is null) return false;
        return await writer.Write(plant, async turn =>
        {
            if (MovedOn(turn.Plan, days) is not { } made) return false;
            var number = await NextNumber(plant, cancel);
            db.PlanShops.Add(new PlanShop { PlantId = plant, Number = number, At = turn.Now, OnlyTime = true, Body = made.Write() });
            return turn.Do(Act(made, turn.Plan.Terms, number) with { OnlyTime = true }).Done;
        }, cancel);
    }

    private MadeShop? MovedOn(PlantPlan plan, int days)
    {
        var (clock, now) = (plan.Shop.Clock, time.GetUtcNow());
        if (clock.InstantOf(clock.Horizon) - now >= TimeSpan.FromDays(days - Math.Min(DaysShort, days / 4))) return null;
        var (week, lived) = (ShopClock.MondayOf(clock.Zone, now), ShopClock.MondayOf(clock.Zone, plan.PlannedAt));
        var behind = week.AddDays(-7 * WeeksBehind);
        var first = clock.Monday > behind.AddDays(-7 * WeeksBehind / 2) ? clock.Monday : behind;
        // A server that stood still for long: the plan has not lived through it yet.
        if (first > lived) first = lived;
        var many = Math.Min(days + week.DayNumber - first.DayNumber, Limits.Horizon / (24 * 60) - 1);
        return first.AddDays(many) > clock.Monday.AddDays(clock.Days) ? plan.Shop.MovedOn(first, many) : null;
    }

    /// <summary>Reads it once, for whoever tries what taking it would come to if it were described otherwise.</summary>
    /// <exception cref="BusinessRuleException">The plant has no plan yet.</exception>
    internal async Task<ShopTrial> Trial(Guid plant, CancellationToken cancel)
    {
        var plan = await memory.Read(plant, cancel) ?? throw new BusinessRuleException("noPlan", Words.Say("plan.none"));
        var (reading, number) = (await Read(plant, cancel), await NextNumber(plant, cancel));
        return new ShopTrial(new PlanTurn(plan, time.GetUtcNow()).LetPass().Plan, time.GetUtcNow(), reading, (made, terms) => Act(made, terms, number));
    }

    /// <summary>Takes it as a part of somebody's turn: with what was saved to the description in the same transaction.</summary>
    /// <exception cref="BusinessRuleException">The description has a problem that stops it; it is named.</exception>
    internal async Task<ShopTaking> In(PlanTurn turn, CancellationToken cancel)
    {
        var (plant, before) = (turn.Plan.Plant, turn.Plan);
        var (problems, described, terms) = await Make(plant, cancel);
        var (made, number) = (Planable(described, problems), await NextNumber(plant, cancel));
        db.PlanShops.Add(new PlanShop { PlantId = plant, Number = number, At = turn.Now, Body = made.Write() });
        var outcome = turn.Do(Act(made, terms, number));
        // What the plan keeps from now on has its stock from this description; of the rest it is told what differs, and what the horizon reaches.
        var newly = made.Products.Where(p => StockNews.Keeps(turn.Plan, p) && !StockNews.Keeps(before, p)).ToHashSet();
        await StockNews.Mark(db, turn.Plan, newly, cancel);
        await stock.In(turn, cancel);
        return new(problems, outcome.Plan, outcome.Replan) { Before = before };
    }

    private static MadeShop Planable(MadeShop? made, IReadOnlyList<ShopProblem> problems) =>
        made ?? throw new BusinessRuleException("shopStopped", problems.First(p => p.Stops).Message);

    private ShopTaken Act(MadeShop made, DateTerms terms, int number) => new(number, Math.Clamp(made.Clock.MinuteOf(time.GetUtcNow()), 0, made.Shop.Horizon), terms) { Made = made };

    private async Task<int> NextNumber(Guid plant, CancellationToken cancel) =>
        await db.PlanShops.Where(s => s.PlantId == plant).MaxAsync(s => (int?)s.Number, cancel) + 1 ?? 1;

    private async Task<(IReadOnlyList<ShopProblem> Problems, MadeShop? Made, DateTerms Terms)> Make(Guid id, CancellationToken cancel)
    {
        var reading = await Read(id, cancel);
        var making = reading.Make();
        return (making.Problems, making.Made, reading.Terms());
    }

    private async Task<ShopReading> Read(Guid plant, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var zone = (await maker.Find(plant, cancel)).Zone;
        var behind = ShopClock.MondayOf(zone, now).AddDays(-7 * WeeksBehind);
        var known = memory.Known(plant)?.Shop.Clock;
        var first = known?.Monday is { } monday && monday > behind.AddDays(-7 * WeeksBehind / 2) ? monday : behind;
        // The horizon only ever moves on. Where the clock on the wall was found to be ahead, its Monday came before the one planned from.
        if (known is not null && LocalTime.At(zone, first, TimeOnly.MinValue) < known.StartsAt) first = first.AddDays(7);
        return await maker.Read(plant, now, first, cancel);
    }
}

/// <summary>Takes the shop into copies of the plan, described as it is or otherwise. Nothing is changed.</summary>
internal sealed class ShopTrial(PlantPlan before, DateTimeOffset now, ShopReading reading, Func<MadeShop, DateTerms, ShopTaken> act)
{
    /// <summary>The plan as it is, time having passed.</summary>
    public PlantPlan Before => before;
    public ShopRecords Records => reading.Records;
    public DateOnly Today => reading.Today;

    /// <summary>As it is described, without a plan; null where a problem stops it.</summary>
    public MadeShop? Described => reading.Make().Made;

    /// <summary>A turn on a copy of the plan: nothing of it is ever kept.</summary>
    public PlanTurn Turn() => new(before, now);

    /// <summary>A turn in which the shop was taken with the edits.</summary>
    /// <exception cref="BusinessRuleException">The description has a problem that stops it; it is named.</exception>
    public PlanTurn Take(ShopEdits edits)
    {
        var (turn, other) = (Turn(), reading.With(edits));
        var making = other.Make();
        turn.Do(act(making.Made ?? throw new BusinessRuleException("shopStopped", making.Problems.First(p => p.Stops).Message), other.Terms()));
        return turn;
    }
}
