namespace Troth.Evidence;

/// <summary>Growth of accounts beside their peers.</summary>
public static class Growth
{
    /// <summary>With fewer accounts than this a group has no typical growth.</summary>
    public const int LeastPeers = 15;

    /// <summary>Narrowest band: about ten per cent up or down a year is never more than "with peers".</summary>
    public const double LeastBand = .05;

    /// <summary>Widest band: three times, or a third of, what the typical peer would buy always says something.</summary>
    public const double MostBand = .5;

    /// <summary>
    /// Symmetric growth (last − previous) / (last + previous): −1 lost, 0 the same, 1 new; doubling is 1/3 and halving −1/3. Unlike a
    /// ratio it cannot explode on small bases. Null without purchases in either year.
    /// </summary>
    public static double? Of(double last, double previous)
    {
        double now = Math.Max(0, last), then = Math.Max(0, previous), larger = Math.Max(now, then);
        // Scaled first: the sum of two large numbers may not be finite.
        return larger > 0 ? (now / larger - then / larger) / (now / larger + then / larger) : null;
    }

    /// <summary>
    /// Each account beside its peer group, or beside the whole book when the group has fewer than <see cref="LeastPeers"/> accounts
    /// with purchases. The band is one robust standard deviation of the group's growth (1.4826 weighted median deviations), between
    /// <see cref="LeastBand"/> and <see cref="MostBand"/>: outside it stands about every sixth account on either side.
    /// In the order given; O(n log n).
    /// </summary>
    /// <exception cref="ArgumentException">A figure that is not a finite number.</exception>
    public static IReadOnlyList<AccountGrowth> AgainstPeers(IReadOnlyList<PurchaseChange> book)
    {
        ArgumentNullException.ThrowIfNull(book);
        foreach (var change in book)
            if (!double.IsFinite(change.Last) || !double.IsFinite(change.Previous))
                throw new ArgumentException($"Account {change.Id} has purchases that are not a finite number.", nameof(book));

        PurchaseChange[] known = [.. book.Where(c => Of(c.Last, c.Previous) is not null)];
        var whole = Typical(known, null);
        var groups = known.Where(c => !string.IsNullOrWhiteSpace(c.PeerGroup))
            .GroupBy(c => c.PeerGroup!.Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => Typical([.. g], g.Key), StringComparer.OrdinalIgnoreCase);
        return [.. book.Select(change =>
        {
            var group = string.IsNullOrWhiteSpace(change.PeerGroup) ? null : groups.GetValueOrDefault(change.PeerGroup.Trim());
            var peers = group ?? whole;
            var own = Of(change.Last, change.Previous);
            return new AccountGrowth(change.Id, Standing(own, peers), own, peers);
        })];
    }

    private static GrowthStanding Standing(double? own, PeerGrowth? peers)
    {
        if (own is not { } growth || peers is null) return GrowthStanding.Unknown;
        if (growth > peers.Typical + peers.Band) return GrowthStanding.Outgrowing;
        return growth < peers.Typical - peers.Band ? GrowthStanding.Shrinking : GrowthStanding.WithPeers;
    }

    private static PeerGrowth? Typical(PurchaseChange[] accounts, string? group)
    {
        if (accounts.Length < LeastPeers) return null;
        // The root: a large account's growth is less noisy than a small one's, but it must not be the market by itself.
        double Weight(PurchaseChange c) => Math.Sqrt(Math.Max(0, c.Last)) + Math.Sqrt(Math.Max(0, c.Previous));
        (double Growth, double Weight)[] weighted = [.. accounts.Select(c => (Of(c.Last, c.Previous)!.Value, Weight(c)))];
        var typical = Median(weighted);
        var deviation = Median([.. weighted.Select(w => (Math.Abs(w.Growth - typical), w.Weight))]);
        return new PeerGrowth(typical, Math.Clamp(1.4826 * deviation, LeastBand, MostBand), accounts.Length, group);
    }

    private static double Median((double Value, double Weight)[] weighted)
    {
        Array.Sort(weighted);
        return WeightedQuantile.Of([.. weighted.Select(w => w.Value)], [.. weighted.Select(w => w.Weight)], .5);
    }
}
