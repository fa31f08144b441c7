using Microsoft.EntityFrameworkCore;

namespace Troth.Platform.Data;

/// <summary>Short numbers for people, counted per kind of record.</summary>
public static class Numbers
{
    /// <summary>The next number of a kind of record, counted under its table's name.</summary>
    public static Task<long> Take<T>(this TrothContext db, CancellationToken cancel) => db.Take(db.Model.FindEntityType(typeof(T))!.GetTableName()!, 1, cancel);

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
