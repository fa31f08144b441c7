using FsCheck;
using FsCheck.Fluent;
using Troth.Simulation.Chance;

namespace Troth.Evidence.Tests.Simulation;

public class ChanceTests
{
    [Fact]
    public void Our_exponential_and_logarithm_agree_with_the_platform() =>
        Prop.ForAll(Gen.Choose(-600_000, 600_000).Select(n => n / 1000.0).ToArbitrary(), x =>
        {
            Assert.InRange(Elementary.Exp(x) / Math.Exp(x), 1 - 1e-13, 1 + 1e-13);
            var y = Math.Exp(x);
            Assert.InRange(Math.Abs(Elementary.Log(y) - Math.Log(y)), 0, 1e-13 * Math.Max(1, Math.Abs(x)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("normal", 0, 1)]
    [InlineData("exponential", 1, 1)]
    [InlineData("gamma .9", 1, 1.0541)]
    [InlineData("gamma 12", 1, .2887)]
    [InlineData("beta .45 .75", .375, .3264)]
    [InlineData("poisson 3.2", 3.2, 1.7889)]
    [InlineData("below 7", 3, 2)]
    public void Draws_have_their_mean_and_deviation(string name, double mean, double deviation)
    {
        var dice = Dice.For(5, Purpose.Lines);
        Func<double> draw = name switch
        {
            "normal" => dice.Normal,
            "exponential" => dice.Exponential,
            "gamma .9" => () => dice.Gamma(.9),
            "gamma 12" => () => dice.Gamma(12),
            "beta .45 .75" => () => dice.Beta(.45, .75),
            "poisson 3.2" => () => dice.Poisson(3.2),
            _ => () => dice.Below(7),
        };
        var drawn = Enumerable.Range(0, 40_000).Select(_ => draw()).ToList();
        var average = drawn.Average();
        // Four standard errors; the fourth moments here are below 9, so the deviation's is within .015 of itself.
        Assert.InRange(average, mean - 4 * deviation / 200, mean + 4 * deviation / 200);
        Assert.InRange(Math.Sqrt(drawn.Average(x => (x - average) * (x - average))) / deviation, .94, 1.06);
    }

    [Fact]
    public void Streams_for_other_uses_and_items_are_unrelated()
    {
        double[] firsts = [.. from purpose in Enum.GetValues<Purpose>() from item in Enumerable.Range(0, 400) select Dice.For(1, purpose, item).Unit()];
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
        Assert.InRange(firsts.Average(), .48, .52);
        Assert.InRange(Companies.Correlation([.. firsts.Zip(firsts.Skip(1))]), -.05, .05);
    }
}
