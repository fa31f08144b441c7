using Troth.Promises.OurWord;

namespace Troth.Promises.Contracts;

/// <summary>How well we keep our word to accounts. Counted by the database.</summary>
public sealed class WordOfAccounts(CountWord count)
{
    /// <summary>Deliveries promised to each account and first due on these days, and those of them kept; accounts with none are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, (int Made, int Kept)>> All(DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var filter = new WordFilter { From = Day(from), To = Day(to) };
        return (await count.Told(filter, WordBy.Account, int.MaxValue, cancel)).ToDictionary(s => s.Id!.Value, s => (s.Made, s.Kept));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
