namespace Troth.Evidence.Tests;

public class ClopperPearsonTests
{
    [Theory]
    [InlineData(10, 0, .308497)] // the exact 95 % limits of the binomial, as published tables have them
    [InlineData(10, 1, .445016)]
    [InlineData(10, 5, .812914)]
    [InlineData(10, 9, .997471)]
    public void The_published_limits(int trials, int successes, double high)
    {
        Assert.Equal(high, ClopperPearson.Of(successes, trials).High, 6);
        Assert.Equal(1 - high, ClopperPearson.Of(trials - successes, trials).Low, 6);
    }

    [Fact]
    public void Without_facts_nothing_is_known() => Assert.Equal(new Interval(0, 1), ClopperPearson.Of(0, 0));

    [Fact]
    public void Parts_of_a_fact_count_between_whole_ones()
    {
        Assert.InRange(ClopperPearson.Of(2.5, 10).Low, ClopperPearson.Of(2, 10).Low, ClopperPearson.Of(3, 10).Low);
        Assert.InRange(ClopperPearson.Of(.01, .1).High, .9, 1);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Of(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Of(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Of(1, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Of(1, 2, 1));
    }
}
