namespace Troth.Evidence;

/// <summary>A buyer that an account is compared with.</summary>
/// <param name="Id">The buyer.</param>
/// <param name="Similarity">1: the same in all that counts; the farthest of an account's peers has .1.</param>
/// <param name="Spend">What it bought.</param>
/// <param name="Percentile">The share of these peers that bought no more than it, itself included.</param>
public readonly record struct Peer(Guid Id, double Similarity, double Spend, double Percentile);

/// <summary>
/// Tells who an account's peers are, by the same rules as <see cref="Potential"/> on the same book. Where that averages over several ways to
/// choose peers, these are those of the best single one. Not for two threads at once.
/// </summary>
public sealed class PeerGuide
{
    private readonly PotentialModel model;

    private PeerGuide(PotentialModel model) => this.model = model;

    internal PotentialModel Model => model;

    /// <summary>The size of every buyer that can be a peer: what its numbers say of spending in the whole book, on the logarithm.</summary>
    internal double[] Sizes => field ??= [.. model.Sample.Places.Select(SizeOf)];

    private LinearFit? Size
    {
        get
        {
            if (field is not null || model.Sample.Firmographics.Numbers == 0) return field;
            var fitted = model.Sample.First(model.Settings.MostLinear);
            float[][] places = [.. fitted.Select(i => model.Sample.Places[i])];
            var design = new LinearDesign(places, model.Sample.Firmographics.Numbers, model.Settings.LeastPeers, withCategories: false);
            return field = new LinearFit(design, places, [.. fitted.Select(i => model.Sample.LogSpends[i])], .5);
        }
    }

    /// <summary>The size of a place; 0 for all where the book knows no numbers.</summary>
    internal double SizeOf(float[] place) => Size?.Estimate(place) ?? 0;

    /// <summary>Learns a book; null when it has too few buyers. As costly as a part of the estimate, so keep it.</summary>
    public static PeerGuide? Learn(IReadOnlyList<AccountFacts> accounts, PotentialSettings? settings = null)
    {
        settings ??= new PotentialSettings();
        var buyers = Potential.Buyers(accounts);
        return buyers.Length < Math.Max(2, settings.LeastPeers) ? null : new PeerGuide(new PotentialModel(buyers, settings));
    }

    /// <summary>The account's peers, the most similar first; itself is none of them. O(buyers).</summary>
    public IReadOnlyList<Peer> Of(AccountFacts account)
    {
        model.Search(model.Sample.Firmographics.Place(account), model.BuyerOf(account));
        var best = model.Opinions[0];
        var found = new (AccountFacts Buyer, double Similarity)[best.Search.Count];
        for (var i = 0; i < found.Length; i++) found[i] = (model.Sample.Buyers[best.Peers.Members[best.Search.Peers[i]]], best.Search.Closeness[i]);
        double[] spends = [.. found.Select(f => f.Buyer.Spend).Order()];
        return [.. found.OrderByDescending(f => f.Similarity).ThenBy(f => f.Buyer.Id)
            .Select(f => new Peer(f.Buyer.Id, f.Similarity, f.Buyer.Spend, (double)UpTo(spends, f.Buyer.Spend) / spends.Length))];
    }

    private static int UpTo(double[] sorted, double value)
    {
        var at = Array.BinarySearch(sorted, value);
        if (at < 0) return ~at;
        while (at + 1 < sorted.Length && sorted[at + 1] == value) at++;
        return at + 1;
    }
}
