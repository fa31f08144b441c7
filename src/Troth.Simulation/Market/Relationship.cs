using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>An account's share of need given to us, day by day: the hidden course that orders follow.</summary>
internal sealed class Relationship
{
    /// <summary>No account gives us quite everything.</summary>
    private const double Ceiling = .98;

    /// <summary>A seller's work shows over the last two years; before, the account was as it had been.</summary>
    private const double DriveYears = 2;

    private readonly double _now;
    private readonly double _rate;
    private readonly double _since;
    private readonly double _start;
    private readonly double _stop;
    private readonly double _drive;

    /// <summary>Draws loyalty and course. <paramref name="drive"/> is what the seller's work adds to the book a year, in logs.</summary>
    public Relationship(SimulationVariant variant, double drive, Dice dice)
    {
        _now = Math.Min(Ceiling, Distributions.Loyalty(variant, dice));
        Trend = (SimulatedTrend)dice.Weighted([.71, .05, .10, .08, .06]);
        _drive = drive + .04 * dice.Normal();
        _start = double.PositiveInfinity;
        switch (Trend)
        {
            case SimulatedTrend.Growing:
                _rate = dice.Between(.35, .90);
                _since = dice.Between(1.2, 2.5);
                break;
            case SimulatedTrend.Slipping:
                _rate = -dice.Between(.35, .90);
                _since = dice.Between(1.2, 2.5);
                break;
            case SimulatedTrend.Cold:
                _stop = dice.Between(.9, 2.5);
                break;
            case SimulatedTrend.New:
                _start = dice.Between(.15, 1.17);
                break;
        }
    }

    public SimulatedTrend Trend { get; }

    /// <summary>The share so many years before the as-of day; a new account takes four months to its full share.</summary>
    public double ShareAt(double yearsBefore)
    {
        if (yearsBefore < _stop || yearsBefore > _start) return 0;
        var path = -_rate * Math.Min(yearsBefore, _since) - _drive * Math.Min(yearsBefore, DriveYears);
        var share = Math.Min(Ceiling, _now * Elementary.Exp(path));
        return share * Math.Min(1, (_start - yearsBefore) / .33 + .2);
    }

    /// <summary>The share on each day of a history, held for ten days at a time.</summary>
    public double[] Course(DemandCalendar calendar)
    {
        var shares = new double[calendar.Days];
        for (var day = 0; day < shares.Length; day++)
            shares[day] = day % 10 == 0 ? ShareAt(calendar.YearsBefore(day)) : shares[day - 1];
        return shares;
    }
}
