using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Times;

namespace Troth.Browser.Tests.Journeys;

/// <summary>A shop for the sample company, with orders in all states, so that the scheduler's pages have something to show.</summary>
internal static class SampleShop
{
    private static readonly (string Code, string Name, int Machines)[] Centers = [("CUT", "Cutting", 2), ("MILL", "Milling", 2), ("WELD", "Welding", 1), ("PAINT", "Painting", 1), ("ASSY", "Assembly", 3)];

    public static async Task Open(IServiceProvider services)
    {
        var db = services.GetRequiredService<TrothContext>();
        var week = new ShopCalendar { Name = "Day shift", NameKey = "day shift" };
        week.Works([.. Enumerable.Range(0, 5).Select(day => new Shift(day, new(6, 0), new(14, 30)))]);
        db.Add(week);
        db.Add(new Plant { Id = Plant.TheFirst, Name = "Works", NameKey = "works", TimeZone = "Europe/Berlin", CalendarId = week.Id });
        WorkCenter[] centers = [.. Centers.Select(c => new WorkCenter { Code = c.Code, Name = c.Name, NameKey = c.Code, Machines = c.Machines, Drum = c.Code == "PAINT" })];
        db.AddRange(centers);
        var products = await db.Products.OrderBy(p => p.Code).Take(4).Select(p => p.Id).ToListAsync();
        foreach (var (product, i) in products.Select((p, i) => (p, i)))
            for (var step = i % 2; step < centers.Length; step++)
            {
                var operation = new RoutingOperation { ProductId = product, No = 10 * (step + 1), Name = Centers[step].Name.ToLowerInvariant() };
                db.Add(operation);
                db.Add(new RoutingCenter { OperationId = operation.Id, WorkCenterId = centers[step].Id, SetupMinutes = 15, RunMinutes = 3 + (i + step) % 4, RunPieces = 1 });
            }
        await db.SaveChangesAsync();
        await services.GetRequiredService<TakeShop>().Run(Plant.TheFirst, default);
        await Orders(services, db, products);
    }

    private static async Task Orders(IServiceProvider services, TrothContext db, List<Guid> products)
    {
        var accounts = await db.Set<Troth.Accounts.Account>().Where(a => a.SellerId != null).OrderBy(a => a.Number).Take(12).Select(a => new { a.Id, a.SellerId }).ToListAsync();
        var (writer, desk) = (services.GetRequiredService<PlanWriter>(), services.GetRequiredService<ShopDesk>());
        await writer.Write(Plant.TheFirst, async turn =>
        {
            for (var i = 0; i < 36; i++)
            {
                var account = accounts[i % accounts.Count];
                DateTimeOffset? until = i % 9 == 8 ? turn.Now.AddHours(i < 10 ? 10 : 60) : null;
                var answer = await desk.Hold(turn, new DateQuestion(products[i % products.Count], 12 + 7 * i % 40), null, until,
                    new() { AccountId = account.Id, SellerId = account.SellerId, SourceKind = "sample", SourceId = Guid.CreateVersion7() }, default);
                Assert.True(answer.Done, answer.Refusal);
            }
            // A breakdown two days long puts some promises in danger.
            var (minute, paint) = (turn.Minute, turn.Plan.Shop.Centers.Single(c => turn.Plan.Shop.Definition.WorkCenters[turn.Plan.Shop.CenterAt(c)].Name == "PAINT"));
            Assert.True(turn.Do(new Happened([new Stopped(paint, 0, minute + 600, minute + 3 * 1440)]) { Reporting = [paint] }).Done);
            return turn.Plan.Version;
        }, default);
    }
}
