using System.Globalization;
using Troth.Import.Contracts;
using Troth.Platform.Commands;

namespace Troth.Book.Commands;

/// <summary>Orders in a file: who bought, on which day, for how much. Other columns are passed over.</summary>
/// <param name="Days">For each customer the days it bought on, ascending, several orders of a day added up.</param>
/// <param name="Last">The last day in the file.</param>
public sealed record OrderFile(IReadOnlyList<(DateOnly Day, double Amount)[]> Days, DateOnly Last)
{
    private const string Remedy = "give customer, date and amount by their names in the first row, or by their places from 1: --columns 1,3,5.";

    /// <exception cref="FormatException">What is wrong with which line or value, and what to do.</exception>
    public static OrderFile Read(CommandHost host, string given, string columns)
    {
        var named = Columns(columns);
        return GivenFile.Read(host, given, path => Read(path, named));
    }

    private static string[] Columns(string columns)
    {
        string[] named = [.. columns.Split(',').Select(name => name.Trim())];
        if (named.Length != 3 || named.Contains("")) throw new FormatException($"--columns is “{columns}”; {Remedy}");
        return named;
    }

    private static OrderFile Read(string path, string[] named)
    {
        var (places, header) = Places(path, named);
        var (days, amounts) = (new DayColumn(), new AmountColumn());
        foreach (var (line, cells) in Cells(path, places, header))
        {
            if (!days.Observe(cells[1])) throw NoDay(line, cells[1]);
            if (!amounts.Observe(cells[2])) throw NoAmount(line, cells[2]);
        }

        if (days.Doubt() is { } day)
            throw new FormatException($"“{day.Value}” can be {string.Join(" or ", day.Readings)}, and no other date decides; write dates as yyyy-MM-dd.");
        if (amounts.Doubt() is { } amount)
            throw new FormatException($"“{amount.Value}” can be {string.Join(" or ", amount.Readings)}, and no other amount decides; write amounts with a "
                + "decimal point and nothing between thousands.");
        return Merged(Cells(path, places, header), days, amounts);
    }

    private static OrderFile Merged(IEnumerable<(long Line, string[] Cells)> rows, DayColumn days, AmountColumn amounts)
    {
        var customers = new Dictionary<string, SortedDictionary<DateOnly, decimal>>(StringComparer.Ordinal);
        var last = DateOnly.MinValue;
        foreach (var (line, cells) in rows)
        {
            if (cells[0].Length == 0) throw new FormatException($"line {line}: the customer is empty; name one, or take the line out.");
            var day = days.Day(cells[1]) ?? throw NoDay(line, cells[1]);
            var amount = amounts.Amount(cells[2]) ?? throw NoAmount(line, cells[2]);
            if (amount < 0) throw new FormatException($"line {line}: the amount is “{cells[2]}”; give 0 or more, and take returns out or off the order they belong to.");
            if (!customers.TryGetValue(cells[0], out var bought)) customers.Add(cells[0], bought = []);
            bought[day] = bought.GetValueOrDefault(day) + amount;
            if (day > last) last = day;
        }

        if (customers.Count == 0) throw new FormatException("it holds no orders; give a line for each.");
        return new OrderFile([.. customers.Values.Select(bought => bought.Select(b => (b.Key, (double)b.Value)).ToArray())], last);
    }

    /// <summary>Where the columns are, and whether the first row only names them.</summary>
    private static (int[] Places, bool Header) Places(string path, string[] named)
    {
        var first = GivenTable.Rows(path).FirstOrDefault().Cells ?? throw new FormatException("it is empty; give a line for each order.");
        if (named.All(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)) && !named.All(first.Contains))
        {
            int[] places = [.. named.Select(name => int.Parse(name, CultureInfo.InvariantCulture) - 1)];
            if (places.FirstOrDefault(place => place < 0 || place >= first.Length, -2) is var beyond and not -2)
                throw new FormatException($"there is no column {beyond + 1}; line 1 has {first.Length}.");
            return (places, !new DayColumn().Observe(first[places[1]].Trim()) && !new AmountColumn().Observe(first[places[2]].Trim()));
        }

        var names = Array.ConvertAll(first, name => name.Trim());
        return ([.. named.Select(name => Place(names, name))], true);
    }

    private static int Place(string[] names, string name) =>
        Array.FindIndex(names, one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? place
            : throw new FormatException($"there is no column “{name}”; there are {string.Join(", ", names.Take(12))}{(names.Length > 12 ? " …" : "")}. {Capital(Remedy)}");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static IEnumerable<(long Line, string[] Cells)> Cells(string path, int[] places, bool header)
    {
        foreach (var (line, cells) in GivenTable.Rows(path).Skip(header ? 1 : 0))
        {
            if (places.Max() >= cells.Length)
                throw new FormatException($"line {line} has {cells.Length} columns, and column {places.Max() + 1} is wanted; complete the line, or take it out.");
            yield return (line, Array.ConvertAll(places, place => cells[place].Trim()));
        }
    }

    private static FormatException NoDay(long line, string value) =>
        new($"line {line}: the date is “{value}”; give a day, best as yyyy-MM-dd.");

    private static FormatException NoAmount(long line, string value) =>
        new($"line {line}: the amount is “{value}”; give a number of 0 or more.");
}
