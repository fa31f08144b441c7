using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Identity;

/// <summary>The company this request is about: one query a request, none for what is already read.</summary>
public sealed class CurrentCompany(TrothContext db)
{
    private Company? company;
    private bool read;

    /// <summary>Null until somebody has set the company up.</summary>
    public async ValueTask<Company?> Find(CancellationToken cancel)
    {
        if (!read) company = await db.Companies.AsNoTracking().OrderBy(c => c.Id).FirstOrDefaultAsync(cancel);
        read = true;
        return company;
    }

    /// <summary>The business day it is where the company is.</summary>
    public async ValueTask<DateOnly> Today(TimeProvider time, CancellationToken cancel)
    {
        var zone = (await Find(cancel))?.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var known) ? known : TimeZoneInfo.Utc;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
    }

    public async ValueTask<Company> Get(CancellationToken cancel) =>
        await Find(cancel) ?? throw new Platform.Errors.BusinessRuleException("company.none", Words.Say("company.none"));
}
