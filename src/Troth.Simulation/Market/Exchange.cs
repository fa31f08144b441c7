using Troth.Simulation.Chance;

namespace Troth.Simulation.Market;

/// <summary>
/// The company's own rates table: euro for one pound and one krona, set on the first of each month by a random walk of 1.2 % a month
/// that is drawn back to its long-run level.
/// </summary>
internal sealed class Exchange
{
    private readonly DateOnly _from;
    private readonly Dictionary<string, decimal[]> _byMonth;

    public Exchange(SimulationSettings settings)
    {
        _from = new DateOnly(settings.From.Year, settings.From.Month, 1);
        var months = MonthOf(settings.AsOf) + 1;
        var dice = Dice.For(settings.Seed, Purpose.Rates);
        _byMonth = new Dictionary<string, decimal[]> { ["GBP"] = Walk(1.165, months, dice), ["SEK"] = Walk(.0885, months, dice) };
        Rates = [.. _byMonth.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair =>
            pair.Value.Select((rate, month) => new SimulatedRate(pair.Key, _from.AddMonths(month), rate)))];
    }

    public IReadOnlyList<SimulatedRate> Rates { get; }

    /// <summary>Euro for one unit on a day.</summary>
    public decimal EuroPerUnit(string currency, DateOnly date) =>
        currency == "EUR" ? 1 : _byMonth[currency][MonthOf(date)];

    private static decimal[] Walk(double level, int months, Dice dice)
    {
        var rates = new decimal[months];
        var log = 0.0;
        for (var month = 0; month < months; month++)
        {
            log = .92 * log + .012 * dice.Normal();
            rates[month] = decimal.Round((decimal)(level * Elementary.Exp(log)), 6, MidpointRounding.AwayFromZero);
        }

        return rates;
    }

    private int MonthOf(DateOnly date) => (date.Year - _from.Year) * 12 + date.Month - _from.Month;
}
