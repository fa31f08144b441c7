using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Platform.Limits;

/// <summary>How often something was tried within a span of time.</summary>
public sealed class TriesCounted
{
    public required string Name { get; init; }
    public int Tries { get; init; }
    public DateTimeOffset EndsAt { get; init; }
}

public sealed class TriesCountedTable : IEntityTypeConfiguration<TriesCounted>
{
    public void Configure(EntityTypeBuilder<TriesCounted> table)
    {
        table.ToTable("tries_counted");
        table.HasKey(t => t.Name);
        table.Property(t => t.Name).HasMaxLength(64);
        table.HasIndex(t => t.EndsAt);
    }
}

/// <summary>Counts tries in the database, so that all nodes count together. Who tried is kept as a hash only.</summary>
public sealed class CountedTries(TrothContext db, TimeProvider time)
{
    /// <summary>Counts one more.</summary>
    /// <param name="what">What is tried: "portal.sign-in.mail".</param>
    /// <param name="who">Whose tries these are: an address, say.</param>
    /// <exception cref="TooManyException">It was the one too many.</exception>
    public async Task Take(string what, string who, int most, TimeSpan within, CancellationToken cancel)
    {
        var name = Name(what, who);
        var now = time.GetUtcNow();
        var (begins, ends) = (now.UtcTicks, (now + within).UtcTicks);
        var tries = (await db.Database.SqlQuery<int>($"""
            INSERT INTO tries_counted (name, tries, ends_at) VALUES ({name}, 1, {ends})
            ON CONFLICT (name) DO UPDATE SET
              tries = CASE WHEN tries_counted.ends_at <= {begins} THEN 1 ELSE tries_counted.tries + 1 END,
              ends_at = CASE WHEN tries_counted.ends_at <= {begins} THEN {ends} ELSE tries_counted.ends_at END
            RETURNING tries AS "Value"
            """).ToListAsync(cancel)).Single();
        if (tries == 1) await db.Set<TriesCounted>().Where(t => t.EndsAt <= now).ExecuteDeleteAsync(cancel);
        if (tries > most) throw new TooManyException(within);
    }

    /// <summary>It went well: what was tried before does not count any more.</summary>
    public Task Forget(string what, string who, CancellationToken cancel)
    {
        var name = Name(what, who);
        return db.Set<TriesCounted>().Where(t => t.Name == name).ExecuteDeleteAsync(cancel);
    }

    private static string Name(string what, string who) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{who}")));
}
