namespace Troth.Simulation.Market;

/// <summary>Counting in working days: no weekends, nothing from 24 December to New Year's Day.</summary>
internal sealed class Workdays
{
    private readonly int _first;
    private readonly int[] _indexOfDay;
    private readonly int[] _dayOfIndex;

    public Workdays(DateOnly from, DateOnly to)
    {
        _first = from.DayNumber;
        var days = to.DayNumber - _first + 1;
        _indexOfDay = new int[days];
        var workdays = new List<int>(days);
        for (var day = 0; day < days; day++)
        {
            if (Are(from.AddDays(day))) workdays.Add(_first + day);
            _indexOfDay[day] = Math.Max(0, workdays.Count - 1);
        }

        _dayOfIndex = [.. workdays];
    }

    public static bool Are(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && date is not { Month: 12, Day: >= 24 } and not { Month: 1, Day: 1 };

    /// <summary>So many working days after a working day; the last day known where that lies beyond it.</summary>
    public DateOnly Add(DateOnly date, int days)
    {
        var index = _indexOfDay[Math.Clamp(date.DayNumber - _first, 0, _indexOfDay.Length - 1)] + days;
        return DateOnly.FromDayNumber(_dayOfIndex[Math.Clamp(index, 0, _dayOfIndex.Length - 1)]);
    }
}
