using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Times;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.Describing;

/// <summary>Makes of a plant's records what the engine plans with, and says all that is wrong with them.</summary>
public sealed class ShopMaker(TrothContext db, CurrentCompany company)
{
    /// <summary>
    /// The plant as it is described now. A routing that cannot be planned is left out and named, so that one mistake stops one product; what
    /// concerns work centers or calendars stops all.
    /// </summary>
    /// <param name="plant">Which.</param>
    /// <param name="now">Receipts that should have come before its day are expected on it.</param>
    /// <param name="monday">First day of the horizon, that of this week unless given: it still reaches as far ahead as the plant says.</param>
    public async Task<ShopMaking> Make(Guid plant, DateTimeOffset now, DateOnly? monday = null, CancellationToken cancel = default) =>
        (await Read(plant, now, monday, cancel)).Make();

    /// <summary>The same, read once and made as often as somebody wants to see it otherwise.</summary>
    internal async Task<ShopReading> Read(Guid plant, DateTimeOffset now, DateOnly? monday, CancellationToken cancel)
    {
        var found = await Find(plant, cancel);
        var records = await ShopRecords.Read(db, found, cancel);
        var thisWeek = ShopClock.MondayOf(found.Zone, now);
        var first = monday ?? thisWeek;
        var clock = new ShopClock(found.Zone, first, Math.Min(found.HorizonDays + thisWeek.DayNumber - first.DayNumber, Limits.Horizon / (24 * 60) - 1));
        return new ShopReading(records, clock, now);
    }

    /// <summary>The plant; the first one also before anybody has set anything about it.</summary>
    public async Task<Plant> Find(Guid id, CancellationToken cancel) =>
        await db.Plants.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel)
            ?? (id == Plant.TheFirst ? await First(cancel) : throw new NotFoundException(Words.Say("plant.this")));

    private async Task<Plant> First(CancellationToken cancel) =>
        new() { Id = Plant.TheFirst, Name = Words.Say("plant.ours"), NameKey = NameKey.Of(Words.Say("plant.ours")), TimeZone = (await company.Find(cancel))?.TimeZone ?? "UTC" };
}
