using Microsoft.EntityFrameworkCore;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Platform.Data;

namespace Troth.Book.WhiteSpace;

/// <summary>Finds the white space of every account and writes it beside the generation that is shown, as the figures are.</summary>
internal sealed class StoreGaps(IServiceScopeFactory scopes)
{
    private readonly SmallSteps steps = new(scopes);

    public async Task ClearAllBut(int generation, CancellationToken cancel)
    {
        await steps.Clear(db => db.BookGaps.Where(g => g.Generation != generation).OrderBy(g => g.Generation), cancel);
        await steps.Clear(db => db.GapTotals.Where(t => t.Generation != generation).OrderBy(t => t.Generation), cancel);
    }

    public async Task Write(BookInput input, PeerGuide? guide, FamilyPurchases purchases, int generation, CancellationToken cancel)
    {
        var totals = new Dictionary<(string, Guid), GapTotal>();
        foreach (var chunk in Find(input, guide, purchases, generation, cancel).Chunk(SmallSteps.Rows))
        {
            foreach (var gap in chunk)
            {
                var key = (gap.Family, gap.SellerId ?? Guid.Empty);
                if (!totals.TryGetValue(key, out var total))
                    totals.Add(key, total = new GapTotal { Generation = generation, Family = gap.Family, LooksAfter = key.Item2, TeamId = gap.TeamId });
                (total.Accounts, total.Expected) = (total.Accounts + 1, total.Expected + gap.Expected);
            }
            await steps.Add(chunk, cancel);
        }
        await steps.Add(totals.Values, cancel);
    }

    /// <summary>No clock, no database: the same input gives the same rows, account by account.</summary>
    internal static IEnumerable<BookGap> Find(BookInput input, PeerGuide? guide, FamilyPurchases purchases, int generation, CancellationToken cancel)
    {
        if (guide is null || purchases.Families.Count == 0) yield break;
        var buyers = input.Accounts.Where(a => a.Bought > 0 && ComputeBook.CanBeEstimated(a)).ToDictionary(a => a.Id);
        var space = new Evidence.WhiteSpace(guide, purchases.Families.Count, id => purchases.Of(buyers[id]));
        foreach (var account in buyers.Values)
        {
            cancel.ThrowIfCancellationRequested();
            if (purchases.Of(account) is not { } own) continue;
            var seller = account.SellerId is { } id ? input.Sellers.GetValueOrDefault(id) : null;
            foreach (var gap in space.Of(ComputeBook.FactsOf(account), own))
                yield return new BookGap
                {
                    Generation = generation, AccountId = account.Id, Family = purchases.Families[gap.Family], Number = account.Number, SellerId = seller?.Id, TeamId = seller?.TeamId,
                    Buying = gap.Buying, Peers = gap.Peers, Share = gap.Share, ShareLow = gap.ShareRange.Low, ShareHigh = gap.ShareRange.High, Typical = Money(gap.Typical),
                    TypicalLow = Money(gap.TypicalRange.Low), TypicalHigh = Money(gap.TypicalRange.High), Expected = (long)Math.Min(1e14, Math.Round(gap.Expected)),
                };
        }
    }

    private static decimal Money(double amount) => Math.Round((decimal)Math.Min(amount, 1e14), 2, MidpointRounding.AwayFromZero);
}
