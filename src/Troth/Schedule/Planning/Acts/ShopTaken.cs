using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Repair;

namespace Troth.Schedule.Planning.Acts;

/// <summary>The plan goes on in the shop as it is described now: more hours, other machines, new products, a horizon that has moved on.</summary>
/// <param name="Shop">Which of the plant's shops (<see cref="PlanShop.Number"/>).</param>
/// <param name="Now">Minute of that shop's horizon.</param>
/// <param name="Terms">By which dates are given from now on.</param>
public sealed record ShopTaken(int Shop, int Now, DateTerms Terms) : PlanAct
{
    public override bool MovesOthers => true;

    /// <summary>Nothing is described otherwise, and time alone moves on: all work stays as it was planned.</summary>
    public bool OnlyTime { get; init; }

    /// <summary>The shop itself, which the log keeps apart.</summary>
    [JsonIgnore]
    public MadeShop? Made { get; init; }

    /// <summary>The first plan of a plant, without orders.</summary>
    public Outcome Begin(Guid plant) => new(new PlantPlan
    {
        Plant = plant, Version = 0, ShopNumber = Shop, Shop = Made!, Terms = Terms, Plan = Plan.Empty(Made!.Shop, Now),
        Reported = Made!.Centers.ToImmutableDictionary(center => center, _ => Now),
    });

    /// <summary>
    /// What fits stays where it is; promised minutes change by the shift of the horizon alone. Refused where something is gone that orders
    /// still need.
    /// </summary>
    public override Outcome Apply(PlantPlan plan)
    {
        var shift = (int)(Made!.Clock.StartsAt - plan.Shop.Clock.StartsAt).TotalMinutes;
        var result = Replanner.Rebase(plan.Plan, Made.Shop, new RebaseMap
        {
            Products = [.. plan.Shop.Products.Select(Made.ProductAt)], WorkCenters = [.. plan.Shop.Centers.Select(Made.CenterAt)],
            Classes = [.. plan.Shop.Classes.Select(Made.ClassAt)], Shift = shift, KeepWork = OnlyTime,
            SlipCalendar = SlipHours.Of(Made) is { } center ? Made.Shop.CalendarOf(center) : null,
        });
        var next = plan.Follow(result.Plan);
        return new(next with
        {
            ShopNumber = Shop, Shop = Made, Terms = Terms,
            Reported = Made.Centers.ToImmutableDictionary(center => center, center => plan.Reported.TryGetValue(center, out var at) ? Math.Max(0, at - shift) : next.Plan.Now),
        }, Replan: result);
    }
}
