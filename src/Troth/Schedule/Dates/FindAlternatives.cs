using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Explaining;
using Troth.Scheduling.Quoting;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Dates;

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
            // A way to the day that is given anyway, or to a later one, is none.
            var quote = AskDate.Quote(plan, request);
            var given = quote.HasDate ? asked.SafeDay(quote.Safe) : null;
            return new(
                [
                    .. Explanation.OfQuote(plan.Plan, request).Causes.Select(c => text.Of(plan, c)),
                    .. asked.Steps(quote).Select(step => text.Of(step, asked.Customer, quote.SpreadKnown ? request.Confidence : 0, plan.Plan.Spread.Samples, asked.Silent)),
                ],
                [.. Alternatives.Of(plan.Plan, request, wanted).Where(a => IsEarlier(asked, a, given)).Select(a => new DateAlternative(
                    a.Kind, asked.SafeDay(a.Safe), a.Quantity, a.Rest < 0 ? null : asked.SafeDay(a.RestSafe), a.WorkCenter < 0 ? null : plan.Shop.Centers[a.WorkCenter],
                    a.WorkCenter < 0 ? null : plan.Shop.Definition.WorkCenters[a.WorkCenter].Name, a.ExtraMinutes,
                    [.. (a.Moved ?? []).Select(m => PlantPlan.NumberOf(plan.Plan.Find(m.Order)!.Value)).Distinct()]))]);
        }
        catch (ShopRefusedException refused)
        {
            throw new Platform.Errors.BadInputException(refused.Code, refused.Message);
        }
    }

    private static bool IsEarlier(Asked asked, Alternative way, DateOnly? given) =>
        asked.SafeDay(way.Safe) is { } day && (given is null || day < given) && (way.Rest < 0 || day < asked.SafeDay(way.RestSafe));
}
