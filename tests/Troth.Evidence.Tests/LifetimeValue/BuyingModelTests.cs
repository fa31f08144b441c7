using FsCheck;
using FsCheck.Fluent;

namespace Troth.Evidence.Tests;

public class BuyingModelTests
{
    private static readonly Gen<double> Parameter = Properties.Between(-2.5, 2.5).Select(Math.Exp);

    private static readonly Gen<BuyingModel> Models =
        from a in Parameter
        from b in Parameter
        from c in Parameter
        from d in Parameter
        from kind in Gen.Choose(0, 2)
        select kind == 2 ? (BuyingModel)new ParetoBuying(a, 10 * b, c, 10 * d) : new BetaGeometricBuying(a, 10 * b, c, d, kind == 1);

    private static readonly Gen<BuyingHistory> Histories =
        from repeats in Gen.Choose(0, 60)
        from share in Properties.Between(.01, 1)
        from age in Properties.Between(1, 150)
        select new BuyingHistory(repeats, repeats == 0 ? 0 : share * age, age);

    private static readonly Gen<(BuyingModel Model, BuyingHistory History, double Horizon)> Cases =
        from model in Models
        from history in Histories
        from horizon in Properties.Between(.5, 150)
        select (model, history, horizon);

    [Fact]
    public void The_chance_of_being_alive_is_a_chance_and_falls_with_silence() => Properties.Hold(Cases, c =>
    {
        double now = c.Model.Alive(c.History), later = c.Model.Alive(c.History with { Age = c.History.Age + c.Horizon });
        return now is >= 0 and <= 1 && (later <= now + 1e-9 || c is { Model: BetaGeometricBuying { Modified: false }, History.Repeats: 0 });
    });

    [Fact]
    public void More_time_brings_more_orders_and_none_bring_none() => Properties.Hold(Cases, c =>
    {
        double half = c.Model.Expected(c.History, c.Horizon / 2), whole = c.Model.Expected(c.History, c.Horizon);
        return half >= 0 && whole >= half - 1e-9 && c.Model.Expected(c.History, 1e-9) < 1e-5 && double.IsFinite(whole);
    });

    [Fact]
    public void Chances_of_counts_are_whole_and_have_the_expected_mean() => Properties.Hold(Cases, c =>
    {
        var chances = c.Model.Chances(c.History, c.Horizon);
        var sum = Enumerable.Range(0, chances.Length).Sum(chances.Of);
        var expected = c.Model.Expected(c.History, c.Horizon);
        // The Pareto model's moment of leaving is divided into parts, which moves the mean a little.
        return Math.Abs(sum - 1) < 1e-5 && Math.Abs(chances.Mean - expected) <= 1e-3 + (c.Model is ParetoBuying ? .03 : .001) * expected;
    });

    [Fact]
    public void What_is_expected_of_an_alive_customer_is_the_integral_it_stands_for() => Properties.Hold(Cases.Where(c => c.Model is BetaGeometricBuying && c.Model.Alive(c.History) > 1e-6 && c.History.Repeats > 0), c =>
    {
        var model = (BetaGeometricBuying)c.Model;
        double shape = model.R + c.History.Repeats, scale = model.Alpha + c.History.Age, stayed = model.B + c.History.Repeats + (model.Modified ? 1 : 0);
        // (1 − (1 + p·t/scale)^−shape)/p over p from beta(a, b'), on the scale of p's odds, where the distribution has no corners.
        var (sum, weights) = (0.0, 0.0);
        for (var odds = -400.0; odds < 60; odds += .01)
        {
            double p = 1 / (1 + Math.Exp(-odds)), q = 1 / (1 + Math.Exp(odds));
            var weight = Math.Exp(model.A * Math.Log(p) + stayed * Math.Log(q) - LogGamma.OfBeta(model.A, stayed));
            sum += weight * (p < 1e-9 ? shape * c.Horizon / scale : -(Math.Exp(-shape * Math.Log(1 + p * c.Horizon / scale)) - 1) / p);
            weights += weight;
        }

        var expected = model.Expected(c.History, c.Horizon) / model.Alive(c.History);
        return Math.Abs(sum / weights - expected) < 1e-5 * (1 + expected);
    }, tests: 60);

    [Fact]
    public void Nothing_breaks_where_a_formula_divides_by_nothing()
    {
        var history = new BuyingHistory(3, 20, 30);
        foreach (var modified in (bool[])[false, true])
        {
            double At(double a) => new BetaGeometricBuying(.5, 6, a, 2, modified).Expected(history, 52);
            Assert.Equal((At(1 - 1e-4) + At(1 + 1e-4)) / 2, At(1), 1e-7);
        }

        double Leaving(double s) => new ParetoBuying(.5, 10, s, 12).Expected(history, 52);
        Assert.Equal((Leaving(1 - 1e-4) + Leaving(1 + 1e-4)) / 2, Leaving(1), 1e-7);
        Assert.Equal(new ParetoBuying(.5, 10, .6, 10 + 1e-7).LogLikelihood(history), new ParetoBuying(.5, 10, .6, 10).LogLikelihood(history), 1e-6);
        Assert.Equal(new ParetoBuying(.5, 10, .6, 10 - 1e-7).LogLikelihood(history), new ParetoBuying(.5, 10, .6, 10).LogLikelihood(history), 1e-6);
    }

