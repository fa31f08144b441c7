using Troth.Book.Figures;

namespace Troth.Book.Expected;

/// <summary>What is foretold of one account, as programs and people read it.</summary>
/// <param name="BuyingDays">Days on which it ever bought: what the rest stands on.</param>
/// <param name="LastBoughtOn">The last of them.</param>
/// <param name="Alive">The chance that it is still a customer.</param>
/// <param name="Orders12m">Buying days in the twelve months from the as-of day.</param>
/// <param name="Worth12m">What they bring in the base currency, not discounted.</param>
/// <param name="Rhythm">When it usually orders; null with fewer than three buying days.</param>
/// <param name="Withheld">Why nothing is foretold, or no value.</param>
public sealed record ForecastFigure(
    int BuyingDays, DateOnly? LastBoughtOn, LikelyNumber? Alive, LikelyNumber? Orders12m, LikelyAmount? Worth12m, RhythmFigure? Rhythm, Unforetold? Withheld)
{
    /// <param name="asOf">The last day that the Book knows of.</param>
    public static ForecastFigure Of(BookFigure figure, DateOnly asOf) => new(figure.BuyingDays ?? 0, figure.LastBoughtOn,
        figure.Alive is { } alive ? new(alive, figure.AliveLow!.Value, figure.AliveHigh!.Value) : null,
        figure.NextOrders is { } orders ? new(orders, figure.NextOrdersLow!.Value, figure.NextOrdersHigh!.Value) : null,
        figure.NextWorth is { } worth ? new(worth, figure.NextWorthLow!.Value, figure.NextWorthHigh!.Value) : null,
        figure.UsualDays is { } usual ? new(usual, figure.SoonDays!.Value, figure.LateDays!.Value, asOf.DayNumber - figure.LastBoughtOn!.Value.DayNumber, figure.DueOn,
            figure.DueFrom, figure.DueTo, figure.OverdueDays) : null, figure.Unforetold);

    /// <summary>So long without an order that it is most likely no customer any more.</summary>
    public bool IsLost => Alive?.Value < AccountForecast.LeastAlive;
}

/// <summary>A number with the interval that nine in ten lie in.</summary>
public sealed record LikelyNumber(double Value, double Low, double High);

/// <summary>An amount with the interval that nine in ten lie in.</summary>
public sealed record LikelyAmount(decimal Value, decimal Low, decimal High);

/// <summary>How an account orders, by its own orders and, the fewer they are, by those of the whole book. All in whole days.</summary>
/// <param name="UsualDays">The middle of the times between its orders.</param>
/// <param name="SoonDays">One in ten is shorter.</param>
/// <param name="LateDays">One in ten is longer.</param>
/// <param name="WaitedDays">From its last order to the as-of day.</param>
/// <param name="DueOn">The middle of when the next one comes, should it still be a customer; null once it waits longer than <paramref name="LateDays"/>.</param>
/// <param name="DueFrom">Nine in ten come between this day</param>
/// <param name="DueTo">and this.</param>
/// <param name="OverdueDays">How many days beyond <paramref name="LateDays"/> it waits; null when it does not, or is lost.</param>
public sealed record RhythmFigure(int UsualDays, int SoonDays, int LateDays, int WaitedDays, DateOnly? DueOn, DateOnly? DueFrom, DateOnly? DueTo, int? OverdueDays);
