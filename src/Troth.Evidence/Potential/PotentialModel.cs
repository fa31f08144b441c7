namespace Troth.Evidence;

/// <summary>
/// What was learnt from a book's buyers: who resembles whom, and, in a larger book, how spend goes with firmographics. All on the
/// logarithm of spend, so that one huge account neither drowns the others nor is drowned. Not for two threads at once.
/// </summary>
internal sealed class PotentialModel
{
    private const int Folds = 5;
    private readonly Dictionary<Guid, int> buyers = [];
    private readonly double least, most;

    /// <param name="known">Accounts that buy, at least two, ordered by id.</param>
    /// <param name="settings">How.</param>
    public PotentialModel(IReadOnlyList<AccountFacts> known, PotentialSettings settings)
    {
        Settings = settings;
        Sample = new BuyerSample(known, settings);
        (least, most) = (Sample.LogSpends.Min(), Sample.LogSpends.Max());
        for (var i = 0; i < Sample.Count; i++) buyers.Add(Sample.Buyers[i].Id, i);

        var chosen = Opinion.Choose(Sample, settings, Folds);
        double rounds = chosen.Sum(c => c.Wins);
        var fields = chosen.Select(c => c.OnFooting).Distinct()
            .ToDictionary(on => on, on => new PeerModel(Sample, Sample.First(Sample.Count), on, settings));
        Opinions = [.. chosen.Select(c => new Opinion(fields[c.OnFooting], c.Rule, c.Wins / rounds,
            new Neighbourhood(fields[c.OnFooting].Field, c.Rule.Weights, c.Rule.Nearest)))];

        var judged = Sample.First(settings.MostLinear);
        double[] byPeers = PeersOutOfFold(judged.Length), blended = byPeers;
        if (known.Count >= settings.LinearFrom && Sample.Firmographics.Features > 0)
        {
            var places = Sample.Places[..judged.Length];
            var design = new LinearDesign(places, Sample.Firmographics.Numbers, settings.LeastPeers, withCategories: true);
            Linear = new LinearFit(design, places, Sample.LogSpends[..judged.Length], settings.Quantile);
            var byLine = Linear.OutOfFold(Folds);
            double Loss(double share) => judged.Average(
                i => Pinball.Loss(Sample.LogSpends[i], Mix(byPeers[i], byLine[i], share), settings.Quantile));
            LinearShare = new[] { 0, .25, .5, .75, 1 }.MinBy(Loss);
            blended = [.. judged.Select(i => Mix(byPeers[i], byLine[i], LinearShare))];
        }

        // Estimates that did not see the account must hold the promised share of accounts below them, wherever they lie.
        Lacks = new Recalibration(blended, Sample.LogSpends, settings.Quantile);
        Farthest = FarthestPeer();
    }

    public PotentialSettings Settings { get; }

    public BuyerSample Sample { get; }

    /// <summary>Who the peers may be; the first is the best single one.</summary>
    public IReadOnlyList<Opinion> Opinions { get; }

    /// <summary>Null in a small book.</summary>
    public LinearFit? Linear { get; }

    /// <summary>How much the line counts beside the peers; chosen by what foretold better.</summary>
    public double LinearShare { get; }

    /// <summary>What every log estimate lacks.</summary>
    public Recalibration Lacks { get; }

    /// <summary>A buyer at a greater squared distance is nobody's peer.</summary>
    public float Farthest { get; }

    /// <summary>The account's number among the buyers learnt from, or −1.</summary>
    public int BuyerOf(AccountFacts account) => account.Buys ? buyers.GetValueOrDefault(account.Id, -1) : -1;

    /// <summary>Looks for the peers of a place; what follows speaks of it.</summary>
    /// <param name="place">Where.</param>
    /// <param name="self">Its own number among the buyers, or −1.</param>
    public void Search(float[] place, int self)
    {
        foreach (var opinion in Opinions) opinion.Search.Search(place, self < 0 ? -1 : opinion.Peers.PositionOf(self));
    }

    /// <summary>Peers found, or, when they are too far off, how many are not.</summary>
    public int PeersFound()
    {
        var search = Opinions[0].Search;
        return search.Count < Settings.LeastPeers || search.Kth(Settings.LeastPeers) <= Farthest ? search.Count : search.Within(Farthest);
    }

    /// <summary>The log estimate of the place last searched.</summary>
    public double Estimate(float[] place) =>
        Finish(Opinions.Sum(o => o.Share * o.Peers.Estimate(o.Search, o.Rule, place)), LinearShare > 0 ? Linear!.Estimate(place) : 0, Lacks.Line);

    /// <summary>Puts both opinions together, within what any buyer has ever spent.</summary>
    public double Finish(double byPeers, double byLine, (double Height, double Lean) lack) =>
        Within(Lacks.Apply(lack, Mix(byPeers, byLine, LinearShare)));

    /// <summary>What any buyer has ever spent bounds what can be said on the logarithm.</summary>
    public double Within(double estimate) => Math.Clamp(estimate, least, most);

    private static double Mix(double byPeers, double byLine, double share) => (1 - share) * byPeers + share * byLine;

    private double[] PeersOutOfFold(int wanted)
    {
        var mean = new double[wanted];
        foreach (var group in Opinions.GroupBy(o => o.Peers.Footing is not null))
        {
            Opinion[] alike = [.. group];
            var estimates = PeerModel.OutOfFold(Sample, wanted, group.Key, [.. alike.Select(o => o.Rule)], Settings, Sample.Count, Folds);
            for (var o = 0; o < alike.Length; o++)
                for (var i = 0; i < wanted; i++) mean[i] += alike[o].Share * estimates[o][i];
        }

        return mean;
    }

    // Resembling nobody: the fifteenth nearest buyer is three times as far as for nearly all buyers, and farther than if each feature
    // that counts were one step (a standard deviation; half another category) away.
    private float FarthestPeer()
    {
        if (Sample.Count <= Settings.LeastPeers) return float.PositiveInfinity;
        var best = Opinions[0];
        List<float> reaches = [];
        foreach (var i in Sample.First(500))
        {
            best.Search.Search(Sample.Places[i], best.Peers.PositionOf(i));
            reaches.Add(best.Search.Kth(Math.Min(best.Search.Count, Settings.LeastPeers)));
        }

        reaches.Sort();
        return Math.Max(9 * reaches[(int)(.95 * (reaches.Count - 1))], 2 * best.Rule.Weights.Sum());
    }
}
