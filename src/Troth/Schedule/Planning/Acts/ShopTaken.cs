using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Troth.Schedule.Describing;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Planning.Acts;

/// <summary>The plan goes on in the shop as it is described now: more hours, other machines, new products, a horizon that has moved on.</summary>
/// <param name="Shop">Which of the plant's shops (<see cref="PlanShop.Number"/>).</param>
/// <param name="Now">Minute of that shop's horizon.</param>
/// <param name="Terms">By which dates are given from now on.</param>
public sealed record ShopTaken(int Shop, int Now, DateTerms Terms) : PlanAct
{
    public override bool MovesOthers => true;

    /// <summary>The shop itself, which the log keeps apart.</summary>
    [JsonIgnore]
    public MadeShop? Made { get; init; }

    /// <summary>The first plan of a plant, without orders.</summary>
    public Outcome Begin(Guid plant) => new(new PlantPlan
    {
        Plant = plant, Version = 0, ShopNumber = Shop, Shop = Made!, Terms = Terms, Plan = Plan.Empty(Made!.Shop, Now),
        Reported = Made!.Centers.ToImmutableDictionary(center => center, _ => Now),
    });

    public override Outcome Apply(PlantPlan plan) => throw new NotSupportedException("rebase");
}
