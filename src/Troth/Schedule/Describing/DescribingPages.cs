using System.Globalization;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Orders.Contracts;
using Troth.Platform.Lists;
using Troth.Platform.Web;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;

namespace Troth.Schedule.Describing;

/// <summary>The routes of the pages that describe the shop.</summary>
internal static class DescribingPages
{
    public const int ShiftsADay = 3;

    public static void Map(IEndpointRouteBuilder app)
    {
        Get(app, "/schedule/shop", async (ShopOverview overview, CancellationToken cancel) => Pages.Show<ShopPage>(new { Shop = await overview.Run(cancel) }));
        MapPlantAndClasses(app);
        MapCalendars(app);
        MapCenters(app);
        MapProducts(app);
    }

    private static void MapPlantAndClasses(IEndpointRouteBuilder app)
    {
        Get(app, "/schedule/plant", (KeepPlant keep, KeepCalendar calendars, CancellationToken cancel) => ShowPlant(keep, calendars, null, null, cancel));
        Post(app, "/schedule/plant", async (HttpContext http, KeepPlant keep, KeepCalendar calendars, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(() =>
            {
                var request = new KeepPlant.Request(form.Text("name"), form.Text("timeZone"), form.Time("shipBy"), form.Time("dayEnds"), form.Whole("frozenMinutes"), form.Whole("horizonDays"),
                    form.Day("goLiveOn"), form.Whole("holdHours"), form.Whole("confidence"), form.Whole("widenAfterHours"), form.Whole("stopAfterHours"), form.Id("calendarId"),
                    form.Id("shippingCalendarId"), form.Version, form.Decimal("extraHourCost"), form.Text("goLiveWhy"), form["receivesOn"], form["cancelledWords"]);
                form.Errors.ThrowIfAny();
                return keep.Run(request, cancel);
            }, _ => Pages.SeeOther("/schedule/shop", words["saved"]), refusal => ShowPlant(keep, calendars, form, refusal, cancel));
        });
        Get(app, "/schedule/classes", async (KeepClass keep, CancellationToken cancel) => Pages.Show<ClassesPage>(new { Classes = await keep.List(cancel) }));
        Post(app, "/schedule/classes", (HttpContext http, KeepClass keep, IStringLocalizer<Words> words, CancellationToken cancel) =>
            SaveClass(http, keep, words, null, request => keep.Add(request, cancel), cancel));
        Post(app, "/schedule/classes/{id:guid}", (HttpContext http, KeepClass keep, IStringLocalizer<Words> words, Guid id, CancellationToken cancel) =>
            SaveClass(http, keep, words, id, request => keep.Run(id, request, cancel), cancel));
    }

