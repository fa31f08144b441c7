namespace Troth.Evidence;

/// <summary>The amounts at which tiers part in one book, found from all its accounts by <see cref="TierRules"/>.</summary>
/// <param name="Accounts">Accounts with a potential that these rest on.</param>
/// <param name="Potential">What they could buy together.</param>
/// <param name="Key">From this potential on an account is key.</param>
/// <param name="KeyAccounts">How many are.</param>
/// <param name="Small">Up to this potential an account is small; below zero: none is.</param>
/// <param name="Penetration">From this penetration on it is high.</param>
/// <param name="Buyers">Accounts that this rests on.</param>
/// <param name="HourBrings">What an hour brings across the book, in purchases.</param>
/// <param name="Word">Share of deliveries kept that were promised to all accounts; null: none were.</param>
public sealed record TierBorders(
    int Accounts, double Potential, double Key, int KeyAccounts, double Small, double Penetration, int Buyers, double HourBrings, double? Word)
{
    /// <summary>Null: fewer accounts than <see cref="TierRules.LeastAccounts"/> have a potential. O(n log n).</summary>
    public static TierBorders? Of(IReadOnlyCollection<TierFacts> book, TierRules rules)
    {
        TierFacts[] known = [.. book.Where(a => a.Potential > 0)];
        double[] rising = [.. known.Select(a => a.Potential!.Value).Order()];
        if (rising.Length < Math.Max(1, rules.LeastAccounts)) return null;
        var total = rising.Sum();
        var (key, keys) = Largest(rising, total, rules);
        double[] shares = [.. known.Where(a => a.Bought > 0).Select(a => a.Penetration(a.Potential!.Value)).Order()];
        var hours = known.Sum(a => 12 * a.Hours);
        var brings = hours > 0 ? known.Sum(a => Math.Max(0, a.Bought)) / hours : 0;
        var promised = book.Sum(a => (long)a.Promised);
        return new TierBorders(rising.Length, total, key, keys, Smallest(rising, total, rules), shares.Length == 0 ? 1 : At(shares, rules.HighPenetration), shares.Length,
            brings, promised == 0 ? null : (double)book.Sum(a => (long)a.Kept) / promised);
    }

    /// <summary>As few of the largest as make the share; accounts of one size are all key, or none.</summary>
    private static (double Border, int Count) Largest(double[] rising, double total, TierRules rules)
    {
        var most = Math.Max(1, (int)(rules.KeyMost * rising.Length));
        var (sum, count) = (0d, 0);
        while (count < most && sum < rules.KeyPotential * total) sum += rising[^++count];
        while (count > 0 && count < rising.Length && rising[^count] <= rising[^(count + 1)]) count--;
        return (count == 0 ? double.MaxValue : rising[^count], count);
    }

    /// <summary>Accounts of one size are all small, or none.</summary>
    private static double Smallest(double[] rising, double total, TierRules rules)
    {
        var (sum, border, next) = (0d, -1d, 0);
        while (next < rising.Length)
        {
            var size = rising[next];
            for (; next < rising.Length && rising[next] <= size; next++) sum += size;
            if (sum > rules.Small * total) break;
            border = size;
        }
        return border;
    }

    private static double At(double[] rising, double place) => rising[Math.Clamp((int)Math.Floor(place * rising.Length), 0, rising.Length - 1)];
}
