using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Promises.OurWord;

/// <summary>What the company has settled about promises, or what holds until it has.</summary>
internal static class CompanyWord
{
    public static async Task<WordSettings> Settings(TrothContext db, CancellationToken cancel) => await db.WordSettings.AsNoTracking().FirstOrDefaultAsync(cancel) ?? new WordSettings();

    public static async Task<int> ReturnDays(TrothContext db, CancellationToken cancel) => (await Settings(db, cancel)).ReturnDays;
}
