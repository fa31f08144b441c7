using Troth.Import.Storing;

namespace Troth.Import.Staging;

/// <summary>
/// One system under two names would make each of its accounts twice. So a preview says when new accounts have keys that accounts of
/// another source have.
/// </summary>
internal static class KnownElsewhere
{
    private const string Accounts = "account";

    public static IEnumerable<string> Notes(ImportDatabase database, Intake intake, string source)
    {
        if (!intake.Known.TryGetValue(Accounts, out var known) || known.Count == 0) return [];
        var found = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in database.Read($"""
            SELECT s.name, a.external_key FROM {known.Table.StoredAs} a JOIN import_sources s ON s.id = a.source_id
            WHERE s.name <> @source AND a.external_key IS NOT NULL AND a.batch_id NOT IN (SELECT id FROM hidden_batches)
            """, ("@source", source)))
            if (known.Find(row.GetString(1)) is >= 0 and var record && known.State(record) is RecordState.New or RecordState.Written)
                found[row.GetString(0)] = found.GetValueOrDefault(row.GetString(0)) + 1;
        return found.Select(one => Words.Say("note.knownElsewhere", one.Key, one.Value));
    }
}
