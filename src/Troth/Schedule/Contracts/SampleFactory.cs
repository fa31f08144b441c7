using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Describing;
using Troth.Schedule.Floor;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.SampleYear;
using Troth.Schedule.Times;

namespace Troth.Schedule.Contracts;

/// <summary>
/// Gives the sample company its works: the description of the shop, and a year of the plan, played through the acts of the plan itself against
/// a floor on which things go wrong.
/// </summary>
public sealed class SampleFactory(TrothContext db, ShopMaker maker, IPasswordHasher<Operator> hasher, TimeProvider time)
{
    private const int Weeks = 52, InheritedDays = 120, SilentMinutes = 10 * 60;

    /// <summary>Plays the year up to now and writes it, in the caller's transaction.</summary>
    /// <param name="sellers">Names of the sellers, by id.</param>
    /// <param name="dear">The seller whose pages are looked at first.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<PlayedYear> Fill(IReadOnlyDictionary<Guid, string> sellers, Guid dear, CancellationToken cancel)
    {
        var now = new DateTimeOffset(time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(SampleWorks.Zone);
        var monday = ShopClock.MondayOf(zone, now).AddDays(-7 * Weeks);
        var began = LocalTime.At(zone, monday, new TimeOnly(6, 0));
        var demands = await ReadDemand.Run(db, monday.AddDays(-InheritedDays), cancel);
        var sold = await Sold(monday, cancel);
        var described = new DescribeWorks(db, hasher, began.AddDays(-1), now);
        await described.Run(sold, cancel);

        var made = (await maker.Make(Plant.TheFirst, now, monday, cancel)) is { Made: { } shop } making ? shop
            : throw new InvalidOperationException("The works of the sample company cannot be planned.");
        var taken = new ShopTaken(1, made.Clock.MinuteOf(began), await Terms(cancel)) { Made = made };
        var (log, clock) = (new YearLog(taken.Begin(Plant.TheFirst).Plan, taken, began), new YearClock());
        var end = made.Clock.MinuteOf(now);
        var trouble = new FloorTrouble(log.Plan, end - 4 * 1440);
        var first = await db.Take<ShopOrder>(cancel);
        var desk = new DeskLife(log, clock, first, sellers);
        var store = new StoreLife(log, described.Materials);
        var play = new PlayYear(log, clock, desk, new FloorLife(log, trouble) { Silent = Silent(log.Plan, end) }, trouble, store, demands, dear, now);
        play.Run(Weekly(described, sold));

        var keep = new KeepYear(db, log, began, now);
        if (desk.Orders.Count > 1) await db.Take(db.Model.FindEntityType(typeof(ShopOrder))!.GetTableName()!, desk.Orders.Count - 1, cancel);
        await keep.Plan(desk.Orders, cancel);
        await keep.Reports(play.Reports, cancel);
        await keep.Stock(store.Receipts(), cancel);
        await keep.Lines(desk.Orders, cancel);
        return new(log.Plan, began, desk.Orders, desk.Quotes, desk.Inserts.All);
    }

    /// <summary>Removes the works again: made up as they are, they would keep the customers and products they are about.</summary>
    public async Task Forget(CancellationToken cancel)
    {
        foreach (var kind in new[] { typeof(FloorReport), typeof(OperatorShift), typeof(FloorDevice), typeof(Operator), typeof(ShopOrder), typeof(ShopOrderDelay), typeof(ShopOrderSlip), typeof(PlanKey), typeof(PlanSnapshot), typeof(PlanEvent), typeof(PlanEventOrder), typeof(ToldStock),
            typeof(PlanShop), typeof(PlanHead), typeof(ExpectedReceipt), typeof(Supply), typeof(RoutingMaterial), typeof(RoutingCenter), typeof(RoutingOperation), typeof(WorkCenter),
            typeof(PromiseClass), typeof(Plant), typeof(CalendarDay), typeof(ShopCalendar) })
#pragma warning disable EF1002 // The name comes from the model.
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM {db.Model.FindEntityType(kind)!.GetTableName()}", cancel);
#pragma warning restore EF1002
        await db.Products.Where(p => p.BatchId == 0).ExecuteDeleteAsync(cancel);
    }

    private async Task<Dictionary<Guid, decimal>> Sold(DateOnly since, CancellationToken cancel) =>
        (await (from line in db.OrderLines.AsNoTracking() join order in db.Orders on line.OrderId equals order.Id
                where order.OrderedOn >= since && line.Kind == LineKind.Sale && line.ProductId != null
                select new { line.ProductId, line.Quantity }).ToListAsync(cancel)).GroupBy(l => l.ProductId!.Value).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));

    private async Task<DateTerms> Terms(CancellationToken cancel)
    {
        var plant = await db.Plants.AsNoTracking().SingleAsync(p => p.Id == Plant.TheFirst, cancel);
        var calendar = await db.ShopCalendars.AsNoTracking().SingleAsync(c => c.Id == plant.ShippingCalendarId, cancel);
        var days = await db.CalendarDays.AsNoTracking().Where(d => d.CalendarId == calendar.Id).ToListAsync(cancel);
        return DateTerms.Of(plant, calendar.Shifts, [.. days.Select(d => new OtherDay(d.Day, d.OpensAt, d.ClosesAt))]);
    }

    /// <summary>Painting, from which nothing is told for some working hours.</summary>
    private static (int Center, int From) Silent(PlantPlan plan, int end)
    {
        var paint = Enumerable.Range(0, plan.Shop.Centers.Count).First(c => plan.Shop.Definition.WorkCenters[c].Name == "PAINT");
        var hours = plan.Shop.Shop.CalendarOf(paint);
        return (paint, hours.StartOf(hours.ToWork(end) - SilentMinutes));
    }

    private static Dictionary<Guid, int> Weekly(DescribeWorks described, Dictionary<Guid, decimal> sold) =>
        SampleWorks.Materials.ToDictionary(m => described.Materials[m.Code].Id, m => (int)Math.Ceiling(m.For.Sum(f => f.Pieces
            * described.Made.Where(p => p.Value.Family == f.Family).Sum(p => sold.GetValueOrDefault(p.Key))) / 50));
}
