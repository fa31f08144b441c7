using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;
using Troth.Scheduling.Shops;

namespace Troth.Tests.Schedule.Planning;

/// <summary>A shop of two work centers on weekdays from 6 to 14, that makes frames from bought steel.</summary>
internal static class TestShop
{
    public static readonly Guid Frame = new("00000000-0000-7000-8000-000000000001"), Steel = new("00000000-0000-7000-8000-000000000002"),
        Saw = new("00000000-0000-7000-8000-000000000011"), Paint = new("00000000-0000-7000-8000-000000000012"), Usual = new("00000000-0000-7000-8000-000000000021");

    public static MadeShop Make(DateTimeOffset now, string zone = "Europe/Budapest", int days = 364, int saws = 1)
    {
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var clock = new ShopClock(place, ShopClock.MondayOf(place, now), days);
        var shift = clock.Expand("one shift", [.. Enumerable.Range(0, 5).Select(day => new Shift(day, new TimeOnly(6, 0), new TimeOnly(14, 0)))], []);
        var definition = new ShopDefinition
        {
            Horizon = clock.Horizon, Calendars = [shift], Classes = [new("usual", ShippingBuffer: 8 * 60)],
            WorkCenters = [new("Saw", Calendar: 0, Machines: saws), new("Paint", Calendar: 0, Drum: true)],
            Products =
            [
                new("Frame")
                {
                    Routing = new([
                        new("sawing") { Centers = [new(0, SetupMinutes: 10, RunMinutes: 5)], Materials = [new(Product: 1, Quantity: 1)] },
                        new("painting") { After = [0], Centers = [new(1, SetupMinutes: 15, RunMinutes: 3)] },
                    ]),
                },
                new("Steel") { Stock = new(1_000_000) },
            ],
        };
        return new MadeShop(definition, [Frame, Steel], [Saw, Paint], [Usual], clock);
    }

    public static DateTerms Terms { get; } = new()
    {
        ShipBy = new(16, 0), DayEnds = new(17, 0), Confidence = 950, HoldHours = 72, WidenAfterHours = 8, StopAfterHours = 24, ShipsOn = [true, true, true, true, true, false, false],
    };
}
