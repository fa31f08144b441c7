using Troth.Schedule.Seeing;

namespace Troth.Schedule.Trying;

/// <summary>How full a work center is in the next weeks; null where it is closed.</summary>
public sealed record CenterShare(Guid Center, string Name, double? Share);

/// <summary>An order that would come in: when it could be promised today, and when it could be then.</summary>
/// <param name="WantedOn">By when it is wanted.</param>
/// <param name="TodayOn">The day that today's plan gives with the plant's confidence; null for none.</param>
/// <param name="ThenOn">The same with the scenario.</param>
/// <param name="Confidence">In thousandths.</param>
/// <param name="Why">What decides it then, or why there is no day.</param>
public sealed record WonOrder(Guid Product, string Name, int Quantity, DateOnly WantedOn, DateOnly? TodayOn, DateOnly? ThenOn, int Confidence, string Why)
{
    public bool InTime => ThenOn <= WantedOn;
}

/// <summary>The plan as it would be, in figures.</summary>
/// <param name="Scenario">S-4; null for one that is not kept.</param>
/// <param name="Refusal">Why it cannot be, in words; all else is empty then.</param>
/// <param name="Kept">Promises that would be kept.</param>
/// <param name="InDanger">With less than a third of their buffer left.</param>
/// <param name="Late">Planned after their date, those promised elsewhere left out.</param>
/// <param name="InheritedLate">The same among those promised elsewhere.</param>
/// <param name="LateDays">Days that late promises are late, together.</param>
/// <param name="Load">The fullest work centers, the same in all columns.</param>
/// <param name="MoreHours">Machine hours that would be open in addition, as far as is planned.</param>
/// <param name="FewerHours">Machine hours that would be gone.</param>
/// <param name="Cost">Of the hours more; null while nobody has said what one costs.</param>
/// <param name="PlannedAnew">Whether all that may move would be planned anew, because that keeps more promises.</param>
/// <param name="Seen">Hand it back when applying.</param>
/// <param name="Consequences">Which promises change, by name.</param>
public sealed record ScenarioFigures(
    string? Scenario, string Name, string? Refusal, int Kept, int InDanger, int Late, int InheritedLate, decimal LateDays, IReadOnlyList<CenterShare> Load,
    IReadOnlyList<WonOrder> Won, decimal MoreHours, decimal FewerHours, decimal? Cost, bool PlannedAnew, string? Seen, Consequences? Consequences)
{
    /// <summary>Promises that would become late; they are named before anybody applies it.</summary>
    public IReadOnlyList<OrderMove> BecomeLate => [.. Consequences?.Orders.Where(m => m.Becomes == Standing.Broken && m.Was != Standing.Broken) ?? []];

    internal static ScenarioFigures Of(string? label, string name, PlanHeadline plan) =>
        new(label, name, null, plan.Kept, plan.AtRisk, plan.Broken, plan.InheritedBroken, Math.Round(plan.LateHours / 24, 1), [], [], 0, 0, null, false, null, null);

    internal static ScenarioFigures Refused(string? label, string name, string why) => new(label, name, why, 0, 0, 0, 0, 0, [], [], 0, 0, null, false, null, null);
}

/// <summary>Today's plan beside what would be.</summary>
/// <param name="Version">The version of the plan it was worked out on.</param>
/// <param name="NotTaken">What was described and the plan does not know yet: applying takes it too, and it is in the figures.</param>
/// <param name="AnewAlone">Today's plan if all that may move were planned anew and nothing else changed; null where that is no better.</param>
/// <param name="HourCost">What an extra hour costs; null while nobody has said.</param>
/// <param name="Milliseconds">What it took.</param>
public sealed record Comparison(
    Guid Plant, long Version, DateTimeOffset AsOf, ScenarioFigures Today, IReadOnlyList<ScenarioFigures> Scenarios, IReadOnlyList<string> NotTaken,
    ScenarioFigures? AnewAlone, decimal? HourCost, string Currency, double Milliseconds)
{
    /// <summary>Weeks of the load, work centers shown, scenarios side by side.</summary>
    public const int Weeks = 4, Centers = 4, Most = 4;
}
