using Troth.Evidence.Duplicates.Comparing;
using Troth.Evidence.Duplicates.Pairing;
using Troth.Evidence.Duplicates.Weighing;

namespace Troth.Evidence.Duplicates;

/// <summary>
/// Finds records that stand for the same company or person. Nobody has to say which are: the weights of agreements and disagreements are those of Fellegi
/// &amp; Sunter (1969), fitted by expectation and maximisation (Dempster, Laird &amp; Rubin 1977; Winkler 1988) to the records themselves.
/// </summary>
public static class DuplicateSearch
{
    internal const int Cores = 2;

    /// <summary>
    /// Likely duplicates among records, each an array of values in the order of <paramref name="fields"/>. The same records give the same answer on every
    /// machine. Time grows with records × log records and with the square of the fields; memory is bounded by some hundred bytes a field and record.
    /// </summary>
    /// <exception cref="ArgumentException">A record has more or fewer values than there are fields.</exception>
    public static DuplicateFinding Find(
        IReadOnlyList<DuplicateField> fields, IReadOnlyList<string?[]> records, DuplicateSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(records);
        settings ??= new DuplicateSettings();
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Length != fields.Count)
                throw new ArgumentException($"Record {i} has {records[i].Length} values; there are {fields.Count} fields.", nameof(records));
        }

        if (records.Count < 2) return DuplicateFinding.None;
        var columns = Columns.Of(fields, records);
        if (columns.Length == 0) return DuplicateFinding.None;

        var groups = Copies.Of(columns, records.Count);
        foreach (var column in columns) column.Count(groups, groups.Length);
        var candidates = Candidates.Among(columns, records.Count);
        var model = Model.Fit(columns, groups, candidates, settings);
        // Duplicates make their own values look common, as copies do: once they are known, each group counts once.
        groups = Clusters.Of(model, records.Count, settings).Groups;
        foreach (var column in columns) column.Count(groups, groups.Length);
        model = Model.Fit(columns, groups, model.Pairs, settings);
        var clusters = Clusters.Of(model, records.Count, settings);
        return DuplicateFinding.Of(model, clusters, candidates.Length);
    }
}
