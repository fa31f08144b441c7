using Microsoft.EntityFrameworkCore;
using Troth.Identity.Contracts;
using Troth.Platform.Data;

namespace Troth.Identity;

/// <summary>The company this request is about: at most one query a request.</summary>
public sealed class CurrentCompany
{
    private readonly TrothContext db;
    private readonly KnownCompany? known;
    private Company? company;
    private bool read;

    public CurrentCompany(TrothContext db) => this.db = db;

    internal CurrentCompany(TrothContext db, KnownCompany known) => (this.db, this.known) = (db, known);

    /// <summary>Null until somebody has set the company up.</summary>
    public async ValueTask<Company?> Find(CancellationToken cancel)
    {
        if (read) return company;
        company = known?.Find();
        if (company is null)
        {
            var asked = TimeProvider.System.GetTimestamp();
            company = await db.Companies.AsNoTracking().OrderBy(c => c.Id).FirstOrDefaultAsync(cancel);
            known?.Keep(company, asked);
        }
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
