using Troth.Book.Expected;

namespace Troth.Book.Figures;

/// <summary>What is foretold of the account, from the as-of day on (see <see cref="BookForecasts"/>).</summary>
public sealed partial class BookFigure
{
    /// <summary>Days on which it ever bought, and the last of them; null where it never did.</summary>
    public int? BuyingDays { get; private set; }
    public DateOnly? LastBoughtOn { get; private set; }

    /// <summary>Why nothing, or no value, is foretold.</summary>
    public Unforetold? Unforetold { get; private set; }

    /// <summary>The chance that it is still a customer.</summary>
    public double? Alive { get; private set; }
    public double? AliveLow { get; private set; }
    public double? AliveHigh { get; private set; }

    /// <summary>Expected buying days in the next twelve months, and between what their number will lie.</summary>
    public double? NextOrders { get; private set; }
    public int? NextOrdersLow { get; private set; }
    public int? NextOrdersHigh { get; private set; }

    /// <summary>What they bring, not discounted.</summary>
    public decimal? NextWorth { get; private set; }
    public decimal? NextWorthLow { get; private set; }
    public decimal? NextWorthHigh { get; private set; }

    /// <summary>Whole days between its orders: the middle, and what one in ten falls short of and exceeds. Null without a rhythm of its own.</summary>
    public int? UsualDays { get; private set; }
    public int? SoonDays { get; private set; }
    public int? LateDays { get; private set; }

    /// <summary>When its next order will come, should it still be a customer; null once it waits longer than <see cref="LateDays"/>.</summary>
    public DateOnly? DueOn { get; private set; }
    public DateOnly? DueFrom { get; private set; }
    public DateOnly? DueTo { get; private set; }

    /// <summary>Days beyond <see cref="LateDays"/>; null when it is not late, or most likely no customer any more.</summary>
    public int? OverdueDays { get; private set; }

    /// <summary>Takes what is foretold. Days are rounded first, so that everybody can add them up again.</summary>
    public void Expects(AccountForecast account, DateOnly asOf)
    {
        (BuyingDays, LastBoughtOn, Unforetold) = (account.Days == 0 ? null : account.Days, account.LastOn, account.Why);
        // A figure that is no number would stop the whole Book: nothing is said then.
        if (account.Forecast is not { } said || !double.IsFinite(said.Orders)) return;
        (Alive, AliveLow, AliveHigh) = (said.Alive, said.AliveRange.Low, said.AliveRange.High);
        (NextOrders, NextOrdersLow, NextOrdersHigh) = (said.Orders, (int)said.OrdersRange.Low, (int)said.OrdersRange.High);
        if (said is { Worth: { } worth, WorthRange: { } range } && double.IsFinite(worth))
            (NextWorth, NextWorthLow, NextWorthHigh) = (ComputeBook.Money(worth), ComputeBook.Money(range.Low), ComputeBook.Money(range.High));
        if (said.Next is not { } next) return;
        (UsualDays, SoonDays, LateDays) = (Days(next.Usual), Days(next.Soonest), Days(next.Latest));
        var over = asOf.DayNumber - account.LastOn!.Value.DayNumber - LateDays.Value;
        if (over <= 0) (DueOn, DueFrom, DueTo) = (After(next.Due), After(next.Range.Low), After(next.Range.High));
        else if (said.Alive >= AccountForecast.LeastAlive) OverdueDays = over;

        static int Days(double weeks) => (int)Math.Clamp(Math.Round(weeks * 7), 1, 100_000);
        DateOnly After(double weeks) => DateOnly.FromDayNumber((int)Math.Min(DateOnly.MaxValue.DayNumber, Math.Round(asOf.DayNumber + weeks * 7)));
    }
}
