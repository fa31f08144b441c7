using FsCheck.Fluent;

namespace Troth.Evidence.Tests.Survival;

public class TimeToReorderTests
{
    private static readonly DateOnly AsOf = new(2026, 5, 29);

    [Fact]
    public void Counts_the_wait_that_is_still_going_on()
    {
        var reorder = TimeToReorder.Of(Before(100, 90, 90, 70, 55, 45, 30), AsOf)!;
        Assert.Equal((6, 5, 30.0), (reorder.Curve.Waits, reorder.Curve.Ended, reorder.SinceLast)); // two orders of one day are one
        Assert.Equal(15, reorder.Typical.Value);
        Assert.Equal((10, 20), (reorder.Typical.Low, reorder.Typical.High));
        Assert.Null(reorder.Curve.Quantile(.9).High); // five waits do not say how long the longest may be
        // Nobody waited longer than 20 but the wait that goes on, so nothing is known beyond it.
        Assert.Equal(1 / 6.0, reorder.StillWaiting!.Value.Share, 1e-12);
    }

    [Fact]
    public void Too_few_orders_say_nothing()
    {
        Assert.Null(TimeToReorder.Of([], AsOf));
        Assert.Null(TimeToReorder.Of(Before(50, 40, 30, 20, 10), AsOf));
        Assert.NotNull(TimeToReorder.Of(Before(60, 50, 40, 30, 20, 10), AsOf));
        Assert.Null(TimeToReorder.Of([.. Before(50, 40, 30, 20, 10), AsOf.AddDays(3)], AsOf));
        Assert.Null(TimeToReorder.OfBook([Before(50, 40), Before(30, 20, 10), []], AsOf));
        Assert.Equal(5, TimeToReorder.OfBook([Before(50, 40), Before(50, 40, 30, 20, 10)], AsOf)!.Ended);
    }

    [Fact]
    public void A_book_of_one_customer_is_that_customer() => Properties.Hold(Gen.ListOf(Gen.Choose(0, 900)).Where(d => d.Distinct().Count() > 5), days =>
    {
        var orders = Before([.. days]);
        return TimeToReorder.Of(orders, AsOf)!.Curve.Steps.SequenceEqual(TimeToReorder.OfBook([[.. orders.Reverse()]], AsOf)!.Steps);
    }, 100);

    private static DateOnly[] Before(params int[] days) => [.. days.Select(d => AsOf.AddDays(-d))];
}
