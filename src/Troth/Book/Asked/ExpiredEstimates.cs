using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Identity;
using Troth.Platform.Data;

namespace Troth.Book.Asked;

/// <summary>An estimate stops counting by the calendar alone: nobody saves anything on that day.</summary>
public static class ExpiredEstimates
{
    /// <summary>Notes accounts whose shown figure rests on what no longer counts, once each. One indexed query when there are none.</summary>
    public static async Task Note(TrothContext db, TimeProvider time, CancellationToken cancel)
    {
        var today = await new CurrentCompany(db).Today(time, cancel);
        var (noted, figures) = (db.BookChanges, db.BookFigures);
        var accounts = await db.BookStates.Join(figures, s => s.Generation, f => f.Generation, (_, figure) => figure)
            .Where(f => f.PotentialUntil < today && !noted.Any(c => c.ClaimOfAccount == f.AccountId)).Select(f => f.AccountId).OrderBy(id => id).Take(1000).ToListAsync(cancel);
        if (accounts.Count == 0) return;
        foreach (var account in accounts) db.Add(new BookChange { At = time.GetUtcNow(), ClaimOfAccount = account });
        // And the sums that it is in.
        db.Add(new BookChange { At = time.GetUtcNow() });
        await db.SaveChangesAsync(cancel);
    }
}
