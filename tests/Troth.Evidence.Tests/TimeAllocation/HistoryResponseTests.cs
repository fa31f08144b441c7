namespace Troth.Evidence.Tests.TimeAllocation;

public class HistoryResponseTests
{
    private static readonly ResponseCurve Truth = ResponseCurve.WithHalf(200, 1000, 2, 4);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_past_with_different_hours_gives_the_curve(int seed)
    {
        var answer = HistoryResponse.Fit(Past(seed, 24, random => Math.Round(random.NextDouble() * 14), 30));
        Assert.Null(answer.Why);
        Assert.Equal(24, answer.Periods);
        Assert.InRange(answer.Fit!.Curve.At(4), 560, 640);
        Assert.InRange(answer.Fit.Curve.B, 900, 1150);
    }

    [Fact]
    public void Says_why_not()
    {
        Assert.Equal(NoResponse.TooFewPeriods, HistoryResponse.Fit(Past(1, 11, random => random.Next(14), 30)).Why);
        Assert.Equal(NoResponse.SameHours, HistoryResponse.Fit(Past(1, 24, random => 4 + random.Next(3), 30)).Why);
        Assert.Equal(NoResponse.NoCeiling, HistoryResponse.Fit(Past(1, 24, random => random.NextDouble() * 3, 10)).Why);
        Assert.Equal(NoResponse.NoEffect, HistoryResponse.Fit([.. Enumerable.Range(0, 12).Select(i => new EffortPoint(i, 7))]).Why);
        Assert.Throws<ArgumentException>(() => HistoryResponse.Fit([new(1, double.NaN)]));
        Assert.Throws<ArgumentException>(() => HistoryResponse.Fit([new(-1, 3)]));
    }

    [Fact]
    public void Sees_a_response_in_noise_less_than_once_in_fifty()
    {
        var seen = 0;
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var answer = HistoryResponse.Fit([.. Enumerable.Range(0, 20)
                .Select(_ => new EffortPoint(random.Next(12), Math.Max(0, 500 + 100 * ResponseFitTests.Gauss(random))))]);
            if (answer.Fit is not null) seen++;
        }

        Assert.InRange(seen, 0, 10);
    }

    private static EffortPoint[] Past(int seed, int periods, Func<Random, double> hours, double noise)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, periods).Select(_ => hours(random))
            .Select(h => new EffortPoint(h, Math.Max(0, Truth.At(h) + noise * ResponseFitTests.Gauss(random))))];
    }
}
