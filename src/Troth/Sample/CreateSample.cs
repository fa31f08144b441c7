using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Identity.Contracts;
using Troth.Import.Contracts;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Simulation;

namespace Troth.Sample;

/// <summary>
/// Makes the believable company that a first start shows. Its data enters by the same import as everybody's; the company itself
/// comes last, so that a start that was broken off begins again.
/// </summary>
public sealed class CreateSample(TrothContext db, SampleSignIns people, ImportFolder import, Actor actor, TrothSettings settings, TimeProvider time)
{
    /// <summary>The people beside the simulated sellers. Made up, as the company is.</summary>
    private static readonly (Role Role, string Name)[] Others =
    [
        (Role.Manager, "Ingrid Solheim"), (Role.Scheduler, "Tomasz Wrona"), (Role.Marketer, "Aoife Brennan"), (Role.Administrator, "Samuel Whitlock"), (Role.Reader, "Lena Vogt"),
    ];

    /// <summary>False when there is a company already.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        if (await db.Companies.AnyAsync(cancel)) return false;
        if (!System.Net.IPAddress.IsLoopback(System.Net.IPAddress.Parse(settings.Listen)))
            throw new BusinessRuleException("sample.loopback", $"The sample company has public passwords and answers on loopback only, not on {settings.Listen}. Unset TROTH_LISTEN, or start with --empty.");

        var company = SimulationSettings.Sample(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1));
        var folder = Path.Combine(settings.FolderFor("sample"), Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            CompanyFolder.Write(new CompanyStream(company), file => new StreamWriter(Path.Combine(folder, file)));
            actor.Is(null, company.CompanyName, "job");
            import.Run(folder, CompanyFolder.Recipe, cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        await AddPeople(company.CompanyName, cancel);
        return true;
    }

    private async Task AddPeople(string name, CancellationToken cancel)
    {
        var busiest = await db.Accounts.Where(a => a.SellerId != null).GroupBy(a => a.SellerId!.Value).Select(g => new { Seller = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var first = busiest.OrderByDescending(b => b.Count).ThenBy(b => b.Seller).Select(b => b.Seller).First();
        var seller = await db.Sellers.SingleAsync(s => s.Id == first, cancel);
        var domain = seller.Email![(seller.Email!.IndexOf('@') + 1)..];

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await people.Add(Role.Seller, seller.Name, seller.Email!, seller.Id, null);
        foreach (var (role, person) in Others)
            await people.Add(role, person, $"{person.ToLowerInvariant().Replace(' ', '.')}@{domain}", null, role == Role.Manager ? seller.TeamId : null);
        await people.Found(name, "EUR", cancel);
        await transaction.CommitAsync(cancel);
    }
}
