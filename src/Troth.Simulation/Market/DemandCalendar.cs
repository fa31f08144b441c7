using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>
/// How an industry's year runs: the weight of each day of the history. Nothing is ordered on weekends or between Christmas and New
/// Year. Weights are scaled so that prices times weights over the last twelve months sum to 1: an account that gives us everything
/// buys exactly its potential in them.
/// </summary>
internal sealed class DemandCalendar
{
    /// <summary>Yearly rise of list prices, each January.</summary>
    public const double PriceRise = .03;

    private readonly double[] _weights;
    private readonly double[] _prices;

    public DemandCalendar(SimulationSettings settings, Industry industry)
    {
        From = settings.From;
        Days = settings.AsOf.DayNumber - From.DayNumber + 1;
        LastYearFrom = settings.AsOf.AddDays(1).AddMonths(-12).DayNumber - From.DayNumber;
        YearBeforeFrom = settings.AsOf.AddDays(1).AddMonths(-24).DayNumber - From.DayNumber;
        _weights = new double[Days];
        _prices = new double[Days];
        var scale = 0.0;
        for (var day = 0; day < Days; day++)
        {
            var date = From.AddDays(day);
            _prices[day] = Elementary.Exp(PriceRise * (date.Year - settings.AsOf.Year));
            if (!Workdays.Are(date)) continue;
            var market = Elementary.Exp(-industry.Growth * YearsBefore(day));
            _weights[day] = industry.Season[date.Month - 1] * market;
            if (day >= LastYearFrom) scale += _weights[day] * _prices[day];
        }

        for (var day = 0; day < Days; day++) _weights[day] /= scale;
    }

    public DateOnly From { get; }

    public int Days { get; }

    /// <summary>First day of the twelve months that end with the as-of day.</summary>
    public int LastYearFrom { get; }

    /// <summary>First day of the twelve months before those.</summary>
    public int YearBeforeFrom { get; }

    /// <summary>Share of a year's demand that falls on this day, in pieces rather than money.</summary>
    public double Weight(int day) => _weights[day];

    /// <summary>Price level of this day; 1 in the year of the as-of day.</summary>
    public double Price(int day) => _prices[day];

    public double YearsBefore(int day) => (Days - 1 - day) / 365.25;
}
