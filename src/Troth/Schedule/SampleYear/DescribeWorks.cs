using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Describing;
using Troth.Schedule.Floor;
using Troth.Schedule.Times;

namespace Troth.Schedule.SampleYear;

/// <summary>Writes the description of the sample company's works: what a scheduler would have typed in or imported.</summary>
internal sealed class DescribeWorks(TrothContext db, IPasswordHasher<Operator> hasher, DateTimeOffset begins, DateTimeOffset now)
{
    public static readonly Guid Express = new("01900000-0000-7000-8000-0000000000f1");
    private int _made;

    /// <summary>Work centers by code, in the order of the description.</summary>
    public Dictionary<string, WorkCenter> Centers { get; } = [];

    /// <summary>Materials by code.</summary>
    public Dictionary<string, Product> Materials { get; } = [];

    /// <summary>Products made here, by id: the first letters of the code and the size counted from 0.</summary>
    public Dictionary<Guid, (string Family, int Size)> Made { get; } = [];

    /// <param name="yearly">Pieces sold in the year, by product: what is kept in stock follows from it.</param>
    public async Task Run(IReadOnlyDictionary<Guid, decimal> yearly, CancellationToken cancel)
    {
        var (day, two) = (Calendar("Day shift", "Mon 06:00-14:30, Tue 06:00-14:30, Wed 06:00-14:30, Thu 06:00-14:30, Fri 06:00-14:30"),
            Calendar("Two shifts", string.Join(", ", "Mon Tue Wed Thu Fri".Split(' ').Select(d => $"{d} 06:00-14:00, {d} 14:00-22:00"))));
        db.Add(new Plant
        {
            Id = Plant.TheFirst, Name = "Brenndal works", NameKey = NameKey.Of("Brenndal works"), TimeZone = SampleWorks.Zone, CalendarId = day.Id, ShippingCalendarId = day.Id,
            GoLiveOn = DateOnly.FromDateTime(begins.UtcDateTime).AddDays(1), HoldHours = 120, Confidence = 950, StopAfterHours = 40, HorizonDays = 400, ShipBy = SampleWorks.Truck,
        });
        db.Add(new PromiseClass { Id = PromiseClass.Standard, Name = "Standard", NameKey = "standard", ShippingBuffer = 60 * 60 });
        db.Add(new PromiseClass { Id = Express, Name = "Express", NameKey = "express", ShippingBuffer = 24 * 60 });
        foreach (var center in SampleWorks.Centers)
            db.Add(Centers[center.Code] = new WorkCenter
            {
                Id = Next(), Code = center.Code, Name = center.Name, NameKey = NameKey.Of(center.Name), Machines = center.Machines, Drum = center.Drum,
                CalendarId = center.TwoShifts ? two.Id : null, ChangeoverMinutes = center.ChangeoverMinutes,
            });
        var products = await db.Products.AsNoTracking().Where(p => p.Active && p.EndedOn == null).OrderBy(p => p.Code).ToListAsync(cancel);
        foreach (var family in products.Where(p => p.Category == SampleWorks.Made).GroupBy(p => p.Code.Split('-')[0]))
            foreach (var (product, size) in family.Select((p, i) => (p, i))) Routing(product.Id, family.Key, size);
        foreach (var product in products.Where(p => p.Category != SampleWorks.Made)) Keep(product.Id, (int)(yearly.GetValueOrDefault(product.Id) / 10) + 40, product.Category == "Bought" ? 8 : 12);
        Buy(yearly);
        People();
        await db.SaveChangesAsync(cancel);
    }

    private ShopCalendar Calendar(string name, string week)
    {
        var calendar = new ShopCalendar { Id = Next(), Name = name, NameKey = NameKey.Of(name) };
        calendar.Works(WeekText.Read(week));
        db.Add(calendar);
        for (var year = begins.Year; year <= now.Year + 2; year++)
            foreach (var (day, note) in Holidays.In(year)) db.Add(new CalendarDay { Id = Next(), CalendarId = calendar.Id, Day = day, Note = note });
        return calendar;
    }

    private void Routing(Guid product, string family, int size)
    {
        if (!SampleWorks.Routings.TryGetValue(family, out var steps)) return;
        Made[product] = (family, size);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (size < step.FromSize) continue;
            var operation = new RoutingOperation
            {
                Id = Next(), ProductId = product, No = 10 * (i + 1), Name = step.Name, OutsideDays = step.OutsideDays, WaitAfter = step.WaitAfter,
                Family = step.Families.Count == 0 ? null : step.Families[size % step.Families.Count],
            };
            db.Add(operation);
            if (step.Center is { } center)
                db.Add(new RoutingCenter
                {
                    Id = Next(), OperationId = operation.Id, WorkCenterId = Centers[center].Id, SetupMinutes = step.Setup,
                    RunMinutes = (int)Math.Round(10 * (step.Run + step.More * size)), RunPieces = 10,
                });
        }
    }

    private void Keep(Guid product, int onHand, int leadDays) =>
        db.Add(new Supply { Id = Next(), ProductId = product, Stocked = true, OnHand = onHand, LeadDays = leadDays, Made = false });

    private void Buy(IReadOnlyDictionary<Guid, decimal> yearly)
    {
        foreach (var material in SampleWorks.Materials)
        {
            var product = new Product
            {
                Id = Next(), Code = material.Code, Name = material.Name, NameKey = NameKey.Of(material.Name), Family = "Material", Category = "Material", Unit = material.Unit,
                Cost = material.Cost, Currency = "EUR", Active = false,
            };
            db.Add(Materials[material.Code] = product);
            var need = 0m;
            foreach (var (family, step, pieces) in material.For)
                foreach (var (made, _) in Made.Where(m => m.Value.Family == family))
                {
                    need += pieces * yearly.GetValueOrDefault(made);
                    db.Add(new RoutingMaterial { Id = Next(), ProductId = made, ComponentId = product.Id, OperationNo = 10 * (step + 1), Quantity = pieces });
                }
            // So much as is used while more is on its way, and some weeks.
            Keep(product.Id, (int)(need * (material.LeadDays + 35) / 365) + 20, material.LeadDays);
        }
    }

    private void People()
    {
        foreach (var (name, pin, _) in SampleWorks.Operators)
        {
            var one = new Operator { Id = Next(), PlantId = Plant.TheFirst, Name = "" };
            one.Is(name);
            one.GivePin(pin, hasher);
            db.Add(one);
        }
        foreach (var (name, centers) in SampleWorks.Tablets)
        {
            var tablet = new FloorDevice { Id = Next(), PlantId = Plant.TheFirst, Name = "" };
            tablet.StandsAt(name, [.. centers.Select(c => Centers[c].Id)]);
            db.Add(tablet);
        }
    }

    /// <summary>Ids in the order in which things are described, so that the plan is the same each time.</summary>
    private Guid Next() => Guid.CreateVersion7(begins.AddMilliseconds(_made++));
}
