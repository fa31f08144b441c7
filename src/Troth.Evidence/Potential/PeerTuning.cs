namespace Troth.Evidence;

/// <summary>
/// Tries rules by what would have foretold each buyer's spend best from the other buyers (mean pinball loss on the logarithm). It
/// keeps all it tried: which is best is itself uncertain, and rules that do nearly as well may have a say.
/// </summary>
internal sealed class PeerTuning
{
    private static readonly float[] WeightChoices = [0, .25f, 1, 4];
    private static readonly double[] ShrinkChoices = [0, 8, 20, 50];
    private readonly PeerField field;
    private readonly double quantile;
    private readonly List<(PeerRule Rule, double[] Losses)> tried = [];

    public PeerTuning(PeerField field, PotentialSettings settings)
    {
        (this.field, quantile) = (field, settings.Quantile);
        var best = Try(PeerRule.Untuned(field.Features, field.Count));
        if (field.Count < PeerRule.LeastToTune) return;

        for (var pass = 0; pass < 2; pass++)
        {
            for (var feature = 0; feature < field.Features; feature++)
            {
                foreach (var choice in WeightChoices)
                {
                    if (choice == best.Rule.Weights[feature]) continue;
                    var changed = (float[])best.Rule.Weights.Clone();
                    changed[feature] = choice;
                    if (!Array.TrueForAll(changed, w => w == 0)) best = Better(best, Try(best.Rule with { Weights = changed }));
                }
            }
        }

        foreach (var choice in new[] { best.Rule.Nearest / 2, 2 * best.Rule.Nearest })
            if (choice >= settings.LeastPeers && choice < field.Count / 2) best = Better(best, Try(best.Rule with { Nearest = choice }));
        foreach (var choice in ShrinkChoices) best = Better(best, Try(best.Rule with { Shrink = choice }));
    }

    /// <summary>The best rule when the buyers of the field count as given.</summary>
    public PeerRule Best(ReadOnlySpan<double> weights)
    {
        PeerRule? best = null;
        var least = double.PositiveInfinity;
        foreach (var (rule, losses) in tried)
        {
            var sum = 0.0;
            for (var i = 0; i < losses.Length; i++) sum += weights[i] * losses[i];
            if (sum < least) (best, least) = (rule, sum);
        }

        return best!;
    }

    private (PeerRule Rule, double[] Losses) Try(PeerRule rule)
    {
        var whole = WeightedQuantile.Of(field.Levels, quantile);
        var search = new Neighbourhood(field, rule.Weights, rule.Nearest);
        var losses = new double[field.Count];
        for (var i = 0; i < losses.Length; i++)
        {
            search.Search(field.Places[i], i);
            losses[i] = Pinball.Loss(field.Levels[i], rule.Draw(search.Quantile(quantile), search.Worth, whole), quantile);
        }

        tried.Add((rule, losses));
        return tried[^1];
    }

    // The search moves only for a gain above a part of its own standard error, so that noise does not lead it.
    private static (PeerRule, double[]) Better((PeerRule Rule, double[] Losses) now, (PeerRule Rule, double[] Losses) other)
    {
        double gain = 0, squares = 0;
        for (var i = 0; i < now.Losses.Length; i++)
        {
            var difference = now.Losses[i] - other.Losses[i];
            gain += difference;
            squares += difference * difference;
        }

        return gain > .25 * Math.Sqrt(squares) ? other : now;
    }
}
