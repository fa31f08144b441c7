using System.Text.Json.Serialization;

namespace Troth.Platform.Web;

/// <summary>What <c>&lt;Chart Url="…" /&gt;</c> draws: points to explore ("scatter") or bars over named places ("bars").</summary>
/// <param name="Diagonal">A dashed line where both axes are equal.</param>
public sealed record ChartData(string Kind, ChartAxis X, ChartAxis Y, IReadOnlyList<ChartSeries> Series, bool Diagonal = false);

/// <param name="Names">The places of bars, in order; null for an axis of numbers.</param>
public sealed record ChartAxis(string? Label, bool Log = false, string? Currency = null, IReadOnlyList<string>? Names = null);

/// <summary>Points of one kind, column by column so that thousands stay small. The tone chooses colour and shape.</summary>
public sealed record ChartSeries(
    string Name, [property: JsonConverter(typeof(ToneName))] Tone Tone, IReadOnlyList<double> Y, IReadOnlyList<double>? X = null,
    IReadOnlyList<string>? Names = null, IReadOnlyList<string?>? Hrefs = null);

public sealed class ToneName() : JsonStringEnumConverter<Tone>(System.Text.Json.JsonNamingPolicy.CamelCase);
