using Troth.Portal.Seeing;

namespace Troth.Tests.Portal;

public sealed class DeliveryTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Theory]
    [InlineData(null, null, DeliveryState.NoDate)]
    [InlineData(0, null, DeliveryState.Promised)]
    [InlineData(5, null, DeliveryState.Promised)]
    [InlineData(-1, null, DeliveryState.Late)]
    [InlineData(-90, null, DeliveryState.Late)]
    [InlineData(-91, null, DeliveryState.NotRecorded)]
    [InlineData(-91, -80, DeliveryState.Shipped)]
    [InlineData(null, -3, DeliveryState.Shipped)]
    public void A_line_is_as_far_as_its_days_say(int? promised, int? shipped, DeliveryState state) =>
        Assert.Equal(state, Line(promised, shipped).State);

    [Fact]
    public void An_order_is_shipped_when_all_of_it_is_and_late_when_any_of_it_is()
    {
        Assert.Equal(new(DeliveryState.Shipped, Day(-2), Day(-1)), Delivery.OfOrder([Line(-5, -6), Line(-2, -1)]));
        Assert.Equal(new(DeliveryState.PartShipped, Day(4), Day(-6)), Delivery.OfOrder([Line(-5, -6), Line(4, null)]));
        Assert.Equal(new(DeliveryState.Late, Day(-3), null), Delivery.OfOrder([Line(-5, -6), Line(4, null), Line(-3, null)]));
        Assert.Equal(new(DeliveryState.Promised, Day(9), null), Delivery.OfOrder([Line(4, null), Line(9, null)]));
        Assert.Equal(DeliveryState.NoDate, Delivery.OfOrder([Line(4, null), Line(null, null)]).State);
        Assert.Equal(DeliveryState.NotRecorded, Delivery.OfOrder([Line(-200, null), Line(-200, -210)]).State);
    }

    [Fact]
    public void An_order_of_promises_and_other_lines_is_as_far_as_all_of_them()
    {
        var (there, broken) = (new Delivery(DeliveryState.Delivered, Day(-2), Day(-3)), new Delivery(DeliveryState.Broken, Day(-2), Day(-1)));
        Assert.Equal(new(DeliveryState.PartShipped, null, null), Delivery.OfPromises([there, Line(null, null)]));
        Assert.Equal(DeliveryState.Late, Delivery.OfPromises([there, Line(-1, null)]).State);
        Assert.Equal(new(DeliveryState.NoDate, Day(6), null), Delivery.OfPromises([new(DeliveryState.InWork, Day(6), null), Line(null, null)]));
        Assert.Equal(there, Delivery.OfPromises([there, Delivery.OfLine(Day(4), null, cancelled: true, Today)]));
        Assert.Equal(DeliveryState.Shipped, Delivery.OfPromises([there, Line(-2, -4)]).State);
        Assert.Equal(DeliveryState.NotRecorded, Delivery.OfPromises([there, Line(-200, null)]).State);
        Assert.Equal(broken, Delivery.OfPromises([there, broken, Line(-2, -2)]));
    }

    [Fact]
    public void What_was_cancelled_is_waited_for_by_nobody()
    {
        var off = Delivery.OfLine(Day(-3), null, cancelled: true, Today);
        Assert.Equal(DeliveryState.Cancelled, off.State);
        Assert.Equal(DeliveryState.Shipped, Delivery.OfOrder([off, Line(-2, -2)]).State);
        Assert.Equal(DeliveryState.Cancelled, Delivery.OfOrder([off]).State);
        Assert.False(off.IsOpen);
    }

    [Fact]
    public void Shipped_after_the_promised_day_is_said_to_be_late()
    {
        Assert.True(Line(-3, -2).WasLate);
        Assert.False(Line(-3, -3).WasLate);
        Assert.False(Line(null, -3).WasLate);
    }

    private static Delivery Line(int? promised, int? shipped) => Delivery.OfLine(Day(promised), Day(shipped), false, Today);

    private static DateOnly? Day(int? offset) => offset is { } days ? Today.AddDays(days) : null;
}
