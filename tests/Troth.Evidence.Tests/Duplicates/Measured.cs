using System.Globalization;
using Troth.Evidence.Duplicates;

namespace Troth.Evidence.Tests.DuplicateRecords;

/// <summary>How well what was found meets the truth, in pairs.</summary>
internal sealed record Measured(int Found, int Right, long True)
{
    public double Precision => Found == 0 ? 1 : (double)Right / Found;

    public double Recall => True == 0 ? 1 : (double)Right / True;

    public double F1 => 2 * Precision * Recall / (Precision + Recall);

    public static Measured Of<T>(DuplicateFinding finding, IReadOnlyList<T> truth) => new(
        finding.Pairs.Count,
        finding.Pairs.Count(pair => EqualityComparer<T>.Default.Equals(truth[pair.A], truth[pair.B])),
        truth.GroupBy(t => t).Sum(group => (long)group.Count() * (group.Count() - 1) / 2));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Found} pairs, {Right} of {True} right: precision {Precision:P2}, recall {Recall:P2}, F1 {F1:0.0000}");
}
