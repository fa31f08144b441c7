namespace Troth.Evidence;

/// <summary>
/// Pareto/NBD: rates are gamma(<see cref="R"/>, <see cref="Alpha"/>), rates of leaving gamma(<see cref="S"/>, <see cref="Beta"/>).
/// Schmittlein, Morrison &amp; Colombo, Management Science 33(1), 1987; formulas as in Fader &amp; Hardie's note of 2005.
/// </summary>
public sealed record ParetoBuying(double R, double Alpha, double S, double Beta) : BuyingModel
{
    /// <summary>Into how many equally likely parts the moment of leaving is divided where counts need one.</summary>
    private const int Moments = 32;

    /// <inheritdoc/>
    public override BuyingKind Kind => BuyingKind.Pareto;

    /// <inheritdoc/>
    public override (double Shape, double Scale) Rates => (R, Alpha);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Parameters => [("r", R), ("alpha", Alpha), ("s", S), ("beta", Beta)];

    /// <inheritdoc/>
    public override double LogLikelihood(BuyingHistory history)
    {
        var (alive, gone) = Parts(history);
        var most = Math.Max(alive, gone);
        return OfRepeats(history.Repeats) + most + Math.Log(Math.Exp(alive - most) + Math.Exp(gone - most));
    }

    /// <inheritdoc/>
    public override double Alive(BuyingHistory history)
    {
        var (alive, gone) = Parts(history);
        return 1 / (1 + Math.Exp(gone - alive));
    }

    /// <inheritdoc/>
    public override double Expected(BuyingHistory history, double horizon) =>
        Alive(history) * (R + history.Repeats) / (Alpha + history.Age) * Time(Beta + history.Age, horizon);

    /// <inheritdoc/>
    public override double ExpectedOfNew(double horizon) => R / Alpha * Time(Beta, horizon);

    /// <inheritdoc/>
    public override CountChances Chances(BuyingHistory history, double horizon, double regularity = 1, double drift = 0)
    {
        var (shape, scale) = Rate(history, regularity, drift);
        return Chances(Alive(history), shape, scale, regularity, Beta + history.Age, horizon);
    }

    /// <inheritdoc/>
    public override CountChances ChancesOfNew(double horizon) => Chances(1, R, Alpha, 1, Beta, horizon);

    internal override double LogLikelihood(HistoryTable table)
    {
        var ofRepeats = Array.ConvertAll(table.Repeats, OfRepeats);
        var sum = 0.0;
        for (var i = 0; i < table.Rows.Length; i++)
        {
            var (alive, gone) = Parts(table.Rows[i]);
            var most = Math.Max(alive, gone);
            sum += table.Weights[i] * (ofRepeats[table.RepeatsAt[i]] + most + Math.Log(1 + Math.Exp(Math.Min(alive, gone) - most)));
        }

        return sum;
    }

    private double OfRepeats(double x) => R * Math.Log(Alpha) + S * Math.Log(Beta) + LogGamma.Of(R + x) - LogGamma.Of(R);

    /// <summary>Logarithms of the two ways to such a history: still there, or gone at some moment after the last purchase.</summary>
    private (double Alive, double Gone) Parts(BuyingHistory history)
    {
        var x = history.Repeats;
        var alive = -(R + x) * Math.Log(Alpha + history.Age) - S * Math.Log(Beta + history.Age);
        double from = GoneAfter(x, history.Last), to = GoneAfter(x, history.Age);
        // The difference of two exponentials; the customer who has just bought had no time to leave.
        var between = to < from ? from + Math.Log(1 - Math.Exp(to - from)) : double.NegativeInfinity;
        return (alive, Math.Log(S / (R + S + x)) + between);
    }

    // ₂F₁(r+s+x, s+1 or r+x; r+s+x+1; z) / (larger scale + t)^(r+s+x), by Euler's transformation a ₂F₁ that begins with 1.
    private double GoneAfter(double x, double t)
    {
        double ofRate = Math.Log(Alpha + t), ofLeaving = Math.Log(Beta + t), c = R + S + x + 1;
        return Alpha >= Beta
            ? Math.Log(Hypergeometric.OfOne(R + x, c, (Alpha - Beta) / (Alpha + t))) - S * ofLeaving - (R + x) * ofRate
            : Math.Log(Hypergeometric.OfOne(S + 1, c, (Beta - Alpha) / (Beta + t))) + (1 - R - x) * ofRate - (S + 1) * ofLeaving;
    }

    /// <summary>Expected time as a customer within t: (β/(s−1))·[1 − (β/(β+t))^(s−1)].</summary>
    private double Time(double beta, double t)
    {
        double leave = S - 1, kept = Math.Log(beta / (beta + t)), power = leave * kept;
        return beta * (Math.Abs(power) < 1e-8 ? -kept * (1 + power / 2) : -(Math.Exp(power) - 1) / leave);
    }

    /// <summary>Counts are known for a known time as a customer; that time is divided into equally likely parts.</summary>
    private CountChances Chances(double alive, double shape, double scale, double regularity, double beta, double t)
    {
        var leaves = 1 - Math.Exp(S * Math.Log(beta / (beta + t)));
        var parts = new RenewalCounts[Moments + 1];
        for (var k = 0; k < Moments; k++)
        {
            var time = beta * (Math.Exp(-Math.Log(1 - leaves * (k + .5) / Moments) / S) - 1);
            parts[k] = new RenewalCounts(shape, scale, Math.Min(t, time), regularity);
        }

        parts[Moments] = new RenewalCounts(shape, scale, t, regularity);
        return CountChances.Of(alive, _ =>
        {
            var chance = (1 - leaves) * parts[Moments].Next();
            for (var k = 0; k < Moments; k++) chance += leaves / Moments * parts[k].Next();
            return chance;
        });
    }
}