    private static async Task<IResult> ShowPlant(KeepPlant keep, KeepCalendar calendars, FormValues? typed, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<PlantPage>(new { Plant = await keep.Read(cancel), Calendars = await calendars.List(cancel), Typed = typed, Refusal = refusal }, refusal?.Status ?? 200);

    private static async Task<IResult> SaveClass(HttpContext http, KeepClass keep, IStringLocalizer<Words> words, Guid? id, Func<KeepClass.Request, Task<PromiseClass>> save, CancellationToken cancel)
    {
        var form = await FormValues.Read(http);
        return await Pages.Submit(() =>
        {
            var request = new KeepClass.Request(form.Text("name"), form.Whole("shippingBuffer"), form.Whole("productionBuffer"), form.Text("ended") == "true", form.Version);
            form.Errors.ThrowIfAny();
            return save(request);
        }, _ => Pages.SeeOther("/schedule/classes", words["saved"]),
            async refusal => Pages.Show<ClassesPage>(new { Classes = await keep.List(cancel), Typed = form, Editing = id, Refusal = refusal }, refusal.Status));
    }

    private static void MapCalendars(IEndpointRouteBuilder app)
    {
        Get(app, "/schedule/calendars", async (KeepCalendar keep, CancellationToken cancel) => Pages.Show<CalendarsPage>(new { Calendars = await keep.List(cancel) }));
        Get(app, "/schedule/calendars/new", (string? week) => Pages.Show<CalendarPage>(new { Week = WeekText.Read(ExampleWeeks.Of(week)) }), Right.KeepSchedule);
        Get(app, "/schedule/calendars/{id:guid}", (KeepCalendar keep, Guid id, CancellationToken cancel) => ShowCalendar(keep, id, null, null, null, cancel));
        Post(app, "/schedule/calendars", (HttpContext http, KeepCalendar keep, IStringLocalizer<Words> words, CancellationToken cancel) =>
            SaveWeek(http, keep, null, request => keep.Add(request, cancel), words, cancel));
        Post(app, "/schedule/calendars/{id:guid}", (HttpContext http, KeepCalendar keep, IStringLocalizer<Words> words, Guid id, CancellationToken cancel) =>
            SaveWeek(http, keep, id, request => keep.Run(id, request, cancel), words, cancel));
        Post(app, "/schedule/calendars/{id:guid}/days", async (HttpContext http, KeepCalendar keep, IStringLocalizer<Words> words, Guid id, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(() =>
            {
                var request = new KeepCalendar.DayRequest(form.Day("day"), form.Time("opensAt"), form.Time("closesAt"), form.Text("note"));
                form.Errors.ThrowIfAny();
                return keep.AddDay(id, request, cancel);
            }, _ => Pages.SeeOther($"/schedule/calendars/{id}", words["saved"]), refusal => ShowCalendar(keep, id, null, form, refusal, cancel));
        });
        Post(app, "/schedule/calendars/{id:guid}/days/{day:guid}/remove", async (KeepCalendar keep, IStringLocalizer<Words> words, Guid id, Guid day, CancellationToken cancel) =>
        {
            await keep.RemoveDay(id, day, cancel);
            return Pages.SeeOther($"/schedule/calendars/{id}", words["saved"]);
        });
    }

    private static async Task<IResult> SaveWeek(HttpContext http, KeepCalendar keep, Guid? id, Func<KeepCalendar.Request, Task<ShopCalendar>> save, IStringLocalizer<Words> words, CancellationToken cancel)
    {
        var form = await FormValues.Read(http);
        return await Pages.Submit(() =>
        {
            var week = Week(form);
            form.Errors.ThrowIfAny();
            return save(new KeepCalendar.Request(form.Text("name"), WeekText.Of(week), form.Version));
        }, calendar => Pages.SeeOther($"/schedule/calendars/{calendar.Id}", words["saved"]), refusal => id is { } known ? ShowCalendar(keep, known, form, null, refusal, cancel)
            : Task.FromResult(Pages.Show<CalendarPage>(new { Typed = form, Refusal = refusal }, refusal.Status)));
    }

    /// <summary>Shifts from the grid; a cell with one time of two is told at its field.</summary>
    private static List<Shift> Week(FormValues form)
    {
        var week = new List<Shift>();
        for (var day = 0; day < 7; day++)
            for (var shift = 0; shift < ShiftsADay; shift++)
            {
                var (from, to) = (form.Time(Cell(day, shift, "from")), form.Time(Cell(day, shift, "to")));
                if (from is { } begins && to is { } ends) week.Add(new(day, begins, ends));
                else if (from is not null || to is not null) form.Errors.Add("week", Words.Say("calendar.halfShift", WeekText.DayName(day)));
            }
        return week;
    }

    public static string Cell(int day, int shift, string end) => string.Create(CultureInfo.InvariantCulture, $"d{day}s{shift}{end}");

    private static async Task<IResult> ShowCalendar(KeepCalendar keep, Guid id, FormValues? typed, FormValues? day, Refusal? refusal, CancellationToken cancel)
    {
        var calendar = await keep.Read(id, cancel);
        return Pages.Show<CalendarPage>(new { Calendar = calendar, Week = WeekText.Read(calendar.Week), Typed = typed, Day = day, Refusal = refusal }, refusal?.Status ?? 200);
    }

    private static void MapCenters(IEndpointRouteBuilder app)
    {
        Get(app, "/schedule/centers", async (KeepCenter keep, CancellationToken cancel) => Pages.Show<CentersPage>(new { Centers = await keep.List(cancel) }));
        Get(app, "/schedule/centers/new", (KeepCenter keep, KeepCalendar calendars, CancellationToken cancel) => ShowCenter(keep, calendars, null, null, null, cancel), Right.KeepSchedule);
        Get(app, "/schedule/centers/{id:guid}", (KeepCenter keep, KeepCalendar calendars, Guid id, CancellationToken cancel) => ShowCenter(keep, calendars, id, null, null, cancel));
        Post(app, "/schedule/centers", (HttpContext http, KeepCenter keep, KeepCalendar calendars, IStringLocalizer<Words> words, CancellationToken cancel) =>
            SaveCenter(http, keep, calendars, null, request => keep.Add(request, cancel), words, cancel));
        Post(app, "/schedule/centers/{id:guid}", (HttpContext http, KeepCenter keep, KeepCalendar calendars, IStringLocalizer<Words> words, Guid id, CancellationToken cancel) =>
            SaveCenter(http, keep, calendars, id, request => keep.Run(id, request, cancel), words, cancel));
        Post(app, "/schedule/centers/{id:guid}/days/{day:guid}/remove", async (KeepCenter keep, IStringLocalizer<Words> words, Guid id, Guid day, CancellationToken cancel) =>
        {
            await keep.RemoveDay(id, day, cancel);
            return Pages.SeeOther($"/schedule/centers/{id}", words["saved"]);
        });
        Post(app, "/schedule/centers/{id:guid}/remove", async (KeepCenter keep, KeepCalendar calendars, IStringLocalizer<Words> words, Guid id, CancellationToken cancel) => await Pages.Submit(
            async () =>
            {
                await keep.Remove(id, cancel);
                return id;
            }, _ => Pages.SeeOther("/schedule/centers", words["center.removed"]), refusal => ShowCenter(keep, calendars, id, null, refusal, cancel)));
    }

    private static async Task<IResult> SaveCenter(
        HttpContext http, KeepCenter keep, KeepCalendar calendars, Guid? id, Func<KeepCenter.Request, Task<WorkCenter>> save, IStringLocalizer<Words> words, CancellationToken cancel)
    {
        var form = await FormValues.Read(http);
        return await Pages.Submit(() =>
        {
            var request = new KeepCenter.Request(form.Text("code"), form.Text("name"), form.Id("calendarId"), form.Whole("machines"), form.Whole("efficiency"), form.Text("drum") == "true",
                form.Whole("changeoverMinutes"), form.Text("changeovers"), form.Version);
            form.Errors.ThrowIfAny();
            return save(request);
        }, center => Pages.SeeOther(form.Text("another") is null ? "/schedule/centers" : "/schedule/centers/new", words["center.saved", center.Code]),
            refusal => ShowCenter(keep, calendars, id, form, refusal, cancel));
    }

    private static async Task<IResult> ShowCenter(KeepCenter keep, KeepCalendar calendars, Guid? id, FormValues? typed, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<CenterPage>(new { Center = id is { } known ? await keep.Read(known, cancel) : null, Days = id is { } one ? await keep.Days(one, cancel) : [], Calendars = await calendars.List(cancel), Typed = typed, Refusal = refusal }, refusal?.Status ?? 200);

    private static void MapProducts(IEndpointRouteBuilder app)
    {
        foreach (var (address, supplies) in new[] { ("/schedule/routings", false), ("/schedule/supplies", true) })
            Get(app, address, async (KeepSupply keep, string? q, string? after, string? before, CancellationToken cancel) =>
                Pages.Show<ShopProductsPage>(new { Products = await keep.List(q, ListPlace.From(after, before, null), cancel), Q = q, Supplies = supplies }));
        Post(app, "/schedule/products", async (HttpContext http, AddProduct add, KeepSupply keep, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(() => add.Run(new(form.Text("code"), form.Text("name")), cancel), id => Pages.SeeOther($"/schedule/supplies/{id}", words["product.added"]),
                async refusal => Pages.Show<ShopProductsPage>(new { Products = await keep.List(null, new ListPlace(), cancel), Typed = form, Refusal = refusal, Supplies = true }, refusal.Status));
        });
        Get(app, "/schedule/supplies/{product:guid}", (KeepSupply keep, Guid product, CancellationToken cancel) => ShowSupply(keep, product, null, null, cancel));
        Post(app, "/schedule/supplies/{product:guid}", async (HttpContext http, KeepSupply keep, IStringLocalizer<Words> words, Guid product, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(() =>
            {
                var request = new KeepSupply.Request(form.Text("stocked") == "true", form.Whole("onHand"), form.Whole("leadDays"), form.Text("made") == "true", form.Version);
                form.Errors.ThrowIfAny();
                return keep.Run(product, request, cancel);
            }, supply => Pages.SeeOther(supply.Made ? $"/schedule/routings/{product}" : "/schedule/supplies", words["saved"]), refusal => ShowSupply(keep, product, form, refusal, cancel));
        });
        Post(app, "/schedule/supplies/{product:guid}/receipts", async (HttpContext http, KeepSupply keep, IStringLocalizer<Words> words, Guid product, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(() =>
            {
                var request = new KeepSupply.ReceiptRequest(form.Whole("quantity"), form.Day("expectedOn"), form.Day("orderedOn"));
                form.Errors.ThrowIfAny();
                return keep.Expect(product, request, cancel);
            }, _ => Pages.SeeOther($"/schedule/supplies/{product}", words["saved"]), refusal => ShowSupply(keep, product, form, refusal, cancel));
        });
        Post(app, "/schedule/supplies/{product:guid}/receipts/{id:guid}/received",
            async (KeepSupply keep, CurrentCompany company, TimeProvider time, IStringLocalizer<Words> words, Guid product, Guid id, CancellationToken cancel) => await Pages.Submit(async () =>
            {
                await keep.Receive(product, id, new(await company.Today(time, cancel)), cancel);
                return id;
            }, _ => Pages.SeeOther($"/schedule/supplies/{product}", words["receipt.received"]), refusal => ShowSupply(keep, product, null, refusal, cancel)));
        Get(app, "/schedule/routings/{product:guid}", (KeepRouting keep, KeepCenter centers, Guid product, CancellationToken cancel) => ShowRouting(keep, centers, product, null, null, cancel));
        Post(app, "/schedule/routings/{product:guid}", async (HttpContext http, KeepRouting keep, KeepCenter centers, IStringLocalizer<Words> words, Guid product, CancellationToken cancel) =>
        {
            var form = new RoutingForm(await FormValues.Read(http));
            return await Pages.Submit(() => keep.Run(product, form.Request(), cancel), _ => Pages.SeeOther($"/schedule/routings/{product}", words["saved"]),
                refusal => ShowRouting(keep, centers, product, form, refusal, cancel));
        });
    }

    private static async Task<IResult> ShowSupply(KeepSupply keep, Guid product, FormValues? typed, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<SupplyPage>(new { Supply = await keep.Read(product, cancel), Typed = typed, Refusal = refusal }, refusal?.Status ?? 200);

    private static async Task<IResult> ShowRouting(KeepRouting keep, KeepCenter centers, Guid product, RoutingForm? typed, Refusal? refusal, CancellationToken cancel)
    {
        var routing = await keep.Read(product, cancel);
        return Pages.Show<RoutingPage>(new { Routing = routing, Form = typed ?? RoutingForm.Of(routing), Centers = await centers.List(cancel), Refusal = refusal }, refusal?.Status ?? 200);
    }

    private static void Get(IEndpointRouteBuilder app, string address, Delegate answer, Right right = Right.SeeSchedule) => app.MapGet(address, answer).May(right).ExcludeFromDescription();

    private static void Post(IEndpointRouteBuilder app, string address, Delegate answer) => app.MapPost(address, answer).May(Right.KeepSchedule).ExcludeFromDescription();
}
