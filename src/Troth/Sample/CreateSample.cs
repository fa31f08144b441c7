using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Book.Contracts;
using Troth.Identity;
using Troth.Identity.Contracts;
using Troth.Import.Contracts;
using Troth.Orders.Contracts;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Portal.Contracts;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Simulation;

namespace Troth.Sample;

/// <summary>
/// Makes the believable company that a first start shows. Its data enters by the same import as everybody's; the company itself
/// comes last, so that a start that was broken off begins again.
/// </summary>
public sealed class CreateSample(TrothContext db, SampleSignIns people, ImportFolder import, EarlierQuestions questions, SamplePortal portal, SamplePromises promises, SampleFactory factory, SampleLedger ledger,
    SampleSorting sorting, Actor actor,
    TrothSettings settings, TimeProvider time)
{
    /// <summary>The people beside the simulated sellers. Made up, as the company is.</summary>
    private static readonly (Role Role, string Name)[] Others =
    [
        (Role.Manager, "Ingrid Solheim"), (Role.Scheduler, "Tomasz Wrona"), (Role.Marketer, "Aoife Brennan"), (Role.Administrator, "Samuel Whitlock"), (Role.Reader, "Lena Vogt"),
    ];

    /// <summary>When the questions about claims were asked: some are still with their sellers alone, some have gone on to the manager.</summary>
    private static readonly int[] DaysAgo = [24, 9, 38, 3, 17, 52, 30];

    private static readonly string[] Answers =
    [
        "They open a second hall in spring. Their head of design asks us first; purchasing is bound to an old frame contract until March.",
        "The new purchaser wants one supplier for all cylinders. I have two dates with her and the works manager; if nothing comes of it by summer I let go.",
        "Honestly? I like going there. I will see them twice a year and no more.",
    ];

    /// <summary>What customers said on their own pages.</summary>
    private static readonly (bool Thanks, string Text, string? Answer)[] Said =
    [
        (false, "The pallet came on the promised day, but four of the twelve were the old version. We had to stop the assembly line for a shift.", null),
        (true, "You rang two days ahead that it would be Thursday, not Tuesday. We moved our fitters and nobody stood around. That is how it should be.",
            "Thank you. I passed it on to Tomasz, who saw it coming."),
        (false, "Nobody told us about the delay until we asked.", "You are right, and I am sorry. I now look at your open orders every Monday and call before you have to."),
        (true, "Thanks for the quick replacement. The driver even took the faulty one back.", null),
    ];

    /// <summary>What the first seller has promised by word of mouth: kind, what, due in so many days, done.</summary>
    private static readonly (PromiseKind Kind, string What, int InDays, bool Done)[] Promised =
    [
        (PromiseKind.CallBack, "Call back about the coating", 0, false), (PromiseKind.Document, "Drawing of the mounting bracket", 1, false),
        (PromiseKind.Price, "Price for 200 pieces", -2, false), (PromiseKind.Visit, "Look at the new line with their works manager", 6, false),
        (PromiseKind.Document, "Certificate of the last batch", -9, true), (PromiseKind.Other, "Two samples by post", 2, false),
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
        var asked = await questions.Ask(DaysAgo, Answers, cancel);
        await AddPeople(company.CompanyName, asked, cancel);
        return true;
    }

    /// <summary>Where a start was broken off after the import, its made-up customers would be those of whoever sets up a company next.</summary>
    public async Task TakeBackHalf(CancellationToken cancel)
    {
        if (await db.Companies.AnyAsync(cancel)) return;
        var name = SimulationSettings.Sample(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)).CompanyName;
        if (!await import.Stands(name, cancel)) return;
        actor.Is(null, name, "job");
        await questions.Forget(cancel); // made up as well; an answer would keep what it is about
        await promises.Forget(cancel);
        await sorting.Forget(cancel);
        await factory.Forget(cancel);
        await portal.Forget(cancel);
        await import.TakeBack(name, cancel);
    }

    private async Task AddPeople(string name, IReadOnlyDictionary<Guid, int> asked, CancellationToken cancel)
    {
        var busiest = await db.Accounts.Where(a => a.SellerId != null).GroupBy(a => a.SellerId!.Value).Select(g => new { Seller = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var first = busiest.OrderByDescending(b => asked.GetValueOrDefault(b.Seller)).ThenByDescending(b => b.Count).ThenBy(b => b.Seller).Select(b => b.Seller).First();
        var seller = await db.Sellers.SingleAsync(s => s.Id == first, cancel);
        var domain = seller.Email![(seller.Email!.IndexOf('@') + 1)..];

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await people.Add(Role.Seller, seller.Name, seller.Email!, seller.Id, null);
        foreach (var (role, person) in Others)
            await people.Add(role, person, $"{person.ToLowerInvariant().Replace(' ', '.')}@{domain}", null, role == Role.Manager ? seller.TeamId : null);
        actor.Is(null, name, "job");
        var names = await db.Sellers.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        var year = await factory.Fill(names, first, cancel);
        var scheduler = await db.Users.AsNoTracking().Where(u => u.Name == Others[1].Name).Select(u => new { u.Id, u.Name }).SingleAsync(cancel);
        await ledger.Fill(year, names, await Contacts(cancel), (scheduler.Id, scheduler.Name), cancel);
        var talkers = busiest.OrderByDescending(b => b.Seller == first).ThenByDescending(b => b.Count).ThenBy(b => b.Seller).Select(b => b.Seller).Take(5).ToList();
        await promises.Fill(talkers, Promised, "Made to order", DateOnly.FromDateTime(year.BeganAt.UtcDateTime), cancel);
        await portal.Fill(seller.Id, seller.Name, Said, cancel);
        await sorting.Fill(cancel);
        await people.Found(name, "EUR", cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The first person of each account, to whom quotes go.</summary>
    private async Task<Dictionary<Guid, (Guid Id, string Name)>> Contacts(CancellationToken cancel) =>
        (await (from role in db.Set<ContactRole>().AsNoTracking()
                join contact in db.Contacts on role.ContactId equals contact.Id
                where contact.EndedOn == null && role.EndedOn == null && contact.Email != null
                orderby contact.Number
                select new { role.AccountId, contact.Id, contact.Name }).ToListAsync(cancel)).GroupBy(c => c.AccountId).ToDictionary(g => g.Key, g => (g.First().Id, g.First().Name));
}
