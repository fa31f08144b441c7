using Microsoft.EntityFrameworkCore;

namespace Troth.Platform.Data;

/// <summary>Short numbers for people, counted per kind of record.</summary>
public static class Numbers
{
    /// <summary>Takes <paramref name="count"/> numbers and returns the first. Atomic; gaps are allowed, repeats are not.</summary>
    public static async Task<long> Take(this TrothContext db, string name, long count, CancellationToken cancel)
    {
        var next = await db.Database.SqlQuery<long>($"""
            INSERT INTO counters (name, next) VALUES ({name}, {count + 1})
            ON CONFLICT (name) DO UPDATE SET next = counters.next + {count}
            RETURNING next AS "Value"
            """).ToListAsync(cancel);
        return next.Single() - count;
    }
}
