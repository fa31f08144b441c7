using System.Globalization;
using System.Text.Json;
using Troth.Evidence;
using Troth.Platform.Commands;

namespace Troth.Book.Commands;

/// <summary>What is to be allocated, as read from a file; what is wrong with it is said with its place and value.</summary>
internal sealed record AllocateFile(int Hours, IReadOnlyList<AccountReturn> Accounts)
{
    private const int MostHours = 100_000;
    private const double MostWorth = 1e15;

    /// <exception cref="FormatException">It cannot be read, or something in it is wrong.</exception>
    public static AllocateFile Read(CommandHost host, string given) => GivenFile.Read(host, given, path =>
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Of(json.RootElement);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"it is no JSON: line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1} cannot be read; mend it there.", wrong);
        }
    });

    private static AllocateFile Of(JsonElement root)
    {
        Known(root, "The file", ["hours", "tables", "curves"]);
        var hours = Whole(root, "", "hours", null);
        var (tables, curves) = (root.TryGetProperty("tables", out var t), root.TryGetProperty("curves", out var c));
        if (tables == curves) throw new FormatException($"“tables” and “curves” are {(tables ? "both" : "neither")} there; give one of the two.");
        return new AllocateFile(hours, tables
            ? [.. List(t, "tables").Select(table => new AccountReturn(Table(table.Value, table.Place)))]
            : [.. List(c, "curves").Select(curve => Curve(curve.Value, curve.Place, hours))]);
    }

    private static double[] Table(JsonElement table, string place)
    {
        var values = List(table, place).Select(value => Number(value.Value, value.Place, 0, MostWorth)).ToArray();
        if (values.Length == 0) throw new FormatException($"{place} is empty; give the value at 0 hours at least.");
        for (var i = 1; i < values.Length; i++)
            if (values[i] < values[i - 1])
                throw new FormatException(FormattableString.Invariant($"{place}[{i}] is {values[i]}, less than {values[i - 1]} before it; more hours must not be worth less."));
        return values;
    }

    private static AccountReturn Curve(JsonElement curve, string place, int hours)
    {
        Known(curve, place, ["a", "b", "c", "d", "min", "max"]);
        double Parameter(string name, double least) => curve.TryGetProperty(name, out var value)
            ? Number(value, $"{place}.{name}", least, MostWorth)
            : throw new FormatException($"{place}.{name} is missing; give a number.");
        var a = Parameter("a", 0);
        var response = new ResponseCurve(a, Parameter("b", a), Parameter("c", double.Epsilon), Parameter("d", double.Epsilon));
        var least = Whole(curve, $"{place}.", "min", 0);
        var most = Whole(curve, $"{place}.", "max", MostHours);
        if (most < least) throw new FormatException($"{place}.max is {most}, less than its min of {least}; give no less.");
        return AccountReturn.Of(response, hours, least, most);
    }

    private static void Known(JsonElement value, string place, string[] names)
    {
        if (value.ValueKind != JsonValueKind.Object) throw new FormatException($"{place} is no object; write {{\"{names[0]}\": …}}.");
        foreach (var property in value.EnumerateObject())
            if (!names.Contains(property.Name)) throw new FormatException($"{place} has “{property.Name}”; it knows {string.Join(", ", names)}.");
    }

    private static IEnumerable<(JsonElement Value, string Place)> List(JsonElement value, string place) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select((item, i) => (item, $"{place}[{i}]"))
        : throw new FormatException($"{place} is {Shown(value)}; give a list in square brackets.");

    private static int Whole(JsonElement from, string place, string name, int? otherwise)
    {
        if (!from.TryGetProperty(name, out var value))
            return otherwise ?? throw new FormatException($"{place}{name} is missing; give a whole number.");
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole) && whole is >= 0 and <= MostHours) return whole;
        throw new FormatException(FormattableString.Invariant($"{place}{name} is {Shown(value)}; give a whole number from 0 to {MostHours}."));
    }

    private static double Number(JsonElement value, string place, double least, double most)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most) return number;
        var bound = least == double.Epsilon ? "above 0" : string.Create(CultureInfo.InvariantCulture, $"from {least}");
        throw new FormatException(FormattableString.Invariant($"{place} is {Shown(value)}; give a number {bound}, {most} at most."));
    }

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: <= 40 } text ? text : value.GetRawText()[..40] + "…";
}
