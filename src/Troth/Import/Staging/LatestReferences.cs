using Troth.Import.Contracts;

namespace Troth.Import.Staging;

/// <summary>Applies a rule such as "an account's seller is that of its latest order".</summary>
internal static class LatestReferences
{
    public static void Apply(LatestReference rule, Intake intake)
    {
        var target = intake.Known[rule.Target.Table.Entity];
        var current = Current(rule, intake);
        foreach (var (id, latest) in Latest(rule, intake))
        {
            var record = target.RecordOf(id);
            if (record < 0 || !target.Exists(record)) continue;
            if (!target.IsTold(record))
            {
                if (current.GetValueOrDefault(id) == latest) continue;
                var row = new RowBlock(target.Table).Add();
                row.Set(rule.Target, latest);
                target.Tell(record, row, rule.Target.Bit);
                target.State(record) = RecordState.Changed;
                continue;
            }
            var told = target.RowOf(record);
            target.AlsoGiven(record, rule.Target.Bit);
            if (told.Id(rule.Target) == latest) continue;
            told.Set(rule.Target, latest);
            if (target.State(record) == RecordState.Written) target.Retell(record, rule.Target.Bit);
            else if (target.State(record) == RecordState.Same) target.State(record) = RecordState.Changed;
        }
    }

    private static Dictionary<Guid, Guid?> Current(LatestReference rule, Intake intake)
    {
        var table = rule.Target.Table;
        var current = new Dictionary<Guid, Guid?>();
        foreach (var (row, _, _, _) in intake.Stored.All(table, [table.Id, rule.Target])) current[row.Id(table.Id)!.Value] = row.Id(rule.Target);
        return current;
    }

    /// <summary>For each record of the target the value of its newest record, of those that stand in the database and those being imported.</summary>
    private static Dictionary<Guid, Guid> Latest(LatestReference rule, Intake intake)
    {
        var table = rule.Value.Table;
        var known = intake.Known[table.Entity];
        var latest = new Dictionary<Guid, (long[] Rank, Guid Value)>();
        void Consider(ImportRow row, Guid? through, Guid? value, long number)
        {
            if (through is not { } of || value is not { } found) return;
            long[] rank = [.. rule.Newest.Select(column => column == table.Number ? number : row.Number(column))];
            if (!latest.TryGetValue(of, out var best) || rank.AsSpan().SequenceCompareTo(best.Rank) >= 0) latest[of] = (rank, found);
        }
        var numbers = new Dictionary<int, long>();
        foreach (var row in intake.Stored.Everything(table, [table.Id, table.EndedOn, rule.Through, rule.Value, .. rule.Newest]))
        {
            var record = known.RecordOf(row.Id(table.Id)!.Value);
            var number = table.Number is { } column ? row.Number(column) : 0;
            if (row.Has(table.EndedOn)) continue;
            if (record >= 0 && known.State(record) == RecordState.Changed && (known.Given(record) & (rule.Through.Bit | rule.Value.Bit)) == (rule.Through.Bit | rule.Value.Bit)) numbers[record] = number;
            else Consider(row, row.Id(rule.Through), row.Id(rule.Value), number);
        }
        for (var record = 0; record < known.Count; record++)
        {
            if (!known.IsTold(record) || !known.Exists(record)) continue;
            var isNew = known.State(record) is RecordState.New or RecordState.Written;
            if (!isNew && !numbers.ContainsKey(record)) continue;
            var row = known.RowOf(record);
            Consider(row, row.Id(rule.Through), row.Id(rule.Value), isNew ? long.MaxValue - known.Count + record : numbers[record]);
        }
        return latest.ToDictionary(one => one.Key, one => one.Value.Value);
    }
}
