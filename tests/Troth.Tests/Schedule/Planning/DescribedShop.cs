using Microsoft.Extensions.DependencyInjection;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;
using Troth.Tests.Harness;

namespace Troth.Tests.Schedule.Planning;

/// <summary>A little shop as its records describe it: brackets from one press, six minutes each, on weekdays from 6 to 14.</summary>
public static class DescribedShop
{
    public static readonly Guid Bracket = Guid.CreateVersion7(), Press = Guid.CreateVersion7(), Week = Guid.CreateVersion7();

    /// <summary>Describes it; it is Tuesday, 9 March 2027, 9:00 in Budapest.</summary>
    public static async Task Describe(this TestDatabase database)
    {
        database.Available();
        database.Clock.Set(new(2027, 3, 9, 8, 0, 0, TimeSpan.Zero));
        await database.Db(async db =>
        {
            var week = new ShopCalendar { Id = Week, Name = "One shift", NameKey = "one shift" };
            week.Works([.. Enumerable.Range(0, 5).Select(day => new Shift(day, new TimeOnly(6, 0), new TimeOnly(14, 0)))]);
            db.Add(week);
            db.Add(new Plant { Id = Plant.TheFirst, Name = "Works", TimeZone = "Europe/Budapest", CalendarId = Week });
            db.Add(new Product { Id = Bracket, Code = "BR-1", Name = "Bracket", NameKey = "bracket", ListPrice = 12.5m, Currency = "EUR" });
            db.Add(new WorkCenter { Id = Press, Code = "PRESS", Name = "Press", CalendarId = Week });
            var operation = new RoutingOperation { ProductId = Bracket, No = 10, Name = "pressing" };
            db.Add(operation);
            db.Add(new RoutingCenter { OperationId = operation.Id, WorkCenterId = Press, RunMinutes = 6, RunPieces = 1 });
            await db.SaveChangesAsync();
        });
    }

    /// <summary>Describes it in a running program and takes it into the plan.</summary>
    public static async Task Open(this TestServer troth)
    {
        await troth.Database.Describe();
        await using var scope = troth.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TakeShop>().Run(Plant.TheFirst, default);
    }
}
