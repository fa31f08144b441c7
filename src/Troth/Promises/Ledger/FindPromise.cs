using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Promises.Ledger;

/// <summary>Finds promises by what an address calls them, and knows the company's day.</summary>
internal static class FindPromise
{
    public static async Task<Promise> Promise(this TrothContext db, string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("P", reference);
        return await db.Promises.FirstOrDefaultAsync(p => id != null ? p.Id == id : p.Number == number, cancel) ?? throw new NotFoundException(Words.Say("promise.named", reference));
    }
}

/// <summary>When it is, and what a day or an hour there means.</summary>
public sealed class CompanyDay(CurrentCompany company, TimeProvider time)
{
    /// <summary>Where no better hour is known, a business day ends at this one.</summary>
    private static readonly TimeOnly EndOfBusiness = new(17, 0);

    public DateTimeOffset Now => time.GetUtcNow();

    public ValueTask<DateOnly> Today(CancellationToken cancel) => company.Today(time, cancel);

    /// <summary>A day by the end of business, or an hour of it, where the company is. An hour that a clock change leaves out counts as the next one.</summary>
    public async ValueTask<PromiseDue> Due(DateOnly day, TimeOnly? hour, CancellationToken cancel)
    {
        var zone = (await company.Find(cancel))?.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var known) ? known : TimeZoneInfo.Utc;
        var local = day.ToDateTime(hour ?? EndOfBusiness);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        return new(day, new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime());
    }
}
