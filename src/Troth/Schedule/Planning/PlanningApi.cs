using System.Text.Json.Serialization;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Planning;

/// <summary>The JSON side of the plan.</summary>
internal static class PlanningApi
{
    public sealed record PlanAnswer(Guid Plant, long Version, DateTimeOffset PlannedAt, DateTimeOffset Until, int Orders, int Products, int WorkCenters, int SlipSamples);

    public sealed record TakingAnswer(PlanAnswer? Plan, IReadOnlyList<ShopProblem> Problems, int MovedOperations, int InDanger)
    {
        /// <summary>Orders whose promises were in time and are not any more: they need a reason.</summary>
        public IReadOnlyList<LateByShop> Late { get; init; } = [];
    }

    /// <param name="Reason">Why, where promises become late by it.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record ShopToTake(string? Reason = null);

    /// <param name="Pieces">How many have left the house.</param>
    /// <param name="Why">Where those come from that the plan does not have as made; without it they are refused.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Shipment(int? Pieces, string? Why = null);

    public static void Map(IEndpointRouteBuilder app)
    {
        var plants = app.MapGroup("/api/plants/{plant:guid}/plan").WithTags("Schedule");
        plants.MapGet("", async (PlanMemory memory, Guid plant, CancellationToken cancel) => Answer(await memory.Read(plant, cancel) ?? throw new BusinessRuleException("noPlan", Words.Say("plan.none"))))
            .May(Right.SeeSchedule).WithSummary("The plan of a plant: version, reach and size");
        plants.MapGet("shop", async (TakeShop take, Guid plant, CancellationToken cancel) => Answer(await take.Look(plant, cancel)))
            .May(Right.SeeSchedule).WithSummary("What taking the shop as described now into the plan would come to");
        plants.MapPost("shop", async (TakeShop take, Guid plant, ShopToTake? request, CancellationToken cancel) =>
            Answer(await take.Run(plant, cancel, reason: request?.Reason)))
            .May(Right.KeepSchedule).WithSummary("Takes the shop as described now into the plan")
            .WithDescription("Where promises become late that were not, it needs a `reason` and is a decision of whoever takes it; without one it is refused "
                + "(`shopBreaksPromises`). Who gains from the shop in the plan, or manages who does, may not take it (`notAllowed`).");
        var dates = app.MapGroup("/api/dates").WithTags("Schedule");
        dates.MapGet("", async (PlantPlans plans, AskDate ask, [AsParameters] DateQuery query, CancellationToken cancel) =>
            ask.Run(await plans.For(query.Plant, query.Product, cancel), query.Question)).May(Right.SeeSchedule)
            .WithSummary("When a quantity of a product can be delivered, and what decides it");
        dates.MapGet("reasons", async (PlantPlans plans, FindAlternatives find, [AsParameters] DateQuery query, CancellationToken cancel) =>
            find.Run(await plans.For(query.Plant, query.Product, cancel), query.Question)).May(Right.SeeSchedule)
            .WithSummary("Why that date, and what would give an earlier one");
        var orders = app.MapGroup("/api/shop-orders").WithTags("Schedule");
        orders.MapGet("{order}", (ReadShopOrder read, string order, CancellationToken cancel) => read.Run(order, cancel)).May(Right.SeeSchedule)
            .WithSummary("A shop order and where it stands in the plan, by number (W-17) or id");
        orders.MapPost("{order}/shipments", async (ShipOrder ship, HttpRequest request, string order, Shipment shipment, CancellationToken cancel) =>
            await ship.Run(order, shipment.Pieces ?? 0, shipment.Why, request.Key(), cancel)).May(Right.KeepSchedule)
            .WithSummary("Pieces have left the house").WithDescription("An `Idempotency-Key` makes a repeated call count once.");
    }

    private static PlanAnswer Answer(PlantPlan plan) => new(plan.Plant, plan.Version, plan.PlannedAt, plan.Shop.Clock.InstantOf(plan.Shop.Shop.Horizon), plan.Orders.Count,
        plan.Shop.Products.Count, plan.Shop.Centers.Count, plan.Plan.Spread.Samples);

    private static TakingAnswer Answer(ShopTaking taking) => new(taking.Plan is null ? null : Answer(taking.Plan), taking.Problems, taking.Moved?.Nervousness.Moved ?? 0, taking.Moved?.InDanger.Count ?? 0) { Late = taking.Late };
}

/// <summary>A date question as an address has it.</summary>
public sealed record DateQuery(Guid Product, int Quantity, Guid? Plant, Guid? Class, DateOnly? WantedOn, string? TimeZone, int? TransitDays, int? Confidence, string? ReceivesOn = null)
{
    internal DateQuestion Question => new(Product, Quantity) { Plant = Plant, Class = Class, WantedOn = WantedOn, TimeZone = TimeZone, TransitDays = TransitDays ?? 0, Confidence = Confidence, ReceivesOn = ReceivesOn };
}
