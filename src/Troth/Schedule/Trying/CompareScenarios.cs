using Troth.Platform.Errors;

namespace Troth.Schedule.Trying;

/// <summary>A scenario beside today's plan, and others of the same reader beside it.</summary>
public sealed class CompareScenarios(KeepScenarios keep, TryScenarios run)
{
    /// <param name="scenario">S-4.</param>
    /// <param name="with">Others to put beside it, up to three.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The comparison, and which of them can still be applied.</returns>
    public async Task<(Comparison Compared, IReadOnlyCollection<string> Open)> Run(string scenario, IReadOnlyList<string> with, CancellationToken cancel)
    {
        var labels = new[] { scenario }.Concat(with.SelectMany(w => w.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (labels.Count > Comparison.Most) throw new BadInputException("with", Words.Say("with.tooMany", labels.Count, Comparison.Most));
        var found = new List<Scenario>();
        foreach (var label in labels) found.Add(await keep.Find(label, cancel));
        if (found.Any(s => s.Plant != found[0].Plant)) throw new BadInputException("with", Words.Say("with.otherPlant"));
        var compared = await run.Run(found[0].Plant, [.. found.Select(s => new Tried(s.Label, s.Name, s.Changes))], cancel);
        await keep.Used([.. found.Select(s => s.Id)], compared.Version, cancel);
        return (compared, [.. found.Where(s => s.AppliedAt is null && s.Changes.Any(c => c.Kind != ChangeKind.Order)).Select(s => s.Label)]);
    }
}
