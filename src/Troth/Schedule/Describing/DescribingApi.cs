using Microsoft.AspNetCore.Http.HttpResults;
using Troth.Identity;
using Troth.Orders.Contracts;
using Troth.Platform.Lists;

namespace Troth.Schedule.Describing;

/// <summary>The JSON side of describing the shop.</summary>
internal static class DescribingApi
{
    public sealed record Made(Guid Id);

    public static void Map(IEndpointRouteBuilder app)
    {
        var shop = app.MapGroup("/api/schedule").WithTags("The shop");
        shop.MapGet("shop", (ShopOverview overview, CancellationToken cancel) => overview.Run(cancel)).May(Right.SeeSchedule).WithSummary("What is described, and what is missing to give dates");
        shop.MapGet("plant", async (KeepPlant keep, CancellationToken cancel) => Answer(await keep.Read(cancel))).May(Right.SeeSchedule).WithSummary("What is set about the plant");
        shop.MapPut("plant", async (KeepPlant keep, KeepPlant.Request request, CancellationToken cancel) => Answer(await keep.Run(request, cancel)))
            .May(Right.KeepSchedule).WithSummary("Set it");
        MapCalendars(shop);
        MapCenters(shop);
        MapProducts(shop);
        shop.MapGet("classes", (KeepClass keep, CancellationToken cancel) => keep.List(cancel)).May(Right.SeeSchedule).WithSummary("Kinds of promises and their buffers");
        shop.MapPost("classes", async (KeepClass keep, KeepClass.Request request, CancellationToken cancel) => Created("classes", (await keep.Add(request, cancel)).Id))
            .May(Right.KeepSchedule).WithSummary("Add a kind of promise");
        shop.MapPut("classes/{id:guid}", async (KeepClass keep, Guid id, KeepClass.Request request, CancellationToken cancel) => new Made((await keep.Run(id, request, cancel)).Id))
            .May(Right.KeepSchedule).WithSummary("Change a kind of promise");
    }

    private static void MapCalendars(RouteGroupBuilder shop)
    {
        shop.MapGet("calendars", (KeepCalendar keep, CancellationToken cancel) => keep.List(cancel)).May(Right.SeeSchedule).WithSummary("When people work");
        shop.MapGet("calendars/{id:guid}", (KeepCalendar keep, Guid id, CancellationToken cancel) => keep.Read(id, cancel)).May(Right.SeeSchedule).WithSummary("A calendar with the days that differ");
        shop.MapPost("calendars", async (KeepCalendar keep, KeepCalendar.Request request, CancellationToken cancel) => Created("calendars", (await keep.Add(request, cancel)).Id))
            .May(Right.KeepSchedule).WithSummary("Add a calendar").WithDescription("The first one becomes the plant's.");
        shop.MapPut("calendars/{id:guid}", async (KeepCalendar keep, Guid id, KeepCalendar.Request request, CancellationToken cancel) => new Made((await keep.Run(id, request, cancel)).Id))
            .May(Right.KeepSchedule).WithSummary("Change a week");
        shop.MapPost("calendars/{id:guid}/days", async (KeepCalendar keep, Guid id, KeepCalendar.DayRequest request, CancellationToken cancel) =>
            Created($"calendars/{id}/days", (await keep.AddDay(id, request, cancel)).Id)).May(Right.KeepSchedule).WithSummary("A day without work, or with a shift more");
        shop.MapDelete("calendars/{id:guid}/days/{day:guid}", async Task<NoContent> (KeepCalendar keep, Guid id, Guid day, CancellationToken cancel) =>
        {
            await keep.RemoveDay(id, day, cancel);
            return TypedResults.NoContent();
        }).May(Right.KeepSchedule).WithSummary("The day is as its week says again");
    }

