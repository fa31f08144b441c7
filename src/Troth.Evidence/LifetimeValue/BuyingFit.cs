using MathNet.Numerics.LinearAlgebra;

namespace Troth.Evidence;

/// <summary>A purchase model as learnt from a book.</summary>
/// <param name="Model">The likeliest parameters.</param>
/// <param name="LogLikelihood">The log-likelihood at them, without terms that no parameter moves.</param>
/// <param name="Customers">How many histories it rests on.</param>
/// <param name="Near">
/// Models around it that stand for the doubt about the parameters: equally likely, with the mean and covariance that the curvature of the
/// likelihood gives (sigma points; Julier &amp; Uhlmann 2004). Averages over them are averages over the doubt.
/// </param>
public sealed record BuyingFit(BuyingModel Model, double LogLikelihood, int Customers, IReadOnlyList<BuyingModel> Near)
{
    /// <summary>Further than a factor of e^12 from its start no parameter goes: there its effect has long ended.</summary>
    private const double Bound = 12;

    /// <summary>How far a parameter may be in doubt at most, as the standard deviation of its logarithm: what the data leave open is not endless.</summary>
    private const double MostDoubt = 3;

    /// <summary>
    /// Maximum likelihood from several starts. Deterministic, and the order of the histories changes nothing. O(different histories) a step.
    /// </summary>
    /// <exception cref="ArgumentException">No histories, nobody who bought again, or a history that cannot be.</exception>
    public static BuyingFit Of(BuyingKind kind, IReadOnlyList<BuyingHistory> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        var table = new HistoryTable(histories);
        if (!table.Rows.Any(h => h.Repeats > 0))
            throw new ArgumentException($"Of {histories.Count} customers nobody bought again: there is nothing to learn.", nameof(histories));

        var starts = Starts(kind, table);
        var centre = starts[0];
        double Surprise(double[] logs) => Far(logs, centre) - BuyingModel.Of(kind, Within(logs, centre)).LogLikelihood(table) / table.Customers;
        // A few steps from each tell which hill is the highest; the rest is climbed once.
        var best = starts.Select(start => Bfgs.Minimise(Surprise, start, mostSteps: 8)).MinBy(found => found.Value).Point;
        var top = Bfgs.Minimise(Surprise, best).Point;
        var model = BuyingModel.Of(kind, Within(top, centre));
        return new BuyingFit(model, model.LogLikelihood(table), table.Customers, Around(kind, top, centre, Surprise, table.Customers));
    }

    /// <summary>Starts in the data's own scale of time, so that the unit changes nothing.</summary>
    private static List<double[]> Starts(BuyingKind kind, HistoryTable table)
    {
        double bought = 0, time = 0;
        for (var i = 0; i < table.Rows.Length; i++)
            (bought, time) = (bought + table.Weights[i] * table.Rows[i].Repeats, time + table.Weights[i] * table.Rows[i].Age);
        double rate = bought / time, age = time / table.Customers;
        return kind == BuyingKind.Pareto
            ? [Logs(.5, .25 / rate, .5, age / 2), Logs(2, 1.5 / rate, .5, 2 * age), Logs(1, .5 / rate, 2, 2 * age)]
            : [Logs(.5, .25 / rate, .8, 2), Logs(2, 1.5 / rate, .5, 8), Logs(1, .5 / rate, 3, 6)];
    }

    private static double[] Logs(params double[] values) => Array.ConvertAll(values, Math.Log);

    private static double[] Within(double[] logs, double[] centre) => [.. logs.Zip(centre, (log, at) => Math.Clamp(log, at - Bound, at + Bound))];

    private static double Far(double[] logs, double[] centre) => logs.Zip(centre, (log, at) => Math.Max(0, Math.Abs(log - at) - Bound)).Sum(far => far * far);

    private static List<BuyingModel> Around(BuyingKind kind, double[] top, double[] centre, Func<double[], double> surprise, int customers)
    {
        var curvature = Matrix<double>.Build.DenseOfArray(Bfgs.Curvature(surprise, top)) * customers;
        var own = curvature.Evd(Symmetricity.Symmetric);
        var near = new List<BuyingModel>();
        for (var axis = 0; axis < top.Length; axis++)
        {
            var certain = Math.Max(0, own.EigenValues[axis].Real) + 1 / (MostDoubt * MostDoubt);
            var reach = Math.Sqrt(top.Length / certain);
            foreach (var sign in (double[])[-1, 1])
                near.Add(BuyingModel.Of(kind, Within([.. top.Select((log, i) => log + sign * reach * own.EigenVectors[i, axis])], centre)));
        }

        return near;
    }
}
