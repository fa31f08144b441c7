using System.Globalization;
using System.Text.Json;

namespace Troth.Bench;

/// <summary>One measured figure and the bound it is held to: the most it may be, or the least.</summary>
internal sealed record Measured(string What, double Value, string Unit, double? Bound = null, bool AtLeast = false)
{
    public bool Holds => Bound is null || (AtLeast ? Value >= Bound : Value <= Bound);

    /// <summary>The value by its bound.</summary>
    public double? Ratio => Value / Bound;
}

/// <summary>Prints a table and keeps it as JSON.</summary>
internal static class Results
{
    public static bool Show(string root, string name, IReadOnlyList<Measured> figures)
    {
        var wide = figures.Max(f => f.What.Length);
        foreach (var f in figures)
        {
            var bound = f.Bound is { } b ? FormattableString.Invariant($"  bound {(f.AtLeast ? "≥ " : "")}{b:0.##} {f.Unit}  {f.Ratio:0.00} of it  {(f.Holds ? "held" : "MISSED")}") : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{f.What.PadRight(wide)}  {f.Value,10:0.##} {f.Unit}{bound}"));
        }
        var folder = Directory.CreateDirectory(Path.Combine(root, "benchmarks", "results"));
        File.WriteAllText(Path.Combine(folder.FullName, name + ".json"), JsonSerializer.Serialize(figures, JsonSerializerOptions.Web));
        return figures.All(f => f.Holds);
    }
}
