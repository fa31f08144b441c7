using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Accounts.Contracts;

/// <summary>An account as other rooms know it.</summary>
public sealed record AccountFacts
{
    public required Guid Id { get; init; }
    public required long Number { get; init; }
    public required string Name { get; init; }

    /// <summary>What names are ordered and found by.</summary>
    public required string NameKey { get; init; }
    public required Guid? ParentId { get; init; }
    public required string? Segment { get; init; }
    public required string? Industry { get; init; }
    public required int? Employees { get; init; }
    public required decimal? Revenue { get; init; }
    public required string? RevenueCurrency { get; init; }
    public required int? FoundedYear { get; init; }
    public required string? City { get; init; }
    public required string? Country { get; init; }
    public required Guid? SellerId { get; init; }

    /// <summary>The zone of days promised to them; null for the plant's.</summary>
    public required string? TimeZone { get; init; }

    /// <summary>Days on the way to them; null where nobody said.</summary>
    public required int? TransitDays { get; init; }

    /// <summary>The days of the week on which they receive; null for the plant's.</summary>
    public required string? ReceivesOn { get; init; }

    /// <summary>Since when a full feed no longer contains it.</summary>
    public required DateOnly? EndedOn { get; init; }
}

/// <summary>One of an account's people.</summary>
public sealed record PersonFacts(Guid Id, string Name);

/// <summary>A seller as other rooms know one.</summary>
public sealed record SellerFacts
{
    public required Guid Id { get; init; }
    public required long Number { get; init; }
    public required string Name { get; init; }
    public required string NameKey { get; init; }
    public required Guid? TeamId { get; init; }
    public required bool Active { get; init; }
}

/// <summary>What other rooms read of this one: queries, so that they can be filtered and joined in the database. Nothing unpublished is in them.</summary>
public static class AccountReads
{
    extension(TrothContext db)
    {
        /// <summary>Ids of the accounts that a source knows by exactly this key.</summary>
        public Task<List<Guid>> AccountsKeyed(string? typed, CancellationToken cancel) => db.Keyed<Account>(typed, cancel);

        /// <summary>The contact of this number or id; null where there is none.</summary>
        public async Task<Guid?> ContactNamed(string typed, CancellationToken cancel)
        {
            var (id, number) = Reference.Parse("C", typed);
            return await db.Contacts.Where(c => id != null ? c.Id == id : c.Number == number).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);
        }

        /// <summary>Whether a contact is one of an account's people now.</summary>
        public Task<bool> IsContactOf(Guid contact, Guid account, CancellationToken cancel) =>
            db.ContactRoles.AnyAsync(r => r.ContactId == contact && r.AccountId == account && r.EndedOn == null, cancel);

        /// <summary>Who there is at an account now, by name.</summary>
        public IQueryable<PersonFacts> PeopleOf(Guid account) => db.ContactRoles.AsNoTracking().Where(r => r.AccountId == account && r.EndedOn == null)
            .Join(db.Contacts, r => r.ContactId, c => c.Id, (_, contact) => contact).OrderBy(c => c.NameKey).ThenBy(c => c.Number).Select(c => new PersonFacts(c.Id, c.Name));

        /// <summary>Names of contacts by id.</summary>
        public Task<Dictionary<Guid, string>> ContactNames(IReadOnlyList<Guid> ids, CancellationToken cancel) =>
            db.Contacts.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancel);

        /// <summary>The account of that number or id; null when there is none, or neither was written.</summary>
        public async Task<AccountFacts?> AccountCalled(string? typed, CancellationToken cancel)
        {
            var (id, number) = Reference.Parse("A", typed?.Trim() ?? "");
            return id is null && number is null ? null : await db.AccountFacts.AsNoTracking().FirstOrDefaultAsync(a => id != null ? a.Id == id : a.Number == number, cancel);
        }

        public IQueryable<AccountFacts> AccountFacts => db.Accounts.Select(a => new AccountFacts
        {
            Id = a.Id, Number = a.Number, Name = a.Name, NameKey = a.NameKey, ParentId = a.ParentId, Segment = a.Segment, Industry = a.Industry,
            Employees = a.Employees, Revenue = a.Revenue, RevenueCurrency = a.RevenueCurrency, FoundedYear = a.FoundedYear,
            City = a.Address.City, Country = a.Address.Country, SellerId = a.SellerId, TimeZone = a.TimeZone, TransitDays = a.TransitDays, ReceivesOn = a.ReceivesOn, EndedOn = a.EndedOn,
        });

        public IQueryable<SellerFacts> SellerFacts => db.Sellers.Select(s => new SellerFacts
        {
            Id = s.Id, Number = s.Number, Name = s.Name, NameKey = s.NameKey, TeamId = s.TeamId, Active = s.Active,
        });
    }
}
