namespace Troth.Bench;

/// <summary>The models behind the Book's figures.</summary>
internal static class EvidenceBench
{
    public static Task<bool> Run(string root) =>
        Task.FromResult(Results.Show(root, "evidence", [.. AllocationRows.Measure(), .. LifetimeRows.Measure(root), .. DuplicateRows.Measure()]));
}
