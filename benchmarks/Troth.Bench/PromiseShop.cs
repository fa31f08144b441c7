using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Orders;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Times;

namespace Troth.Bench;

/// <summary>
/// A made-up shop as its records describe it, taken into the plan: 200 work centers on three calendars, and 20,000 orders of five operations
/// that were promised elsewhere, due so that it is well loaded.
/// </summary>
internal sealed class PromiseShop(string database, string folder)
{
    public const int Centers = 200, Steps = 5, Orders = 20_000, Account = 901;
    private const int Pieces = 1_000;
    private readonly Random random = new(1);

    public Guid[] Products { get; } = [.. Enumerable.Range(0, 1000).Select(_ => Guid.CreateVersion7())];

    public async Task Fill()
    {
        var settings = TrothSettings.From(name => name switch { "TROTH_DB" => database, "TROTH_DATA" => folder, _ => null });
        var collection = new ServiceCollection();
        collection.AddLogging();
        Rooms.Add(collection, settings);
        await using var services = collection.BuildServiceProvider();
        await In(services, Describe);
        await In(services, scope => scope.GetRequiredService<TakeShop>().Run(Plant.TheFirst, default));
        var plan = await services.GetRequiredService<PlanMemory>().Read(Plant.TheFirst, default) ?? throw new InvalidOperationException("The shop has no plan.");
        // Work of an order × orders ÷ centers, in the time that one shift is open, at 85 %.
        var span = (int)(Orders * (double)Steps / Centers * (17 + 2 * 20) / (2400.0 / 10080) / .85);
        for (var from = 0; from < Orders; from += Pieces)
            await In(services, async scope => await scope.GetRequiredService<PlanWriter>().Write(Plant.TheFirst, turn => Task.FromResult(Take(scope, turn, plan, from, span)), default));
        var whole = services.GetRequiredService<PlanMemory>().Known(Plant.TheFirst)!;
        if (whole.Orders.Count != Orders) throw new InvalidOperationException($"{whole.Orders.Count} orders are in the plan.");
    }

    private static async Task In(IServiceProvider services, Func<IServiceProvider, Task> work)
    {
        await using var scope = services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    private bool Take(IServiceProvider scope, PlanTurn turn, PlantPlan plan, int from, int span)
    {
        var db = scope.GetRequiredService<TrothContext>();
        var (usual, now) = (plan.Shop.Classes[0], plan.Plan.Now);
        var orders = Enumerable.Range(from, Pieces).Select(i =>
            new InheritedOrder(i + 1, Products[random.Next(Products.Length)], random.Next(10, 31), usual, now + random.Next(1440, span + 7200))).ToList();
        foreach (var order in orders)
            db.ShopOrders.Add(new ShopOrder
            {
                Number = order.Order, PlantId = plan.Plant, ProductId = order.Product, Quantity = order.Quantity, ClassId = usual, State = ShopOrderState.Firm,
                Origin = ShopOrderOrigin.Inherited, EnteredAt = turn.Now, TimeZone = plan.Shop.Clock.Zone.Id, PromisedOn = plan.Shop.Clock.DayOf(order.Date),
                DueAt = plan.Shop.Clock.InstantOf(order.Date), ReadyBy = plan.Shop.Clock.InstantOf(order.Date),
            });
        return turn.Do(new OrdersTaken(orders)).Done;
    }

    private async Task Describe(IServiceProvider scope)
    {
        var db = scope.GetRequiredService<TrothContext>();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        ShopCalendar[] calendars = [Calendar("Always", 7, 0, 0), Calendar("One shift", 5, 8, 16), Calendar("Two shifts", 5, 6, 22)];
        db.AddRange(calendars);
        db.Add(new Plant { Id = Plant.TheFirst, Name = "Works", TimeZone = "Europe/Budapest", CalendarId = calendars[1].Id });
        var centers = Enumerable.Range(0, Centers).Select(c => new WorkCenter { Code = $"C{c}", Name = $"Center {c}", NameKey = $"center {c}", CalendarId = calendars[c % 3].Id }).ToArray();
        db.AddRange(centers);
        foreach (var (id, p) in Products.Select((id, p) => (id, p)))
        {
            db.Add(new Product { Id = id, Code = $"P{p}", Name = $"Product {p}", NameKey = $"product {p}", ListPrice = 12.5m, Currency = "EUR" });
            foreach (var (center, i) in Enumerable.Range(0, Centers).OrderBy(_ => random.Next()).Take(Steps).Select((center, i) => (center, i)))
            {
                var operation = new RoutingOperation { ProductId = id, No = 10 * (i + 1), Name = $"step {i}" };
                db.Add(operation);
                db.Add(new RoutingCenter { OperationId = operation.Id, WorkCenterId = centers[center].Id, SetupMinutes = random.Next(5, 30), RunMinutes = random.Next(1, 4), RunPieces = 1 });
            }
        }
        db.Add(new Account(Account, "Halas Kft."));
        await db.Take("shop_orders", Orders, default);
        await db.SaveChangesAsync();
    }

    private static ShopCalendar Calendar(string name, int days, int from, int until)
    {
        var calendar = new ShopCalendar { Name = name, NameKey = name.ToLowerInvariant() };
        calendar.Works([.. Enumerable.Range(0, days).Select(day => new Shift(day, new TimeOnly(from, 0), new TimeOnly(until, 0)))]);
        return calendar;
    }
}
