using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>An account while it is being drawn: what it is, and the share of its need it gives us on each day of the history.</summary>
internal sealed record Customer(string Key, Firmographics Firm, double[] Shares, decimal Discount)
{
    /// <summary>The segment's usual discount, better for larger accounts, in steps of 2.5 %.</summary>
    public static decimal DrawDiscount(Firmographics firm, Dice dice)
    {
        var discount = firm.Segment.Discount + (firm.Employees > 250 ? .05 : 0) + .04 * dice.Normal();
        return decimal.Round((decimal)Math.Clamp(discount, 0, .45) * 40, 0, MidpointRounding.AwayFromZero) / 40;
    }

    /// <summary>Expected purchases in a stretch of days, euro.</summary>
    public double Expected(DemandCalendar calendar, int from, int to)
    {
        var sum = 0.0;
        for (var day = Math.Max(0, from); day < to; day++) sum += calendar.Weight(day) * calendar.Price(day) * Shares[day];
        return sum * Firm.Potential;
    }
}
