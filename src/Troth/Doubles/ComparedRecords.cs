using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Evidence.Duplicates;
using Troth.Platform.Data;

namespace Troth.Doubles;

/// <summary>Records with the fields that are compared, in the order of <paramref name="Fields"/>.</summary>
internal sealed record ComparedRecords(IReadOnlyList<DuplicateField> Fields, IReadOnlyList<ComparedRecord> Records)
{
    public const string Name = "name", Street = "street", City = "city", PostalCode = "postalCode", Country = "country", Phone = "phone", Website = "website",
        FirstName = "firstName", LastName = "lastName", Email = "email", Mobile = "mobile", Company = "company";

    private static readonly DuplicateField[] OfAccounts =
    [
        new(Name, FieldKind.OrganisationName), new(Street, FieldKind.Address), new(PostalCode, FieldKind.PostalCode), new(City, FieldKind.City), new(Country, FieldKind.Country),
        new(Phone, FieldKind.Phone), new(Website, FieldKind.Domain),
    ];

    private static readonly DuplicateField[] OfContacts =
    [
        new(FirstName, FieldKind.GivenName), new(LastName, FieldKind.Surname), new(Email, FieldKind.Email), new(Phone, FieldKind.Phone), new(Mobile, FieldKind.Phone),
        new(Company, FieldKind.OrganisationName), new(City, FieldKind.City),
    ];

    public static IReadOnlyList<DuplicateField> FieldsOf(DoubleKind kind) => kind is DoubleKind.Accounts ? OfAccounts : OfContacts;

    /// <summary>Those with the ids given, or all there are. Nothing unpublished is among them.</summary>
    public static async Task<ComparedRecords> Read(TrothContext db, DoubleKind kind, IReadOnlyCollection<Guid>? ids, CancellationToken cancel) =>
        new(FieldsOf(kind), kind is DoubleKind.Accounts ? await Accounts(db, ids, cancel) : await Contacts(db, ids, cancel));

    private static async Task<List<ComparedRecord>> Accounts(TrothContext db, IReadOnlyCollection<Guid>? ids, CancellationToken cancel)
    {
        var accounts = db.Accounts.AsNoTracking();
        if (ids is not null) accounts = accounts.Where(a => ids.Contains(a.Id));
        var rows = await accounts.OrderBy(a => a.Number).Select(a => new
        {
            a.Id, a.Number, a.Name, a.Address.Street, a.Address.PostalCode, a.Address.City, a.Address.Country, a.Phone, a.Website, a.Domains, a.EndedOn,
        }).ToListAsync(cancel);
        return [.. rows.Select(a => new ComparedRecord(a.Id, a.Number, a.Name, a.EndedOn,
            [a.Name, a.Street, a.PostalCode, a.City, a.Country, a.Phone, a.Website ?? a.Domains?.Split(' ')[0]]))];
    }

    private static async Task<List<ComparedRecord>> Contacts(TrothContext db, IReadOnlyCollection<Guid>? ids, CancellationToken cancel)
    {
        var contacts = db.Contacts.AsNoTracking();
        var roles = db.ContactRoles.AsNoTracking();
        if (ids is not null) (contacts, roles) = (contacts.Where(c => ids.Contains(c.Id)), roles.Where(r => ids.Contains(r.ContactId)));
        var rows = await contacts.OrderBy(c => c.Number).Select(c => new { c.Id, c.Number, c.Name, c.FirstName, c.LastName, c.Email, c.Phone, c.Mobile, c.EndedOn }).ToListAsync(cancel);
        var places = new Dictionary<Guid, (string Name, string? City)>();
        var there = await (from role in roles join account in db.Accounts on role.AccountId equals account.Id orderby account.Number
                           select new { role.ContactId, account.Name, account.Address.City }).ToListAsync(cancel);
        foreach (var place in there) places.TryAdd(place.ContactId, (place.Name, place.City));
        return [.. rows.Select(c =>
        {
            var (company, city) = places.GetValueOrDefault(c.Id);
            return new ComparedRecord(c.Id, c.Number, c.Name, c.EndedOn, [c.FirstName, c.LastName ?? (c.FirstName is null ? c.Name : null), c.Email, c.Phone, c.Mobile, company, city]);
        })];
    }
}

/// <summary>One of them.</summary>
internal sealed record ComparedRecord(Guid Id, long Number, string Name, DateOnly? EndedOn, string?[] Values)
{
    /// <summary>Another when any of the values is another.</summary>
    public string Print => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', Values))))[..DoubleDecision.PrintMax];
}
