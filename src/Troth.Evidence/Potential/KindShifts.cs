namespace Troth.Evidence;

/// <summary>
/// How far peers' word on a family was off, on the whole, for accounts of each kind (industry, segment, country): peers are alike in what
/// they buy in all, and an industry may still buy other things. Each kind's mean error is drawn to 0 by as much of it as chance explains
/// (empirical Bayes; Morris 1983), so that a kind of few accounts, or a feature that says nothing, shifts nothing.
/// </summary>
internal sealed class KindShifts
{
    private readonly int first;
    private readonly Dictionary<float, double>[] shifts;

    /// <param name="places">Places of the accounts judged.</param>
    /// <param name="errors">What was true of each less what its peers said; NaN where they said nothing.</param>
    /// <param name="first">The first coordinate of a place that is a category.</param>
    public KindShifts(IReadOnlyList<float[]> places, double[] errors, int first)
    {
        this.first = first;
        var left = (double[])errors.Clone();
        shifts = new Dictionary<float, double>[places.Count == 0 ? 0 : places[0].Length - first];
        for (var c = 0; c < shifts.Length; c++)
        {
            shifts[c] = Means(places, left, first + c);
            for (var i = 0; i < left.Length; i++) left[i] -= shifts[c].GetValueOrDefault(places[i][first + c]);
        }
    }

    /// <summary>What to add to what the peers of a place say.</summary>
    public double Of(float[] place)
    {
        var sum = 0.0;
        for (var c = 0; c < shifts.Length; c++) sum += shifts[c].GetValueOrDefault(place[first + c]);
        return sum;
    }

    private static Dictionary<float, double> Means(IReadOnlyList<float[]> places, double[] errors, int coordinate)
    {
        var kinds = new Dictionary<float, (int Count, double Sum)>();
        double squares = 0;
        var count = 0;
        for (var i = 0; i < errors.Length; i++)
        {
            if (double.IsNaN(errors[i])) continue;
            var (n, sum) = kinds.GetValueOrDefault(places[i][coordinate]);
            kinds[places[i][coordinate]] = (n + 1, sum + errors[i]);
            (count, squares) = (count + 1, squares + errors[i] * errors[i]);
        }

        if (kinds.Count < 2 || count <= kinds.Count) return [];
        var between = kinds.Values.Sum(k => k.Sum * k.Sum / k.Count);
        var within = Math.Max(0, squares - between) / (count - kinds.Count);
        var truly = Math.Max(0, (between - kinds.Count * within) / count);
        return truly == 0 ? [] : kinds.ToDictionary(k => k.Key, k => k.Value.Sum / k.Value.Count * truly / (truly + within / k.Value.Count));
    }
}
