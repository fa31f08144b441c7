using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Floor;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;
using Troth.Scheduling.Plans;

namespace Troth.Tests.Schedule.Floor;

/// <summary>A plant of its own for a test: two saws and a paint shop on weekdays from 6 to 14, that make frames from steel that is kept.</summary>
public sealed class FloorShop(IServiceProvider services)
{
    /// <summary>Tuesday, 9:00 in Budapest.</summary>
    public static readonly DateTimeOffset Tuesday = new(2027, 3, 9, 8, 0, 0, TimeSpan.Zero);

    public Guid Plant { get; private init; } = Guid.CreateVersion7();
    public Guid Frame { get; } = Guid.CreateVersion7();
    public Guid Steel { get; } = Guid.CreateVersion7();
    public Guid Saw { get; } = Guid.CreateVersion7();
    public Guid Paint { get; } = Guid.CreateVersion7();
    public Guid Receipt { get; } = Guid.CreateVersion7();
    public string SteelCode => "ST" + Steel.ToString("N")[^8..];

    public static async Task<FloorShop> Open(IServiceProvider services, Guid? plant = null)
    {
        var shop = new FloorShop(services) { Plant = plant ?? Guid.CreateVersion7() };
        await shop.Do(async scope =>
        {
            var db = scope.GetRequiredService<TrothContext>();
            var week = new ShopCalendar { Name = "One shift", NameKey = "one shift" };
            week.Works([.. Enumerable.Range(0, 5).Select(day => new Shift(day, new TimeOnly(6, 0), new TimeOnly(14, 0)))]);
            db.Add(week);
            db.Add(new Plant { Id = shop.Plant, Name = "Works", TimeZone = "Europe/Budapest", CalendarId = week.Id });
            db.Add(new Product { Id = shop.Frame, Code = "FR" + shop.Frame.ToString("N")[^8..], Name = "Frame", NameKey = "frame", Currency = "EUR" });
            db.Add(new Product { Id = shop.Steel, Code = shop.SteelCode, Name = "Steel", NameKey = "steel", Currency = "EUR" });
            db.Add(new WorkCenter { Id = shop.Saw, PlantId = shop.Plant, Code = "SAW", Name = "Saw", CalendarId = week.Id, Machines = 2 });
            db.Add(new WorkCenter { Id = shop.Paint, PlantId = shop.Plant, Code = "PAINT", Name = "Paint shop", CalendarId = week.Id });
            db.Add(new Supply { PlantId = shop.Plant, ProductId = shop.Steel, Stocked = true, OnHand = 1000, LeadDays = 5 });
            db.Add(new ExpectedReceipt { Id = shop.Receipt, PlantId = shop.Plant, ProductId = shop.Steel, Quantity = 300, OrderedOn = new(2027, 3, 1), ExpectedOn = new(2027, 3, 15) });
            var sawing = new RoutingOperation { PlantId = shop.Plant, ProductId = shop.Frame, No = 10, Name = "sawing" };
            var painting = new RoutingOperation { PlantId = shop.Plant, ProductId = shop.Frame, No = 20, Name = "painting" };
            db.AddRange(sawing, painting);
            db.Add(new RoutingCenter { OperationId = sawing.Id, WorkCenterId = shop.Saw, SetupMinutes = 10, RunMinutes = 5, RunPieces = 1 });
            db.Add(new RoutingCenter { OperationId = painting.Id, WorkCenterId = shop.Paint, SetupMinutes = 15, RunMinutes = 3, RunPieces = 1 });
            db.Add(new RoutingMaterial { PlantId = shop.Plant, ProductId = shop.Frame, ComponentId = shop.Steel, Quantity = 2 });
            await db.SaveChangesAsync();
            await scope.GetRequiredService<TakeShop>().Run(shop.Plant, default);
            return true;
        });
        return shop;
    }

    public async Task<T> Do<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task<T> Db<T>(Func<TrothContext, Task<T>> work) => Do(scope => work(scope.GetRequiredService<TrothContext>()));

    /// <summary>An order of frames, promised.</summary>
    public async Task<string> Order(int pieces) => (await Do(scope => scope.GetRequiredService<PlanWriter>().Write(Plant, turn =>
        scope.GetRequiredService<ShopDesk>().Hold(turn, new(Frame, pieces), null, null, new() { SourceKind = "test", SourceId = Guid.Empty }, default), default))).Order!.Label;

    public Task<IReadOnlyList<ReportAnswer>> Tell(params Report[] reports) => Do(scope => scope.GetRequiredService<TakeReports>().Run(Plant, reports, new("Test"), default));

    public Report Say(string what, string order, string center = "SAW", int minutesAgo = 0) =>
        new() { Key = Guid.CreateVersion7().ToString(), What = what, Center = center, Order = order, At = Now.AddMinutes(-minutesAgo) };

    public DateTimeOffset Now => services.GetRequiredService<TimeProvider>().GetUtcNow();

    public PlantPlan Plan => services.GetRequiredService<PlanMemory>().Known(Plant)!;

    /// <summary>Time passes in the plan.</summary>
    public Task Pass() => Do(scope => scope.GetRequiredService<PlanWriter>().Write(Plant, _ => Task.FromResult(true), default));

    public long Number(string order) => long.Parse(order.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);

    public PlannedOperation Operation(string order, int place = 0) => Plan.Find(Number(order))!.Value.Operations[place];

    public int Steels(int at = int.MaxValue) => Plan.Plan.SupplyOf(Plan.Shop.Product(Steel)!.Value).Last(c => c.At <= at).Pieces;

    public Task<List<FloorReport>> Kept() => Db(db => db.FloorReports.AsNoTracking().Where(r => r.PlantId == Plant).OrderBy(r => r.Id).ToListAsync());
}
