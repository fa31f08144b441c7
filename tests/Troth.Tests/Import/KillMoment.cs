using System.Globalization;

namespace Troth.Tests.Import;

/// <summary>When a process that imports or takes back is killed.</summary>
/// <param name="Phase">What it is about then.</param>
/// <param name="Share">The share of the processor time that it takes undisturbed; a measure that does not depend on what else the machine does.</param>
/// <param name="Once">Or: once this query finds something. Then <paramref name="Share"/> counts from there.</param>
public sealed record KillMoment(string Phase, double Share, string? Once = null)
{
    public const string FirstStart = "first start", Start = "start", Staging = "staging", Publishing = "publishing", Reverting = "reverting", Sweeping = "sweeping";

    public bool OfRevert => Phase is Reverting or Sweeping;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Phase} {(Once is null ? "" : "+")}{Share:P1}");

    /// <summary>Random moments, the same in each run.</summary>
    public static IEnumerable<KillMoment> Fifty(int seed)
    {
        var random = new Random(seed);
        for (var n = 0; n < 4; n++) yield return new(FirstStart, random.NextDouble());
        for (var n = 0; n < 4; n++) yield return new(Start, random.NextDouble() * 0.15);
        for (var n = 0; n < 22; n++) yield return new(Staging, 0.15 + random.NextDouble() * 0.85);
        for (var n = 0; n < 8; n++) yield return new(Publishing, n < 4 ? 0 : random.NextDouble() * 0.01, Is("Publishing"));
        for (var n = 0; n < 7; n++) yield return new(Reverting, random.NextDouble() * 0.95);
        for (var n = 0; n < 5; n++) yield return new(Sweeping, random.NextDouble() * 0.4, "SELECT count(*) FROM hidden_batches");
    }

    /// <summary>One in each phase. Rows that are seen before the import has ended are there only when another went before it.</summary>
    public static IEnumerable<KillMoment> Few() =>
    [
        new(Staging, 0, "SELECT count(*) FROM orders WHERE batch_id IN (SELECT id FROM hidden_batches)"),
        new(Publishing, 0, "SELECT count(*) FROM import_runs WHERE state = 'Publishing' AND id NOT IN (SELECT id FROM hidden_batches)"),
        new(Reverting, 0, SomeChanges("reverted", "Reverting")),
        new(Sweeping, 0, "SELECT count(*) FROM hidden_batches"),
    ];

    /// <summary>When some changes are applied or restored and others wait.</summary>
    public static IEnumerable<KillMoment> BetweenSteps() => [new(Publishing, 0, SomeChanges("updated", "Publishing")), new(Reverting, 0, SomeChanges("reverted", "Reverting"))];

    private static string SomeChanges(string action, string state) =>
        $"SELECT count(*) FROM changes WHERE action = '{action}' AND batch_id = (SELECT max(id) FROM import_runs WHERE state = '{state}')";

    private static string Is(string state) => $"SELECT count(*) FROM import_runs WHERE state = '{state}'";
}
