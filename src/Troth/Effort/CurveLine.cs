using System.Globalization;
using System.Text;
using Troth.Evidence;

namespace Troth.Effort;

/// <summary>Puts a response curve onto a drawing: hours to the right, what is bought upwards.</summary>
/// <param name="Left">Where no hours are.</param>
/// <param name="Top">Where <paramref name="Most"/> is.</param>
/// <param name="Right">Where <paramref name="Hours"/> are.</param>
/// <param name="Bottom">Where nothing is bought.</param>
/// <param name="Hours">Hours at the right edge.</param>
/// <param name="Most">Amount at the upper edge.</param>
public sealed record CurveLine(double Left, double Top, double Right, double Bottom, double Hours, double Most)
{
    private const int Pieces = 40;

    /// <summary>Wide enough for twice today's hours and for the best, high enough for the ceiling and its interval as far as it fits.</summary>
    public static CurveLine For(HoursRow row, double left, double top, double right, double bottom)
    {
        var ceiling = row.Response!.Saturation;
        return new(left, top, right, bottom, Math.Max(2, Math.Max(2 * (double)row.Hours, 1.25 * (double)row.Best)), Math.Max(ceiling * 1.08, Math.Min(row.Response.Range?.High ?? 0, ceiling * 1.4)));
    }

    public double X(double hours) => Left + (Right - Left) * Math.Min(1, hours / Hours);

    public double Y(double amount) => Bottom - (Bottom - Top) * Math.Clamp(amount / Most, 0, 1);

    /// <summary>An SVG path.</summary>
    public string Path(ResponseCurve curve) => "M" + Points(curve, back: false).Replace(" ", "L", StringComparison.Ordinal);

    /// <summary>The area between two curves.</summary>
    public string Band(ResponseCurve low, ResponseCurve high) =>
        $"M{Points(low, back: false)} {Points(high, back: true)}Z".Replace(" ", "L", StringComparison.Ordinal);

    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private string Points(ResponseCurve curve, bool back)
    {
        var text = new StringBuilder();
        for (var i = 0; i <= Pieces; i++)
        {
            var hours = Hours * (back ? Pieces - i : i) / Pieces;
            if (i > 0) text.Append(' ');
            text.Append(N(X(hours))).Append(',').Append(N(Y(curve.At(hours))));
        }

        return text.ToString();
    }
}
