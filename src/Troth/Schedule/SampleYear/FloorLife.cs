using Troth.Schedule.Contracts;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Plans;
using Troth.Scheduling.Shops;

namespace Troth.Schedule.SampleYear;

/// <summary>Something the floor told.</summary>
internal sealed record Told(int Minute, int Rank, Guid Center, int Machine, Happening? What, Floor.ReportKind Kind, long? Order = null, int Remake = 0, int? Operation = null, int? Pieces = null,
    string? Reason = null, int? Until = null);

/// <summary>
/// What really happens on the floor between two looks: machines take the work in the turn of the plan, as soon as it, its material and the
/// machine are there; it takes as long as it takes.
/// </summary>
internal sealed class FloorLife(YearLog log, FloorTrouble trouble)
{
    private readonly record struct Key(OrderHandle Order, int Operation);

    /// <summary>An operation that is not done, with what it waits for.</summary>
    private sealed class Step
    {
        public required Key Key { get; init; }
        public required long Number { get; init; }
        public required int Remake { get; init; }
        public required PlannedOperation Planned { get; init; }
        public required OperationDefinition Definition { get; init; }
        public required int MaterialAt { get; init; }
        public required int OrderPieces { get; init; }

        /// <summary>What should have left already goes first, the oldest before all.</summary>
        public required int Overdue { get; init; }
        public List<Step> Before { get; } = [];
        public int ReadyAt { get; set; }
        public int EndsAt { get; set; } = int.MaxValue;
    }

    private const int Overtaking = 60, LooksAt = 4;
    private readonly Dictionary<Key, int> _ends = [];
    private readonly Dictionary<(int, int), int> _family = [];

    /// <summary>A work center from which nobody tells anything from a minute on.</summary>
    public (int Center, int From) Silent { get; set; } = (-1, int.MaxValue);

    /// <summary>What happened from one minute up to another, in its order.</summary>
    public List<Told> Between(int from, int until)
    {
        var told = new List<Told>();
        Stops(from, until, told);
        var steps = Steps();
        // What has no room in the plan has no machine yet.
        var queues = steps.Where(s => s.Planned.State < OperationState.Started && (s.Planned.WorkCenter >= 0 || s.Definition.Centers.Count == 0)).GroupBy(s => (s.Planned.WorkCenter, s.Planned.Machine))
            .ToDictionary(g => g.Key, g => g.OrderBy(s => s.Overdue).ThenBy(s => s.Planned.Start).ThenBy(s => s.Number).ThenBy(s => s.Remake).ThenBy(s => s.Key.Operation).ToList());
        var free = new Dictionary<(int, int), int>();
        foreach (var step in steps.Where(s => s.Planned.State == OperationState.Started))
        {
            step.EndsAt = _ends.GetValueOrDefault(step.Key, step.Planned.End);
            if (step.Planned.WorkCenter >= 0) free[(step.Planned.WorkCenter, step.Planned.Machine)] = step.EndsAt;
            if (step.EndsAt <= until && Speaks(step.Planned.WorkCenter, step.EndsAt)) Done(step, told);
        }
        while (Next(queues, free, from, until) is var (place, step, start) && step is not null)
        {
            queues[place].Remove(step);
            Begin(step, place, start, told);
            if (place.Item1 >= 0) free[place] = step.EndsAt;
            if (step.EndsAt <= until && Speaks(place.Item1, step.EndsAt)) Done(step, told);
        }
        told.Sort((a, b) => (a.Minute, a.Rank).CompareTo((b.Minute, b.Rank)));
        return told;
    }

    private bool Speaks(int center, int minute) => center != Silent.Center || minute < Silent.From;

    private List<Step> Steps()
    {
        var steps = new List<Step>();
        foreach (var number in log.Plan.Orders.Keys.Order())
        {
            var remake = 0;
            foreach (var order in log.Plan.All(number))
            {
                if (order.HeldUntil < 0) Of(order, number, remake, steps);
                remake++;
            }
        }
        return steps;
    }

    private void Of(PlannedOrder order, long number, int remake, List<Step> steps)
    {
        var operations = order.Operations;
        var mine = new Step?[operations.Count];
        for (var i = 0; i < operations.Count; i++)
        {
            var planned = operations[i];
            if (planned.State == OperationState.Done) continue;
            var definition = log.Plan.Shop.Definition.Products[planned.Product].Routing!.Operations[planned.At];
            var material = 0;
            foreach (var set in order.Reservations)
                if (set.Operation == i) material = Math.Max(material, set.At);
            var step = mine[i] = new Step
            {
                Key = new(order.Handle, i), Number = number, Remake = remake, Planned = planned, Definition = definition, MaterialAt = material, OrderPieces = order.Terms.Quantity,
                Overdue = order.Terms.Promised >= 0 && order.Terms.Promised < log.Plan.Plan.Now ? order.Terms.Promised : int.MaxValue,
            };
            foreach (var before in definition.After)
                if (mine[before] is { } open) step.Before.Add(open);
                else step.ReadyAt = Math.Max(step.ReadyAt, operations[before].End + log.Plan.Shop.Definition.Products[planned.Product].Routing!.Operations[operations[before].At].WaitAfter);
            steps.Add(step);
        }
    }

    /// <summary>What begins next anywhere, before a minute.</summary>
    private ((int, int), Step?, int) Next(Dictionary<(int, int), List<Step>> queues, Dictionary<(int, int), int> free, int from, int until)
    {
        var best = ((0, 0), (Step?)null, until);
        foreach (var (place, queue) in queues)
        {
            var (chosen, at) = ((Step?)null, int.MaxValue);
            foreach (var step in place.Item1 < 0 ? queue : queue.Take(LooksAt))
            {
                var start = StartOf(step, place, free, from);
                // Who is ready long before the one whose turn it is goes first.
                if (start < (chosen is null || place.Item1 < 0 ? at : at - Overtaking)) (chosen, at) = (step, start);
            }
            if (chosen is not null && at < best.Item3 && Speaks(place.Item1, at)) best = (place, chosen, at);
        }
        return best;
    }

