using System.Globalization;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Seeing;

/// <summary>The plan in a window, from memory: no database is asked.</summary>
public sealed class SeeWindow
{
    private const int Usual = 7;

    /// <exception cref="BadInputException">A value is out of range; it is named.</exception>
    public PlanWindow Run(PlantPlan plan, WindowFilter filter)
    {
        var clock = plan.Shop.Clock;
        var days = filter.Days is null or 0 ? Usual : filter.Days is >= 1 and <= 31 ? filter.Days.Value : throw new BadInputException("days", Words.Say("window.days", filter.Days));
        var first = First(plan, filter.From);
        var from = Math.Clamp(clock.MinuteOf(first, TimeOnly.MinValue), 0, clock.Horizon);
        var until = Math.Clamp(clock.MinuteOf(first.AddDays(days), TimeOnly.MinValue), from, clock.Horizon);
        long? number = string.IsNullOrWhiteSpace(filter.Order) ? null : Reference.Parse("W", filter.Order).Number ?? -1;
        if (filter.CenterId is { } wanted && plan.Shop.Center(wanted) is null) throw new NotFoundException(Words.Say("center.this"));
        var look = new Look(plan, from, until, filter.CenterId, number, filter.Danger == true);
        var rows = filter.ByOrder ? look.Orders() : look.Machines();
        return new(plan.Plant, plan.Version, plan.PlannedAt, clock.InstantOf(from), clock.InstantOf(until), first, days, filter.ByOrder, rows, look.Count, look.Cut);
    }

    private static DateOnly First(PlantPlan plan, string? from) => string.IsNullOrEmpty(from) ? plan.Shop.Clock.DayOf(plan.Plan.Now)
        : DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && DayReach.Has(day) ? day
        : throw new BadInputException("from", Words.Say("window.from", from));

    private sealed class Look(PlantPlan plan, int from, int until, Guid? only, long? number, bool danger)
    {
        private readonly Dictionary<long, Standing> _standings = [];

        public int Count { get; private set; }
        public bool Cut { get; private set; }

        public List<PlanRow> Machines()
        {
            var rows = new List<PlanRow>();
            for (var center = 0; center < plan.Shop.Centers.Count; center++)
            {
                if (only is { } one && plan.Shop.Centers[center] != one) continue;
                var at = plan.Plan.OrdersAt(center, from, until).ToLookup(o => o.Planned.Machine);
                var (definition, closed) = (plan.Shop.Definition.WorkCenters[center], Closed(center));
                for (var machine = 0; machine < definition.Machines; machine++)
                {
                    var bars = at[machine].Select(o => Bar(o.Order, o.Operation, o.Planned)).OfType<PlanBar>().ToList();
                    rows.Add(new($"{plan.Shop.Centers[center]}.{machine + 1}", definition.Name, definition.Machines > 1 ? (machine + 1).ToString(CultureInfo.InvariantCulture) : null,
                        plan.Shop.Centers[center], machine + 1, bars, closed, Stops(center, machine)));
                }
            }
            return rows;
        }

        public List<PlanRow> Orders()
        {
            var handles = new HashSet<OrderHandle>();
            for (var center = 0; center < plan.Shop.Centers.Count; center++)
                if (only is not { } one || plan.Shop.Centers[center] == one)
                    foreach (var placed in plan.Plan.OrdersAt(center, from, until)) handles.Add(placed.Order);
            var numbers = handles.Select(h => PlantPlan.NumberOf(plan.Plan.Find(h)!.Value)).Distinct()
                .OrderBy(n => plan.Find(n) is { Terms.Promised: >= 0 and var promised } ? promised : int.MaxValue).ThenBy(n => n);
            var rows = new List<PlanRow>();
            foreach (var each in numbers)
            {
                var bars = plan.All(each).SelectMany(part => part.Operations.Select((o, i) => (part.Handle, i, o))).Where(o => o.o.End > from && o.o.Start < until)
                    .Where(o => only is not { } one || o.o.WorkCenter >= 0 && plan.Shop.Centers[o.o.WorkCenter] == one)
                    .OrderBy(o => o.o.Start).Select(o => Bar(o.Handle, o.i, o.o)).OfType<PlanBar>().ToList();
                if (bars.Count == 0) continue;
                var order = plan.Find(each)!.Value;
                rows.Add(new(PlantPlan.NameOf(each), PlantPlan.NameOf(each), $"{order.Terms.Quantity} × {plan.Shop.Definition.Products[order.Terms.Product].Name}", null, 0, bars, [], [],
                    order.Terms.Promised < 0 ? null : plan.Shop.Clock.InstantOf(order.Terms.Promised), Of(each)));
            }
            return rows;
        }

        private PlanBar? Bar(OrderHandle handle, int operation, in PlannedOperation planned)
        {
            var order = plan.Plan.Find(handle)!.Value;
            var each = PlantPlan.NumberOf(order);
            if (number is { } wanted && wanted != each) return null;
            var standing = Of(each);
            if (danger && standing is not (Standing.AtRisk or Standing.Broken)) return null;
            if (Count == PlanWindow.Most)
            {
                Cut = true;
                return null;
            }
            Count++;
            var remake = plan.Orders.TryGetValue(each, out var itself) && itself == handle ? 0 : plan.Remakes.GetValueOrDefault(each, []).IndexOf(handle) + 1;
            var center = planned.WorkCenter;
            return new(PlantPlan.NameOf(each), remake, operation, planned.Name, plan.Shop.Definition.Products[planned.Product].Name, planned.Pieces,
                center < 0 ? null : plan.Shop.Centers[center], center < 0 ? null : plan.Shop.Definition.WorkCenters[center].Name, planned.Machine + 1,
                plan.Shop.Clock.InstantOf(planned.Start), plan.Shop.Clock.InstantOf(planned.End), planned.State, planned.Pinned, standing);
        }

        private Standing Of(long each) => _standings.TryGetValue(each, out var known) ? known : _standings[each] = Standings.Of(plan, each);

        private List<Stretch> Closed(int center)
        {
            var closed = new List<Stretch>();
            var at = from;
            foreach (var (start, end) in plan.Shop.Shop.CalendarOf(center).Spans)
            {
                if (end <= at) continue;
                if (start >= until) break;
                if (start > at) closed.Add(Between(at, start));
                at = end;
            }
            if (at < until) closed.Add(Between(at, until));
            return closed;
        }

        private List<Stretch> Stops(int center, int machine) => [.. plan.Plan.MachineStops
            .Where(s => s.WorkCenter == center && s.Machine == machine && s.End > from && s.Start < until).OrderBy(s => s.Start)
            .Select(s => Between(Math.Max(s.Start, from), Math.Min(s.End, until)))];

        private Stretch Between(int start, int end) => new(plan.Shop.Clock.InstantOf(start), plan.Shop.Clock.InstantOf(end));
    }
}
