using FsCheck.Fluent;

namespace Troth.Evidence.Tests.PotentialOfAccounts;

public class NumberScaleTests
{
    [Fact]
    public void Revenue_is_compared_by_ratio()
    {
        var scale = NumberScale.Learn([.. Enumerable.Range(0, 201).Select(i => Math.Pow(10, 4 + i / 25.0))]);
        var step = scale.Place(1e7) - scale.Place(1e6);
        Assert.Equal(step, scale.Place(1e9) - scale.Place(1e8), .01f);
        Assert.Equal(0, scale.Place(1e8), .01f);
    }

    [Fact]
    public void Years_are_compared_by_difference()
    {
        var scale = NumberScale.Learn([.. Enumerable.Range(1970, 51).Select(y => (double)y)]);
        Assert.Equal(scale.Place(1980) - scale.Place(1975), scale.Place(2010) - scale.Place(2005), 1e-4f);
    }

    [Fact]
    public void What_is_the_same_for_all_tells_nobody_apart()
    {
        Assert.True(NumberScale.Learn([]).Constant);
        Assert.True(NumberScale.Learn([7, 7, 7]).Constant);
        Assert.Equal(0, NumberScale.Learn([7, 7, 7]).Place(1e9));
        Assert.False(NumberScale.Learn([.. Enumerable.Repeat(7.0, 99), 8]).Constant);
    }

    [Fact]
    public void Order_is_kept_and_nothing_is_beyond_bounds() => Properties.Hold(
        Gen.ListOf(Gen.Elements(0, 1, -3, 5, 1e3, 1e6, 1e12, -1e9, 1e300), 20), values =>
        {
            var scale = NumberScale.Learn([.. values]);
            float[] placed = [.. values.Order().Select(scale.Place)];
            return placed.SequenceEqual(placed.Order()) && placed.All(p => Math.Abs(p) <= 10);
        });
}
