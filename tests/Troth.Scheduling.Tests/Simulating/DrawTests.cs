using Troth.Scheduling.Simulating;

namespace Troth.Scheduling.Tests.Simulating;

public sealed class DrawTests
{
    [Fact]
    public void An_exponential_has_mean_and_deviation_1_and_the_right_tail()
    {
        var drawn = Enumerable.Range(0, 200_000).Select(i => Draw.Exponential(5, Purpose.UpTime, i)).ToArray();
        Assert.InRange(drawn.Average(), .99, 1.01);
        Assert.InRange(drawn.Average(x => x * x), 1.96, 2.04);
        Assert.InRange(drawn.Count(x => x > 3) / 200_000.0, .0485, .0511); // e^−3 = .0498
        Assert.InRange(drawn.Count(x => x < .1) / 200_000.0, .093, .0974); // 1 − e^−.1 = .0952
    }

    [Fact]
    public void Uniform_numbers_fill_their_range_and_do_not_follow_one_another()
    {
        var drawn = Enumerable.Range(0, 100_000).Select(i => Draw.Unit(1, Purpose.Duration, i / 5, i % 5)).ToArray();
        for (var tenth = 0; tenth < 10; tenth++) Assert.InRange(drawn.Count(u => (int)(u * 10) == tenth), 9_700, 10_300);
        var together = drawn.Zip(drawn.Skip(1), (a, b) => (a - .5) * (b - .5)).Average() * 12;
        Assert.InRange(together, -.01, .01);
    }

    [Fact]
    public void Seed_purpose_item_and_part_each_make_another_number() =>
        Assert.Equal(5, new[]
        {
            Draw.Unit(1, Purpose.Rush, 1), Draw.Unit(2, Purpose.Rush, 1), Draw.Unit(1, Purpose.Product, 1),
            Draw.Unit(1, Purpose.Rush, 2), Draw.Unit(1, Purpose.Rush, 1, 1),
        }.Distinct().Count());
}
