using System.Globalization;

namespace Troth.Simulation.Market;

/// <summary>Numbers orders by day and then in the order they are made, so numbers rise with dates without holding the orders.</summary>
internal sealed class OrderNumbers
{
    private readonly Dictionary<(string, int), int> _lastOfDay = [];

    /// <summary><c>SO250412-07</c>.</summary>
    public string Next(string prefix, DateOnly date)
    {
        _lastOfDay.TryGetValue((prefix, date.DayNumber), out var last);
        _lastOfDay[(prefix, date.DayNumber)] = ++last;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{date.Year % 100:00}{date.Month:00}{date.Day:00}-{last:00}");
    }
}
