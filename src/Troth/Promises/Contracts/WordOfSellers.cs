using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Web;
using Troth.Promises.Ledger;
using Troth.Promises.OurWord;

namespace Troth.Promises.Contracts;

/// <summary>How well sellers keep our word, and what they promised that is in danger. Counted by the database; who may see it is asked elsewhere.</summary>
public sealed class WordOfSellers(TrothContext db, CountWord count, ListPromises list)
{
    /// <summary>Deliveries that each of them promised and that were first due on these days; those with none are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, SellersWord>> Of(IReadOnlyList<Guid> sellers, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var filter = new WordFilter { From = Day(from), To = Day(to) };
        var sums = await count.Of(filter, WordBy.Seller, [.. sellers.Select(s => (object)s)], cancel);
        return sums.ToDictionary(s => s.Id!.Value, s => new SellersWord(s.Made, s.Kept));
    }

    /// <summary>Where the deliveries stand that such a figure counts.</summary>
    public static string Facts(Guid? seller, DateOnly from, DateOnly to) => ReadWord.Facts(new WordFilter { Seller = seller, From = Day(from), To = Day(to) });

    /// <summary>Where deliveries are told apart by seller, as far as the reader may see them.</summary>
    public static string BySeller(DateOnly from, DateOnly to) => $"/word?by=seller&from={Day(from)}&to={Day(to)}";

    /// <summary>Where the promises stand that are in danger.</summary>
    public static string AtRiskFacts(Guid seller) => $"/promises?state=atRisk&seller={seller}";

    /// <summary>Open promises of this seller that are in danger, those due first, and how many there are.</summary>
    public async Task<(IReadOnlyList<RiskyPromise> First, int Count)> AtRisk(Guid seller, int most, CancellationToken cancel)
    {
        var risky = db.Promises.AsNoTracking().Where(p => p.SellerId == seller && p.State == PromiseState.Open && p.AtRisk && p.EndedOn == null);
        var rows = await list.Named(await ListPromises.Rows(risky.OrderBy(p => p.DueOn).ThenBy(p => p.Number).Take(most)).ToListAsync(cancel), cancel);
        return ([.. rows.Select(p => new RiskyPromise(p.Label, p.What, p.Account, p.DueOn, p.ExpectedOn))], rows.Count < most ? rows.Count : await risky.CountAsync(cancel));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Deliveries promised, and those of them complete and right by the first day.</summary>
public sealed record SellersWord(int Made, int Kept)
{
    public static readonly SellersWord None = new(0, 0);

    private readonly WordRow row = new(null, "", Made, Kept, 0, 0);

    /// <summary>Kept ÷ made; null with too few.</summary>
    public double? Share => row.Share;

    /// <summary>The ends of Wilson's interval.</summary>
    public double? Low => row.Low;
    public double? High => row.High;

    /// <summary>Judged by the interval, as everywhere.</summary>
    [JsonIgnore] public Tone Tone => row.Tone;
}

/// <summary>An open promise in danger.</summary>
/// <param name="Number">P-77.</param>
/// <param name="What">What was promised.</param>
/// <param name="Account">To whom.</param>
/// <param name="DueOn">By when.</param>
/// <param name="ExpectedOn">When it is expected, where its moment has passed and a day was agreed on.</param>
public sealed record RiskyPromise(string Number, string What, string? Account, DateOnly DueOn, DateOnly? ExpectedOn);