    [Fact]
    public void Regular_orders_are_counted_as_simulated()
    {
        // Every third event, at rate 3/10 a week, in 26 weeks from a moment like any other.
        var dice = new Random(7);
        double Wait() => -Math.Log(1 - dice.NextDouble()) / .3;
        var seen = new double[20];
        for (var i = 0; i < 200_000; i++)
        {
            var count = 0;
            var events = dice.Next(3);
            for (var now = Wait(); now < 26; now += Wait())
                if (++events % 3 == 0) count++;
            seen[count] += 1 / 200_000.0;
        }

        var counts = new RenewalCounts(1e7, 1e8, 26, 3);
        for (var n = 0; n < 8; n++) Assert.Equal(seen[n], counts.Next(), 4e-3);
    }

    [Fact]
    public void Gauss_s_fraction_and_series_agree() => Properties.Hold(
        from b in Properties.Between(.1, 40)
        from more in Properties.Between(.1, 40)
        from z in Properties.Between(.6001, .97)
        select (b, c: b + more, z),
        f =>
        {
            double sum = 1, term = 1;
            for (var n = 0; term > 1e-17 * sum; n++) sum += term *= (f.b + n) / (f.c + n) * f.z;
            return Math.Abs(Hypergeometric.OfOne(f.b, f.c, f.z) / sum - 1) < 1e-11;
        });

    [Fact]
    public void The_gamma_function_s_logarithm() => Properties.Hold(Properties.Between(-6, 6).Select(x => Math.Pow(10, x)), x =>
        Math.Abs(LogGamma.Of(x) - MathNet.Numerics.SpecialFunctions.GammaLn(x)) < 1e-11 * (1 + Math.Abs(LogGamma.Of(x))));

    [Theory]
    [InlineData(BuyingKind.BetaGeometric)]
    [InlineData(BuyingKind.ModifiedBetaGeometric)]
    [InlineData(BuyingKind.Pareto)]
    public void Neither_the_order_of_customers_nor_the_unit_of_time_changes_the_fit(BuyingKind kind)
    {
        var book = Sampled.Of(kind, customers: 800, seed: 5);
        var fit = BuyingFit.Of(kind, book);
        Assert.Equal(fit.Model, BuyingFit.Of(kind, [.. book.Reverse()]).Model);

        var days = BuyingFit.Of(kind, [.. book.Select(h => new BuyingHistory(h.Repeats, h.Last * 7, h.Age * 7))]);
        Assert.Equal(fit.Model.Expected(book[0], 52), days.Model.Expected(new BuyingHistory(book[0].Repeats, book[0].Last * 7, book[0].Age * 7), 364), 1e-3);
    }

    [Theory]
    [InlineData(BuyingKind.BetaGeometric)]
    [InlineData(BuyingKind.ModifiedBetaGeometric)]
    [InlineData(BuyingKind.Pareto)]
    public void Customers_made_by_a_model_are_recognised(BuyingKind kind)
    {
        var truth = Sampled.Truth(kind);
        var book = Sampled.Of(kind, customers: 4000, seed: 11);
        var fit = BuyingFit.Of(kind, book);
        Assert.True(fit.LogLikelihood >= book.Sum(truth.LogLikelihood), "less likely than the truth");
        Assert.Equal(truth.ExpectedOfNew(52), fit.Model.ExpectedOfNew(52), .06 * truth.ExpectedOfNew(52));
        // The doubt about the parameters is about as large as they are off.
        foreach (var (found, true_) in fit.Model.Logs().Zip(truth.Logs()).Index().Select(p => (p.Item.First, p.Item.Second)))
            Assert.InRange(found - true_, -1.2, 1.2);
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_value()
    {
        Assert.Contains("nobody bought again", Assert.Throws<ArgumentException>(() => BuyingFit.Of(BuyingKind.Pareto, [new(0, 0, 5)])).Message, StringComparison.Ordinal);
        Assert.Contains("12 of 5", Assert.Throws<ArgumentException>(() => BuyingFit.Of(BuyingKind.Pareto, [new(1, 12, 5)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BuyingFit.Of(BuyingKind.Pareto, [new(1, 0, 5)]));
        Assert.Throws<ArgumentException>(() => BuyingFit.Of(BuyingKind.Pareto, [new(-1, 0, 5)]));
        Assert.Throws<ArgumentException>(() => BuyingHistory.Of([3, 2], 9));
        Assert.Null(BuyingHistory.Of([10], 9));
        Assert.Equal(new BuyingHistory(1, 1, 2), BuyingHistory.Of([0, 0, 7, 7, 21], 14));
    }
}
