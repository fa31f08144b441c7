using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Accounts;

/// <summary>Another account, in a word.</summary>
public sealed record AccountName(Guid Id, string Number, string Name);

/// <summary>A person at an account, and what they are there.</summary>
public sealed record PersonHere(Guid Id, string Number, string Name, string? Title, string? Email, string? Phone, string? Mobile, string? Role, string? Department, DateOnly? EndedOn);

/// <summary>What a seller said, and when.</summary>
/// <param name="Counts">It is the word of who looks after the account now; else an earlier seller's.</param>
public sealed record ClaimSaid(int Step, DateOnly On, string By, bool Counts = true);

/// <summary>All that an account's page shows of this room.</summary>
public sealed record AccountView(Account Account)
{
    public AccountName? Parent { get; init; }
    public IReadOnlyList<AccountName> Children { get; init; } = [];
    public int ChildCount { get; init; }
    public Seller? Seller { get; init; }
    public string? Team { get; init; }

    /// <summary>By name; at most <see cref="ReadAccount.PeopleShown"/>, the rest is in the list of contacts.</summary>
    public IReadOnlyList<PersonHere> People { get; init; } = [];
    public bool MorePeople { get; init; }

    /// <summary>
    /// Newest first, with the one that counts however old it is; empty for readers who may not see claims, and without the word of earlier
    /// sellers for the seller of now.
    /// </summary>
    public IReadOnlyList<ClaimSaid> Claims { get; init; } = [];

    /// <summary>The newest word of who looks after the account now.</summary>
    public ClaimSaid? Claim => Claims.FirstOrDefault(claim => claim.Counts);

    /// <summary>Whether this reader may see claims about it, also when there are none.</summary>
    public bool SeesClaims { get; init; }

    /// <summary>The system it comes from.</summary>
    public string? Source { get; init; }
}

/// <summary>Reads an account for its page and for the API: a fixed number of queries, however much there is.</summary>
public sealed class ReadAccount(TrothContext db, ClaimSight sight, IEnumerable<PartInHistory> parts)
{
    public const int ChildrenShown = 20, PeopleShown = 50, ClaimsShown = 20;

    public async Task<AccountView> Run(string reference, CancellationToken cancel)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var account = await db.Account(reference, cancel);
        var parent = account.ParentId is null ? null : await Names(db.Accounts.Where(a => a.Id == account.ParentId)).FirstOrDefaultAsync(cancel);
        var under = db.Accounts.Where(a => a.ParentId == account.Id);
        var children = await Names(under.OrderBy(a => a.NameKey).ThenBy(a => a.Number).Take(ChildrenShown + 1)).ToListAsync(cancel);
        var people = await People(account.Id).Take(PeopleShown + 1).ToListAsync(cancel);
        var seller = account.SellerId is null ? null : await db.Sellers.FirstOrDefaultAsync(s => s.Id == account.SellerId, cancel);
        return new(account)
        {
            Parent = parent,
            Children = [.. children.Take(ChildrenShown)],
            ChildCount = children.Count <= ChildrenShown ? children.Count : await under.CountAsync(cancel),
            Seller = seller,
            Team = seller?.TeamId is { } team ? await db.Teams.Where(t => t.Id == team).Select(t => t.Name).FirstOrDefaultAsync(cancel) : null,
            People = [.. people.Take(PeopleShown)], MorePeople = people.Count > PeopleShown,
            Claims = sight.Sees(account.SellerId, seller?.TeamId) ? await Said(account, sight.SeesAll(seller?.TeamId), cancel) : [],
            SeesClaims = sight.Sees(account.SellerId, seller?.TeamId),
            Source = account.SourceId == 0 ? null : await db.ImportSources.Where(s => s.Id == account.SourceId).Select(s => s.Name).FirstOrDefaultAsync(cancel),
        };
    }

    /// <summary>An account and what this reader may not see in its history.</summary>
    public async Task<(Account Account, IReadOnlyList<HiddenParts> Hidden)> Brief(string reference, CancellationToken cancel)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var account = await db.Account(reference, cancel);
        var team = account.SellerId is null ? null : await db.Sellers.Where(s => s.Id == account.SellerId).Select(s => s.TeamId).FirstOrDefaultAsync(cancel);
        List<HiddenParts> hidden = [.. parts.Where(p => !p.Sees(account.SellerId, team)).Select(p => new HiddenParts(p.Entity, []))];
        if (sight.SeesAll(team)) return (account, hidden);
        var own = sight.Sees(account.SellerId, team) ? await Standing(account, all: false, cancel) : [];
        return (account, [.. hidden, new HiddenParts("claim", [.. own.Where(c => c.Counts).Select(c => c.Claim.Id)])]);
    }

    private IQueryable<PersonHere> People(Guid account) =>
        from role in db.ContactRoles
        join contact in db.Contacts on role.ContactId equals contact.Id
        where role.AccountId == account
        orderby contact.NameKey, contact.Number
        select new PersonHere(contact.Id, "C-" + contact.Number, contact.Name, contact.Title, contact.Email, contact.Phone, contact.Mobile, role.Role, role.Department,
            contact.EndedOn ?? role.EndedOn);

    private async Task<List<ClaimSaid>> Said(Account account, bool all, CancellationToken cancel)
    {
        var said = (await Standing(account, all, cancel)).Where(c => all || c.Counts).ToList();
        var shown = said.Take(ClaimsShown).ToList();
        // Others may have said very much since the seller of now had it before: the word that counts is shown nevertheless.
        if (all && said.Count > ClaimsShown && !shown.Exists(c => c.Counts))
            shown.AddRange((await Standing(account, all: false, cancel)).Where(c => c.Counts).Take(1));
        return [.. shown.Select(c => new ClaimSaid(c.Claim.Step, c.Claim.ClaimedOn, c.Claim.ClaimedBy, c.Counts))];
    }

    /// <summary>The newest claims and whether each is the word of who looks after the account now.</summary>
    private async Task<List<(Claim Claim, bool Counts)>> Standing(Account account, bool all, CancellationToken cancel)
    {
        var claims = db.Claims.Where(c => c.AccountId == account.Id && c.EndedOn == null);
        if (!all) claims = claims.Where(c => c.SellerId == account.SellerId || c.SellerId == null);
        var newest = await claims.OrderByDescending(c => c.ClaimedOn).ThenByDescending(c => c.RecordedAt).ThenByDescending(c => c.Id).Take(10 * ClaimsShown).ToListAsync(cancel);
        var left = await ClaimSigners.Left(db, [.. newest.Where(c => c.SellerId is null).Select(c => new UnsignedClaim(c.Id, c.AccountId, c.BatchId, c.RecordedAt))], cancel);
        return [.. newest.Select(c => (c, (c.SellerId ?? left.GetValueOrDefault(c.Id, account.SellerId)) == account.SellerId))];
    }

    internal static IQueryable<AccountName> Names(IQueryable<Account> accounts) => accounts.Select(a => new AccountName(a.Id, "A-" + a.Number, a.Name));
}