    private static void MapCenters(RouteGroupBuilder shop)
    {
        shop.MapGet("centers", (KeepCenter keep, CancellationToken cancel) => keep.List(cancel)).May(Right.SeeSchedule).WithSummary("Where work is done");
        shop.MapGet("centers/{id:guid}", (KeepCenter keep, Guid id, CancellationToken cancel) => keep.Read(id, cancel)).May(Right.SeeSchedule).WithSummary("A work center");
        shop.MapPost("centers", async (KeepCenter keep, KeepCenter.Request request, CancellationToken cancel) => Created("centers", (await keep.Add(request, cancel)).Id))
            .May(Right.KeepSchedule).WithSummary("Add a work center");
        shop.MapPut("centers/{id:guid}", async (KeepCenter keep, Guid id, KeepCenter.Request request, CancellationToken cancel) => new Made((await keep.Run(id, request, cancel)).Id))
            .May(Right.KeepSchedule).WithSummary("Change a work center");
        shop.MapGet("centers/{id:guid}/days", (KeepCenter keep, Guid id, CancellationToken cancel) => keep.Days(id, cancel)).May(Right.SeeSchedule)
            .WithSummary("Days on which a work center differs from its calendar");
        shop.MapDelete("centers/{id:guid}/days/{day:guid}", async Task<NoContent> (KeepCenter keep, Guid id, Guid day, CancellationToken cancel) =>
        {
            await keep.RemoveDay(id, day, cancel);
            return TypedResults.NoContent();
        }).May(Right.KeepSchedule).WithSummary("Let a work center go by its calendar on a day");
        shop.MapDelete("centers/{id:guid}", async Task<NoContent> (KeepCenter keep, Guid id, CancellationToken cancel) =>
        {
            await keep.Remove(id, cancel);
            return TypedResults.NoContent();
        }).May(Right.KeepSchedule).WithSummary("Take out a work center that no routing needs");
    }

    private static void MapProducts(RouteGroupBuilder shop)
    {
        shop.MapPost("products", async (AddProduct add, AddProduct.Request request, CancellationToken cancel) => Created("supplies", await add.Run(request, cancel)))
            .May(Right.KeepSchedule).WithSummary("Add a product by hand");
        shop.MapGet("routings", (KeepSupply keep, string? q, string? after, string? before, int? limit, CancellationToken cancel) => keep.List(q, ListPlace.From(after, before, limit), cancel))
            .May(Right.SeeSchedule).WithSummary("Products, and how many operations it takes to make them");
        shop.MapGet("routings/{product:guid}", (KeepRouting keep, Guid product, CancellationToken cancel) => keep.Read(product, cancel)).May(Right.SeeSchedule).WithSummary("How a product is made");
        shop.MapPut("routings/{product:guid}", (KeepRouting keep, Guid product, KeepRouting.Request request, CancellationToken cancel) => keep.Run(product, request, cancel))
            .May(Right.KeepSchedule).WithSummary("Say how a product is made").WithDescription("The whole routing at once; what is left out is gone.");
        shop.MapGet("supplies", (KeepSupply keep, string? q, string? after, string? before, int? limit, CancellationToken cancel) => keep.List(q, ListPlace.From(after, before, limit), cancel))
            .May(Right.SeeSchedule).WithSummary("How products are to be had");
        shop.MapGet("supplies/{product:guid}", (KeepSupply keep, Guid product, CancellationToken cancel) => keep.Read(product, cancel)).May(Right.SeeSchedule).WithSummary("How a product is to be had, and what is to come");
        shop.MapPut("supplies/{product:guid}", async (KeepSupply keep, Guid product, KeepSupply.Request request, CancellationToken cancel) => new Made((await keep.Run(product, request, cancel)).Id))
            .May(Right.KeepSchedule).WithSummary("Say how a product is to be had");
        shop.MapPost("supplies/{product:guid}/receipts", async (KeepSupply keep, Guid product, KeepSupply.ReceiptRequest request, CancellationToken cancel) =>
            Created($"supplies/{product}/receipts", (await keep.Expect(product, request, cancel)).Id)).May(Right.KeepSchedule).WithSummary("Pieces are to come");
        shop.MapPut("supplies/{product:guid}/receipts/{id:guid}/received", async Task<NoContent> (KeepSupply keep, Guid product, Guid id, KeepSupply.Received request, CancellationToken cancel) =>
        {
            await keep.Receive(product, id, request, cancel);
            return TypedResults.NoContent();
        }).May(Right.KeepSchedule).WithSummary("The pieces have come, and lie in stock");
    }

    private static Created<Made> Created(string what, Guid id) => TypedResults.Created($"/api/schedule/{what}/{id}", new Made(id));

    private static KeepPlant.Request Answer(Plant p) => new(p.Name, p.TimeZone, p.ShipBy, p.DayEnds, p.FrozenMinutes, p.HorizonDays, p.GoLiveOn, p.HoldHours, p.Confidence, p.WidenAfterHours,
        p.StopAfterHours, p.CalendarId, p.ShippingCalendarId, p.Version, p.ExtraHourCost, ReceivesOn: p.ReceivesOn, CancelledWords: p.CancelledWords);
}
