using System.Text.Json;
using System.Text.Json.Serialization;

namespace Troth.Schedule.Floor;

/// <summary>One report as it comes in. Nothing of it is believed yet: what is wrong with one is answered to that one alone.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Report
{
    /// <summary>What its teller calls it, unlike any other: told again under it, it counts once.</summary>
    public string? Key { get; init; }

    /// <summary>start, finish, progress, scrap, stop, runsAgain, takeBack, count, receipt or nothing.</summary>
    public string? What { get; init; }

    /// <summary>Code or id of the work center.</summary>
    public string? Center { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The shop order: W-17, or W-17/1 for what is made again for it.</summary>
    public string? Order { get; init; }

    /// <summary>The operation by its place in the order (0, 1, …) or its name; the next of that order at this work center when it is not given.</summary>
    public string? Operation { get; init; }

    /// <summary>The machine, 1 and on; where it was planned, or the only one, when it is not given.</summary>
    public int? Machine { get; init; }

    /// <summary>Good pieces of a finish, spoilt pieces, counted or received pieces.</summary>
    public int? Pieces { get; init; }

    /// <summary>Minutes of work left; of a stop, minutes it is expected to last.</summary>
    public int? Minutes { get; init; }

    /// <summary>Code or id of the product that is counted or has come.</summary>
    public string? Product { get; init; }
    public string? Reason { get; init; }

    /// <summary>The key of the report that was a mistake.</summary>
    public string? TakesBack { get; init; }

    /// <summary>Who told it, where a program passes on what several people tell.</summary>
    public string? Who { get; init; }

    /// <summary>The sign-in of an operator on a tablet during which it was told.</summary>
    public Guid? Shift { get; init; }

    /// <summary>Its line, where it comes from a file.</summary>
    [JsonIgnore]
    public int? Line { get; init; }
}

public enum ReportOutcome
{
    Accepted,

    /// <summary>It had been accepted before, and did nothing again.</summary>
    Repeated,
    Refused,
}

/// <summary>What became of one report.</summary>
/// <param name="Code">Why it was refused, as programs read it.</param>
/// <param name="Because">The same in words.</param>
/// <param name="Line">Its line in the file.</param>
public sealed record ReportAnswer(string? Key, ReportOutcome Outcome, string? Code = null, string? Because = null, int? Line = null)
{
    internal static ReportAnswer Refused(Report report, string code, string because) => new(report.Key, ReportOutcome.Refused, code, because, report.Line);
}

/// <summary>Who tells.</summary>
/// <param name="Centers">The work centers whose reports are taken from there; null for all.</param>
public sealed record Teller(string Name, Guid? UserId = null, Guid? DeviceId = null, IReadOnlyList<Guid>? Centers = null);

internal static class ReportForm
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
