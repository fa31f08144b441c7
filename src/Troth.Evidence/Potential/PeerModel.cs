namespace Troth.Evidence;

/// <summary>
/// The buyers as a field to search, their purchases as they are or brought to one footing first: a median regression on the
/// numbers, so that a peer twice the size does not speak for an account half of it.
/// </summary>
internal sealed class PeerModel
{
    private readonly double quantile;
    private readonly int[] positions;
    private readonly double[] footingRows = [];
    private readonly int footingWidth;

    public PeerModel(BuyerSample sample, int[] members, bool onFooting, PotentialSettings settings)
    {
        quantile = settings.Quantile;
        if (onFooting)
        {
            Fitted = [.. members.Take(settings.MostLinear)];
            float[][] places = [.. Fitted.Select(i => sample.Places[i])];
            var design = new LinearDesign(places, sample.Firmographics.Numbers, settings.LeastPeers, withCategories: false);
            Footing = new LinearFit(design, places, [.. Fitted.Select(i => sample.LogSpends[i])], .5);
        }

        var levels = members.Select(i => sample.LogSpends[i] - FootingOf(sample.Places[i])).ToArray();
        Members = [.. members];
        Array.Sort(levels, Members);
        Field = new PeerField([.. Members.Select(i => sample.Places[i])], levels, sample.Firmographics.Numbers);
        positions = new int[sample.Count];
        for (var i = 0; i < Members.Length; i++) positions[Members[i]] = i;
        if (Footing is not null)
        {
            footingWidth = Footing.Coefficients.Length;
            footingRows = [.. Members.SelectMany(i => Footing.Row(sample.Places[i]))];
        }

        Whole = WeightedQuantile.Of(levels, quantile);
    }

    public PeerField Field { get; }

    /// <summary>Which of the sample stands at each position of the field.</summary>
    public int[] Members { get; }

    /// <summary>The footing's columns for the buyer at a position of the field.</summary>
    public ReadOnlySpan<double> FootingRow(int position) => footingRows.AsSpan(position * footingWidth, footingWidth);

    /// <summary>Null when purchases are compared as they are.</summary>
    public LinearFit? Footing { get; }

    /// <summary>Which of the sample the footing was fitted on.</summary>
    public int[] Fitted { get; } = [];

    /// <summary>The quantile of all buyers' levels.</summary>
    public double Whole { get; }

    /// <summary>Where a buyer of the sample stands in the field.</summary>
    public int PositionOf(int buyer) => positions[buyer];

    public double FootingOf(float[] place) => Footing?.Estimate(place) ?? 0;

    /// <summary>The log quantile around a place after a search there.</summary>
    public double Estimate(Neighbourhood search, PeerRule rule, float[] place) =>
        rule.Draw(search.Quantile(quantile), search.Worth, Whole) + FootingOf(place);

    /// <summary>Estimates for the first buyers of the sample, each by a model that did not see its fold; one row per rule.</summary>
    public static double[][] OutOfFold(BuyerSample sample, int wanted, bool onFooting, IReadOnlyList<PeerRule> rules,
        PotentialSettings settings, int members, int folds)
    {
        var estimates = rules.Select(_ => new double[wanted]).ToArray();
        for (var fold = 0; fold < folds; fold++)
        {
            int[] others = [.. sample.First(members).Where(i => i >= wanted || i % folds != fold)];
            var model = new PeerModel(sample, others, onFooting, settings);
            for (var r = 0; r < rules.Count; r++)
            {
                var search = new Neighbourhood(model.Field, rules[r].Weights, rules[r].Nearest);
                for (var i = fold; i < wanted; i += folds)
                {
                    search.Search(sample.Places[i], -1);
                    estimates[r][i] = model.Estimate(search, rules[r], sample.Places[i]);
                }
            }
        }

        return estimates;
    }
}
