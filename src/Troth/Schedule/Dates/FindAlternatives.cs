using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Explaining;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Dates;

/// <summary>A way to an earlier date, worked out on a copy of the plan. Nothing is done by it.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="On">The day that could be promised for these pieces.</param>
/// <param name="Pieces">How many come by then: all, but for a split delivery.</param>
/// <param name="RestOn">For a split delivery: the day of the rest.</param>
/// <param name="Center">For more hours: where.</param>
/// <param name="ExtraMinutes">For more hours: minutes after each shift until then.</param>
/// <param name="Moving">For orders that make room: which, by number. None of them loses its promise.</param>
public sealed record DateAlternative(
    AlternativeKind Kind, DateOnly? On, int Pieces, DateOnly? RestOn, Guid? Center, string? CenterName, int ExtraMinutes, IReadOnlyList<long> Moving);

/// <summary>Why a date is what it is: one link of the chain that ends at it.</summary>
public sealed record DateCause(CauseKind Kind, string Operation, string? Subject, DateTimeOffset From, DateTimeOffset Until, string Text);

/// <summary>Ways to an earlier date, and the reasons of the one there is.</summary>
public sealed record DateReasons(IReadOnlyList<DateCause> Causes, IReadOnlyList<DateAlternative> Alternatives);

/// <summary>A second call after the date itself: some milliseconds.</summary>
public sealed class FindAlternatives(TimeProvider time, CauseText text)
{
    /// <exception cref="Platform.Errors.BadInputException">A value is out of range; it is named.</exception>
    public DateReasons Run(PlantPlan plan, DateQuestion question)
    {
        var asked = Asked.Of(plan, question, time.GetUtcNow());
        if (asked.Product < 0) return new([], []);
        var request = asked.Request;
        var wanted = question.WantedOn is { } day && asked.ReadyFor(day) is { } ready ? Math.Clamp(plan.Shop.Clock.MinuteOf(ready), -1, plan.Shop.Shop.Horizon) : -1;
        try
        {
            return new(
                [.. Explanation.OfQuote(plan.Plan, request).Causes.Select(c => text.Of(plan, c))],
                [.. Alternatives.Of(plan.Plan, request, wanted).Select(a => new DateAlternative(
                    a.Kind, asked.DayFor(a.Safe), a.Quantity, a.Rest < 0 ? null : asked.DayFor(a.Rest), a.WorkCenter < 0 ? null : plan.Shop.Centers[a.WorkCenter],
                    a.WorkCenter < 0 ? null : plan.Shop.Definition.WorkCenters[a.WorkCenter].Name, a.ExtraMinutes,
                    [.. (a.Moved ?? []).Select(m => PlantPlan.NumberOf(plan.Plan.Find(m.Order)!.Value)).Distinct()]))]);
        }
        catch (ShopRefusedException refused)
        {
            throw new Platform.Errors.BadInputException(refused.Code, refused.Message);
        }
    }
}
