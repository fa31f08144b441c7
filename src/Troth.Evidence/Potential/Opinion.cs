namespace Troth.Evidence;

/// <summary>One way to choose peers that the evidence leaves possible.</summary>
/// <param name="Peers">The field, on a footing or not.</param>
/// <param name="Rule">Who are peers.</param>
/// <param name="Share">How much this opinion counts; all shares add up to 1.</param>
/// <param name="Search">Its working memory.</param>
internal sealed record Opinion(PeerModel Peers, PeerRule Rule, double Share, Neighbourhood Search)
{
    /// <summary>
    /// Chooses again and again with the buyers counting by chance (Bayesian bootstrap), and lets each choice count by how often it
    /// wins: averaging over choices errs less than any single one, and their disagreement is part of the doubt.
    /// The first opinion is the one that wins when all count alike.
    /// </summary>
    public static IReadOnlyList<(PeerRule Rule, bool OnFooting, int Wins)> Choose(BuyerSample sample, PotentialSettings settings, int folds)
    {
        var tuning = sample.First(settings.MostTuning);
        var footingGain = FootingGain(sample, tuning.Length, settings, folds);
        var tried = new PeerTuning?[2];
        var models = new PeerModel?[2];
        var random = new Random(settings.Seed + 2);
        var winners = new List<(PeerRule Rule, bool OnFooting, int Wins)>();
        var rounds = sample.Count <= settings.MostLinear ? settings.Opinions : settings.OpinionsWhenLarge;
        for (var round = 0; round < rounds; round++)
        {
            double[] weights = [.. tuning.Select(_ => round == 0 ? 1 : -Math.Log(1 - random.NextDouble()))];
            var onFooting = footingGain.Length > 0 && tuning.Sum(i => weights[i] * footingGain[i]) > 0;
            var which = onFooting ? 1 : 0;
            var model = models[which] ??= new PeerModel(sample, tuning, onFooting, settings);
            var rules = tried[which] ??= new PeerTuning(model.Field, settings);
            var best = rules.Best([.. model.Members.Select(i => weights[i])]);
            var at = winners.FindIndex(w => ReferenceEquals(w.Rule, best));
            if (at < 0) winners.Add((best, onFooting, 1));
            else winners[at] = (best, onFooting, winners[at].Wins + 1);
        }

        return [.. winners.Select(w => (w.Rule.For(sample.Count, tuning.Length), w.OnFooting, w.Wins))];
    }

    // Judged with all features counting alike, before anything is tuned.
    private static double[] FootingGain(BuyerSample sample, int tuning, PotentialSettings settings, int folds)
    {
        if (sample.Firmographics.Numbers == 0 || tuning < 2 * settings.LeastPeers) return [];
        PeerRule[] rule = [PeerRule.Untuned(sample.Firmographics.Features, tuning)];
        var plain = PeerModel.OutOfFold(sample, tuning, false, rule, settings, tuning, folds)[0];
        var footed = PeerModel.OutOfFold(sample, tuning, true, rule, settings, tuning, folds)[0];
        double Loss(int i, double estimate) => Pinball.Loss(sample.LogSpends[i], estimate, settings.Quantile);
        return [.. Enumerable.Range(0, tuning).Select(i => Loss(i, plain[i]) - Loss(i, footed[i]))];
    }
}
