using Troth.Scheduling.Explaining;
using Troth.Scheduling.Plans;

namespace Troth.Scheduling.Repair;

/// <summary>Says what a replan did.</summary>
internal static class ReplanReport
{
    public static ReplanResult Of(Plan before, Plan after, PlanScore scoreBefore, PlanScore score)
    {
        var diff = PlanDiff.Of(before, after);
        return new ReplanResult(after, diff, score, scoreBefore, Moves(before, after, diff, score), InDanger(before, after));
    }

    private static Nervousness Moves(Plan before, Plan after, PlanDiff diff, PlanScore score)
    {
        var (count, moved, shift) = (0, 0, 0.0);
        for (var place = 0; place < after.Records.Count; place++)
            if (after.Records[place] is { } record && before.Record(record.Handle) is not null)
                for (var i = record.FirstOperation; i < record.FirstOperation + record.Operations; i++)
                    if (after.Placements[i].State < OperationState.Started) count++;
        foreach (var operation in diff.Operations)
            if (after.Record(operation.Order) is { } record
                && after.Placements[record.FirstOperation + operation.Operation].State < OperationState.Started)
                (moved, shift) = (moved + 1, shift + Math.Abs((double)operation.NewStart - operation.Start));
        return new Nervousness(count, moved, score.ToldMoved, moved == 0 ? 0 : shift / moved);
    }

    private static List<PromiseInDanger> InDanger(Plan before, Plan after)
    {
        var danger = new List<PromiseInDanger>();
        for (var place = 0; place < after.Records.Count; place++)
        {
            if (after.Records[place] is not { Terms.Promised: >= 0 } record) continue;
            var finish = after.Finish(record);
            if (!after.Shop.Definition.Classes[record.Terms.Class].IsRed(record.Terms.Promised - finish)) continue;
            var was = before.Record(record.Handle) is { } known ? before.Finish(known) : -1;
            if (was < finish)
                danger.Add(new PromiseInDanger(record.Handle, record.Terms.Promised, finish, was,
                    Explanation.Of(after, record.Handle)?.Deciding));
        }
        danger.Sort((a, b) => (a.Promised, a.Order.Place).CompareTo((b.Promised, b.Order.Place)));
        return danger;
    }
}
