namespace Troth.Evidence;

/// <summary>
/// BG/NBD, and MBG/NBD where <see cref="Modified"/>: rates are gamma(<see cref="R"/>, <see cref="Alpha"/>), the chance of leaving after a
/// purchase is beta(<see cref="A"/>, <see cref="B"/>). Fader, Hardie &amp; Lee, Marketing Science 24(2), 2005; Batislam, Denizel &amp;
/// Filiztekin, IJRM 24(3), 2007. The two differ in one more purchase after which the customer stayed: the first.
/// </summary>
public sealed record BetaGeometricBuying(double R, double Alpha, double A, double B, bool Modified) : BuyingModel
{
    /// <inheritdoc/>
    public override BuyingKind Kind => Modified ? BuyingKind.ModifiedBetaGeometric : BuyingKind.BetaGeometric;

    /// <inheritdoc/>
    public override (double Shape, double Scale) Rates => (R, Alpha);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, double Value)> Parameters => [("r", R), ("alpha", Alpha), ("a", A), ("b", B)];

    // With b' = b + x, or b + x + 1: alive B(a, b')·(α+T)^−(r+x), gone a/(b'−1) times B(a, b')·(α+t_x)^−(r+x).
    /// <inheritdoc/>
    public override double LogLikelihood(BuyingHistory history)
    {
        double x = history.Repeats, shape = R + x;
        var early = Math.Log(Alpha + history.Last);
        return OfRepeats(x) - shape * early + Math.Log(Gone(x) + Math.Exp(shape * (early - Math.Log(Alpha + history.Age))));
    }

    /// <inheritdoc/>
    public override double Alive(BuyingHistory history) =>
        1 / (1 + Gone(history.Repeats) * Math.Exp((R + history.Repeats) * Math.Log((Alpha + history.Age) / (Alpha + history.Last))));

    /// <inheritdoc/>
    public override double Expected(BuyingHistory history, double horizon)
    {
        var purchases = Purchases(R + history.Repeats, Alpha + history.Age, Stayed(history.Repeats), horizon);
        // Where customers hardly differ in their chance of leaving, the series leaves the range of numbers: then count by count.
        return double.IsFinite(purchases) ? Alive(history) * purchases : Chances(history, horizon).Mean;
    }

    /// <inheritdoc/>
    public override double ExpectedOfNew(double horizon)
    {
        var purchases = Purchases(R, Alpha, Stayed(0), horizon);
        return double.IsFinite(purchases) ? AtFirst * purchases : ChancesOfNew(horizon).Mean;
    }

    /// <inheritdoc/>
    public override CountChances Chances(BuyingHistory history, double horizon, double regularity = 1, double drift = 0)
    {
        var (shape, scale) = Rate(history, regularity, drift);
        return Chances(Alive(history), new RenewalCounts(shape, scale, horizon, regularity), Stayed(history.Repeats));
    }

    /// <inheritdoc/>
    public override CountChances ChancesOfNew(double horizon) => Chances(AtFirst, new RenewalCounts(R, Alpha, horizon, 1), Stayed(0));

    internal override double LogLikelihood(HistoryTable table)
    {
        var ofRepeats = Array.ConvertAll(table.Repeats, OfRepeats);
        var gone = Array.ConvertAll(table.Repeats, Gone);
        var late = Array.ConvertAll(table.Ages, age => Math.Log(Alpha + age));
        var sum = 0.0;
        for (var i = 0; i < table.Rows.Length; i++)
        {
            int at = table.RepeatsAt[i], age = table.AgeAt[i];
            var shape = R + table.Repeats[at];
            if (gone[at] == 0)
            {
                sum += table.Weights[i] * (ofRepeats[at] - shape * late[age]);
                continue;
            }

            var early = Math.Log(Alpha + table.Rows[i].Last);
            sum += table.Weights[i] * (ofRepeats[at] - shape * early + Math.Log(gone[at] + Math.Exp(shape * (early - late[age]))));
        }

        return sum;
    }

    /// <summary>The chance that a new customer has not left with the first purchase.</summary>
    private double AtFirst => Modified ? B / (A + B) : 1;

    /// <summary>The second parameter of what is known of the leaving chance of a customer who stayed after x repeats.</summary>
    private double Stayed(double x) => B + x + (Modified ? 1 : 0);

    /// <summary>How much likelier leaving after the last purchase is than staying, before time speaks: a / (b' − 1).</summary>
    private double Gone(double x) => Modified || x > 0 ? A / (Stayed(x) - 1) : 0;

    private double OfRepeats(double x) =>
        R * Math.Log(Alpha) + LogGamma.Of(R + x) - LogGamma.Of(R) + LogGamma.OfBeta(A, Stayed(x)) - LogGamma.OfBeta(A, B);

    /// <summary>
    /// Purchases in t of an alive customer with rate gamma(shape, scale) and leaving chance beta(a, b'):
    /// c/(a−1) · [1 − (scale/(scale+t))^(a−1) · ₂F₁(c−shape, a−1; c; z)], c = a+b'−1, z = t/(scale+t). This is the published formula after
    /// Euler's transformation, divided by a − 1 term by term, so that a = 1 is no special case.
    /// </summary>
    private double Purchases(double shape, double scale, double stayed, double t)
    {
        double c = A + stayed - 1, leave = A - 1, kept = Math.Log(scale / (scale + t));
        if (Math.Abs(c) < 1e-9) c = 1e-9;
        var power = leave * kept;
        var fallen = Math.Abs(power) < 1e-8 ? -kept * (1 + power / 2) : -(Math.Exp(power) - 1) / leave;
        return c * (fallen - Math.Exp(power) * Hypergeometric.Slope(c - shape, leave, c, t / (scale + t)));
    }

    /// <summary>
    /// P(n) = stayed through n purchases and the n-th was the last in time, or left right after the n-th that still was in time
    /// (Fader, Hardie &amp; Lee 2005, eq. 8, for a customer with facts of its own).
    /// </summary>
    private CountChances Chances(double alive, RenewalCounts counts, double stayed)
    {
        double still = 1, cumulative = 0;
        return CountChances.Of(alive, n =>
        {
            var count = counts.Next();
            var chance = still * count;
            // To have stayed after n−1 and left after the n-th is a/(b'+n−1) as likely as to have stayed after n.
            if (n > 0) chance += still * A / (stayed + n - 1) * Math.Max(0, 1 - cumulative);
            cumulative += count;
            still *= (stayed + n) / (A + stayed + n);
            return chance;
        });
    }
}
