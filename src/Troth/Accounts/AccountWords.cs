using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Accounts;

/// <summary>What the list can be filtered by: the words in use, and who looks after accounts.</summary>
public sealed record AccountChoices(
    IReadOnlyList<string> Segments, IReadOnlyList<string> Industries, IReadOnlyList<string> Countries, IReadOnlyList<SellerChoice> Sellers, IReadOnlyList<TeamChoice> Teams);

public sealed record SellerChoice(Guid Id, long Number, string Name, Guid? TeamId, bool Active)
{
    public string Label => $"S-{Number}";
}

public sealed record TeamChoice(Guid Id, string Name);

/// <summary>
/// The distinct words of a column, found by leaping from one to the next in its index: as many steps as there are words,
/// where SELECT DISTINCT would walk over every account. Words that only unpublished accounts have are left out.
/// </summary>
public sealed class AccountWords(TrothContext db)
{
    private const int Most = 250;

    public async Task<AccountChoices> Find(CancellationToken cancel) => new(
        Sorted(await db.Database.SqlQuery<string>($"""
            WITH RECURSIVE words(word, place) AS (
              SELECT MIN(segment), 1 FROM accounts
              UNION ALL SELECT (SELECT MIN(segment) FROM accounts WHERE segment > word), place + 1 FROM words WHERE word IS NOT NULL AND place < {Most})
            SELECT word AS "Value" FROM words WHERE word IS NOT NULL
              AND EXISTS (SELECT 1 FROM accounts WHERE segment = word AND batch_id NOT IN (SELECT id FROM hidden_batches))
            """).ToListAsync(cancel)),
        Sorted(await db.Database.SqlQuery<string>($"""
            WITH RECURSIVE words(word, place) AS (
              SELECT MIN(industry), 1 FROM accounts
              UNION ALL SELECT (SELECT MIN(industry) FROM accounts WHERE industry > word), place + 1 FROM words WHERE word IS NOT NULL AND place < {Most})
            SELECT word AS "Value" FROM words WHERE word IS NOT NULL
              AND EXISTS (SELECT 1 FROM accounts WHERE industry = word AND batch_id NOT IN (SELECT id FROM hidden_batches))
            """).ToListAsync(cancel)),
        Sorted(await db.Database.SqlQuery<string>($"""
            WITH RECURSIVE words(word, place) AS (
              SELECT MIN(country_key), 1 FROM accounts
              UNION ALL SELECT (SELECT MIN(country_key) FROM accounts WHERE country_key > word), place + 1 FROM words WHERE word IS NOT NULL AND place < {Most})
            SELECT (SELECT address_country FROM accounts WHERE country_key = word AND batch_id NOT IN (SELECT id FROM hidden_batches) LIMIT 1) AS "Value"
            FROM words WHERE word < {NameKey.Last} AND EXISTS (SELECT 1 FROM accounts WHERE country_key = word AND batch_id NOT IN (SELECT id FROM hidden_batches))
            """).ToListAsync(cancel)),
        await Sellers(cancel),
        await db.Teams.AsNoTracking().OrderBy(t => t.NameKey).Select(t => new TeamChoice(t.Id, t.Name)).ToListAsync(cancel));

    public async Task<IReadOnlyList<SellerChoice>> Sellers(CancellationToken cancel) =>
        await db.Sellers.AsNoTracking().OrderBy(s => s.NameKey).ThenBy(s => s.Number)
            .Select(s => new SellerChoice(s.Id, s.Number, s.Name, s.TeamId, s.Active)).ToListAsync(cancel);

    private static List<string> Sorted(List<string> words) => [.. words.Where(w => w.Length > 0).OrderBy(NameKey.Of, StringComparer.Ordinal)];
}
