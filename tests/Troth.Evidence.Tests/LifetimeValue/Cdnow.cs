using System.Globalization;

namespace Troth.Evidence.Tests;

/// <summary>Each of CDNOW's customers' buying days, to the end of June 1998.</summary>
internal static class CdnowDays
{
    public static int[][] Customers => [.. Cdnow.Rows().Select(days => days.Select(d => d.Day).ToArray())];
}

/// <summary>CDNOW's sample: 2,357 customers, weeks, watched to 1997-09-30, and what they bought in the 39 weeks after.</summary>
internal static class Cdnow
{
    private static readonly Lazy<Customer[]> All = new(Read);

    public static Customer[] Customers => All.Value;

    public static BuyingHistory[] Histories => [.. Customers.Select(c => c.History)];

    public static OrderValue[] RepeatBuyers => [.. Customers.Where(c => c.History.Repeats > 0).Select(c => c.Value)];

    private static Customer[] Read()
    {
        var until = new DateOnly(1997, 9, 30).DayNumber;
        return [.. Rows().Select(days =>
        {
            var repeats = days.Where(d => d.Day <= until).Skip(1).Select(d => d.Amount).ToArray();
            return new Customer(BuyingHistory.Of([.. days.Select(d => d.Day)], until)!.Value,
                new OrderValue(repeats.Length, repeats.Length == 0 ? 0 : repeats.Average()), days.Count(d => d.Day > until));
        })];
    }

    /// <summary>Each customer's days and what they brought, in ascending order.</summary>
    public static IEnumerable<(int Day, double Amount)[]> Rows() => File.ReadLines(SharedData.File("cdnow", "CDNOW_sample.txt"))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .GroupBy(fields => fields[1], StringComparer.Ordinal)
        .Select(customer => customer
            .GroupBy(f => DateOnly.ParseExact(f[2], "yyyyMMdd", CultureInfo.InvariantCulture).DayNumber, f => double.Parse(f[4], CultureInfo.InvariantCulture))
            .OrderBy(day => day.Key).Select(day => (day.Key, day.Sum())).ToArray());

    /// <param name="History">Until the end of September.</param>
    /// <param name="Value">Of the repeats.</param>
    /// <param name="Later">Buying days after it.</param>
    public sealed record Customer(BuyingHistory History, OrderValue Value, int Later);
}