    private int StartOf(Step step, (int Center, int Machine) place, Dictionary<(int, int), int> free, int from)
    {
        var ready = Math.Max(Math.Max(from, step.ReadyAt), step.MaterialAt);
        foreach (var before in step.Before)
        {
            if (before.EndsAt == int.MaxValue) return int.MaxValue;
            ready = Math.Max(ready, before.EndsAt + before.Definition.WaitAfter);
        }
        if (place.Center < 0) return ready;
        var calendar = log.Plan.Shop.Shop.CalendarOf(place.Center);
        var idle = free.GetValueOrDefault(place);
        if (Changeover(step, place) is > 0 and var change) idle = calendar.EndOf(Math.Min(calendar.ToWork(Math.Max(idle, from)) + change, calendar.Total));
        ready = Math.Max(ready, idle);
        return ready >= log.Plan.Shop.Shop.Horizon ? int.MaxValue : trouble.Runs(calendar, place.Center, place.Machine, ready);
    }

    private int Changeover(Step step, (int Center, int Machine) place)
    {
        var table = log.Plan.Shop.Definition.WorkCenters[place.Center].Changeovers;
        if (table is null) return 0;
        return table[_family.TryGetValue(place, out var family) ? family : log.Plan.Plan.FamilyOf(place.Center, place.Machine)][step.Definition.Family];
    }

    private void Begin(Step step, (int Center, int Machine) place, int start, List<Told> told)
    {
        var luck = step.Number * 1000 + step.Remake * 100 + step.Key.Operation;
        var factor = .77 + .2 * (Chance.Of(Luck.Minutes, luck) + Chance.Of(Luck.Minutes, luck, 1));
        if (Chance.Happens(Luck.Trouble, luck, .08)) factor += 1.2 * Chance.Of(Luck.Trouble, luck, 1);
        if (place.Center < 0) step.EndsAt = start + (int)(step.Definition.OutsideLead * (factor < 1 ? 1 : factor));
        else
        {
            var at = step.Definition.Centers.First(c => c.WorkCenter == place.Center);
            var minutes = at.SetupMinutes + ((long)at.RunMinutes * step.Planned.Pieces + at.RunPieces - 1) / at.RunPieces;
            step.EndsAt = trouble.DoneAt(log.Plan.Shop.Shop.CalendarOf(place.Center), place.Center, place.Machine, start, (int)(minutes * factor));
            _family[place] = step.Definition.Family;
        }
        _ends[step.Key] = step.EndsAt;
        Guid? center = place.Center < 0 ? null : log.Plan.Shop.Centers[place.Center];
        told.Add(new(start, 2, center ?? default, place.Machine, new Started(step.Number, step.Remake, step.Key.Operation, start, center, Math.Max(0, place.Machine)),
            Floor.ReportKind.Start, step.Number, step.Remake, step.Key.Operation));
    }

    private void Done(Step step, List<Told> told)
    {
        _ends.Remove(step.Key);
        var luck = step.Number * 1000 + step.Remake * 100 + step.Key.Operation;
        Guid center = step.Planned.WorkCenter < 0 ? default : log.Plan.Shop.Centers[step.Planned.WorkCenter];
        if (step.Remake == 0 && step.Planned.WorkCenter >= 0 && step.OrderPieces > 3 && Chance.Happens(Luck.Scrap, luck, .012))
        {
            var pieces = Math.Max(1, (int)(step.OrderPieces * .08 * Chance.Of(Luck.Scrap, luck, 1)));
            told.Add(new(step.EndsAt, 0, center, step.Planned.Machine, new Scrapped(step.Number, 0, pieces), Floor.ReportKind.Scrap, step.Number, 0, step.Key.Operation, pieces));
        }
        told.Add(new(step.EndsAt, 1, center, step.Planned.Machine, new Done(step.Number, step.Remake, step.Key.Operation, step.EndsAt), Floor.ReportKind.Finish, step.Number, step.Remake, step.Key.Operation,
            step.Planned.Pieces));
    }

    /// <summary>Breakdowns are told when they come with a guess how long they take, and when the machine runs again.</summary>
    private void Stops(int from, int until, List<Told> told)
    {
        foreach (var stop in trouble.All.Where(s => !s.Over && s.Start < until))
        {
            var (center, calendar) = (log.Plan.Shop.Centers[stop.Center], log.Plan.Shop.Shop.CalendarOf(stop.Center));
            if (!Speaks(stop.Center, stop.Start)) continue;
            if (stop.Said < 0)
            {
                // As long as it took by now and as much again, or what such things take.
                stop.Said = stop.End <= until ? stop.End : Math.Max(until + 60, Math.Min(stop.End, calendar.EndOf(Math.Min(calendar.Total, calendar.ToWork(stop.Start) + 4800))));
                told.Add(new(stop.Start, 0, center, stop.Machine, new Stopped(center, stop.Machine, stop.Start, stop.Said), Floor.ReportKind.Stop, Reason: stop.Cause, Until: stop.Said));
                if (stop.End > until) continue;
            }
            if (stop.End <= until)
            {
                if (stop.Said != stop.End) told.Add(new(stop.End, 0, center, stop.Machine, new StopChanged(center, stop.Machine, stop.Start, stop.Said, stop.End), Floor.ReportKind.RunsAgain));
                else told.Add(new(stop.End, 0, center, stop.Machine, null, Floor.ReportKind.RunsAgain));
                stop.Over = true;
            }
        }
    }
}
