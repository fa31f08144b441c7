using System.Globalization;
using System.Text;
using Troth.Scheduling.Simulating;
using static System.FormattableString;

namespace Troth.Schedule;

/// <summary>Draws kept promises and quoted lead times over the load, a line a policy, as an SVG that reads in light and dark.</summary>
internal static class PromiseCurve
{
    private const double Left = 64, Right = 560, Wide = 720;

    private const string Head = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 620" role="img" aria-labelledby="title about">
        <style>
          svg { --ink:#17324d; --card:#fff; --line:#e4e1da; --muted:#6b7280; --troth:#0f5c6e; --fixed:#b3392f; --infinite:#8a5a10;
            font: 13px "Inter Variable", Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
          @media (prefers-color-scheme: dark) {
            svg { --ink:#dbe7f0; --card:#1a222b; --line:#2c3742; --muted:#93a1ae; --troth:#5cc2d6; --fixed:#ee7d72; --infinite:#e0ab55; }
          }
          .card { fill: var(--card); } .grid { stroke: var(--line); } text { fill: var(--ink); } .muted { fill: var(--muted); }
          .head { font-weight: 640; font-size: 15px; } .name { font-weight: 600; }
          path { fill: none; stroke-width: 2; } .whisker { stroke-width: 1.5; } .mark { stroke: var(--card); stroke-width: 1.5; }
          .troth { stroke: var(--troth); } .fixed { stroke: var(--fixed); } .infinite { stroke: var(--infinite); }
          text.troth, .mark.troth { fill: var(--troth); } text.fixed, .mark.fixed { fill: var(--fixed); }
          text.infinite, .mark.infinite { fill: var(--infinite); }
          text.troth, text.fixed, text.infinite { stroke: none; }
        </style>
        <title id="title">Promises kept, and how far away they were, by load</title>
        """;

    private static readonly (string Policy, string Name)[] Lines =
        [("fixed", "one lead time"), ("infinite", "no capacities"), ("troth", "Troth’s plan")];

    /// <summary>The picture; rows hold every policy at two or more loads, in ascending order of load.</summary>
    public static string Draw(IReadOnlyList<PolicyRow> rows)
    {
        var svg = new StringBuilder(Head).Append('\n');
        svg.Append("<desc id=\"about\">").AppendJoin(' ', rows.Select(About)).Append("</desc>\n");
        svg.Append(Invariant($"<rect class=\"card\" width=\"{Wide}\" height=\"620\" rx=\"10\"/>\n"));
        var least = Math.Min(.9, Math.Floor(rows.Min(r => r.OnTimeLow) * 10) / 10);
        var kept = new Scale(60, 300, least, 1, .1, "0%", "Complete by the first date promised");
        Panel(svg, rows, kept, r => r.OnTime, r => (r.OnTimeLow, r.OnTimeHigh));
        var most = Math.Ceiling(rows.Max(r => r.QuotedLeadDays) / 2) * 2;
        Panel(svg, rows, new(380, 560, 0, most, 2, "0", "Days from order to promised date"), r => r.QuotedLeadDays, null);
        Text(svg, (Left + Right) / 2, 600, "muted", "Load of the drum", "middle");
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(
        StringBuilder svg, IReadOnlyList<PolicyRow> rows, Scale scale,
        Func<PolicyRow, double> value, Func<PolicyRow, (double, double)>? interval)
    {
        var (least, most) = (rows[0].Load, rows[^1].Load);
        double X(double load) => Left + 20 + (load - least) / (most - least) * (Right - Left - 40);
        Text(svg, Left - 44, scale.Top - 24, "head", scale.Title);
        for (var i = 0; scale.Low + i * scale.Step <= scale.High + 1e-9; i++)
        {
            var (at, y) = (scale.Low + i * scale.Step, scale.Y(scale.Low + i * scale.Step));
            svg.Append(Invariant($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>\n"));
            Text(svg, Left - 8, y + 4, "muted", at.ToString(scale.Format, CultureInfo.InvariantCulture), "end");
        }
        foreach (var load in rows.Select(r => r.Load).Distinct())
            Text(svg, X(load), scale.Bottom + 20, "muted", load.ToString("0%", CultureInfo.InvariantCulture), "middle");
        foreach (var (policy, _) in Lines)
        {
            var line = rows.Where(r => r.Policy == policy).Select(r => (X: X(r.Load), Y: scale.Y(value(r)), Row: r)).ToArray();
            var path = string.Join(" L", line.Select(p => Invariant($"{p.X:0.#} {p.Y:0.#}")));
            svg.Append(Invariant($"<path class=\"{policy}\" d=\"M{path}\"/>\n"));
            foreach (var (x, y, row) in line)
            {
                if (interval?.Invoke(row) is var (low, high))
                    svg.Append(Invariant($"<path class=\"whisker {policy}\" d=\"M{x:0.#} {scale.Y(low):0.#}V{scale.Y(high):0.#}\"/>\n"));
                svg.Append(Mark(policy, x, y));
            }
        }
        NameLines(svg, policy => scale.Y(value(rows.Last(r => r.Policy == policy))));
    }

    /// <summary>The names stand at the ends of the lines, and below one another where those meet.</summary>
    private static void NameLines(StringBuilder svg, Func<string, double> end)
    {
        var last = double.NegativeInfinity;
        foreach (var (policy, name) in Lines.OrderBy(l => end(l.Policy)))
        {
            last = Math.Max(end(policy), last + 18);
            Text(svg, Right + 4, last + 4, "name " + policy, name);
        }
    }

    /// <summary>A circle, a square or a diamond: never colour alone.</summary>
    private static string Mark(string policy, double x, double y) => policy switch
    {
        "troth" => Invariant($"<circle class=\"mark troth\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"5\"/>\n"),
        "fixed" => Invariant($"<rect class=\"mark fixed\" x=\"{x - 4.5:0.#}\" y=\"{y - 4.5:0.#}\" width=\"9\" height=\"9\"/>\n"),
        _ => Invariant($"<path class=\"mark infinite\" d=\"M{x:0.#} {y - 6:0.#}l6 6l-6 6l-6 -6z\"/>\n"),
    };

    private static void Text(StringBuilder svg, double x, double y, string kind, string text, string anchor = "start") =>
        svg.Append(Invariant($"<text class=\"{kind}\" x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">"))
            .Append(text).Append("</text>\n");

    /// <summary>The same figures for who cannot see the picture.</summary>
    private static string About(PolicyRow row)
    {
        var (_, name) = Lines.First(l => l.Policy == row.Policy);
        var kept = Invariant($"{row.OnTime:0.0%} on time ({row.OnTimeLow:0.0%} to {row.OnTimeHigh:0.0%})");
        return Invariant($"Load {row.Load:0%}, {name}: {kept}, promised {row.QuotedLeadDays:0.0} days ahead.");
    }

    /// <summary>From where to where a panel lies on the page and in values.</summary>
    private sealed record Scale(double Top, double Bottom, double Low, double High, double Step, string Format, string Title)
    {
        public double Y(double value) => Bottom - (Math.Clamp(value, Low, High) - Low) / (High - Low) * (Bottom - Top);
    }
}
