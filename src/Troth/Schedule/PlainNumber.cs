using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Troth.Schedule;

/// <summary>An option that takes a number with a point in it, whichever way the machine's language writes numbers: scripts are written once.</summary>
internal static class PlainNumber
{
    public static Option<double> Option(string name, double otherwise, string what) =>
        new(name) { Description = what, DefaultValueFactory = _ => otherwise, CustomParser = given => Read(name, given) };

    private static double Read(string name, ArgumentResult given)
    {
        var word = given.Tokens[^1].Value;
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        given.AddError($"{name} is “{word}”; give a number such as 0.5.");
        return 0;
    }
}
