using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Floor;
using Troth.Schedule.Planning;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.GoLive;

/// <summary>
/// Work in progress in the order system's words, as it knows it on the day of going live: an order, its line, the operation that is done.
/// Each becomes
/// the floor's report of a finish, which counts once however often it is told.
/// </summary>
public sealed class TellWork(TrothContext db, TakeReports take, TimeProvider time)
{
    /// <param name="Order">O-17, or exactly the order's number in the system it comes from.</param>
    /// <param name="Operation">By its place (0, 1, …) or its name.</param>
    /// <param name="Pieces">Good pieces; all of them unless given.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Work(string? Order, int? Line, string? Operation, int? Pieces = null)
    {
        /// <summary>Where it stands in the table it was read from.</summary>
        [JsonIgnore]
        public int? Row { get; init; }
    }

    /// <summary>Each is answered by itself, in the turn given.</summary>
    public async Task<IReadOnlyList<ReportAnswer>> Run(PlantPlan plan, IReadOnlyList<Work> done, Teller teller, CancellationToken cancel)
    {
        var answers = new List<ReportAnswer>(done.Count);
        foreach (var some in done.Chunk(TakeReports.Most))
        {
            db.ChangeTracker.Clear();
            var known = await Known(plan, some, cancel);
            var told = await Told(plan, [.. known.Values.Select(k => k.Number).Distinct()], cancel);
            var said = some.Select(work => (Work: work, Report: Say(plan, known, told, work))).ToList();
            var taken = new Queue<ReportAnswer>(await take.Run(plan.Plant, [.. said.Where(s => s.Report is not null).Select(s => s.Report!)], teller, cancel));
            answers.AddRange(said.Select(s => s.Report is not null ? taken.Dequeue() : NotOurs(known, s.Work) ?? Done(plan, known, told, s.Work)));
        }
        return answers;
    }

    /// <summary>A shop order somebody names, and whether it was taken over: ordered no later than the day of going live, and promised elsewhere.</summary>
    private sealed record Begun(long Number, DateTimeOffset EnteredAt, bool TakenOver);

    /// <summary>What Troth promised itself, or what came later, was begun after going live: the floor reports it.</summary>
    private static ReportAnswer? NotOurs(Dictionary<(string, int), Begun> known, Work work)
    {
        var (order, line) = (work.Order?.Trim() ?? "", work.Line ?? 1);
        return known.TryGetValue((order, line), out var shop) && !shop.TakenOver
            ? ReportAnswer.Refused(new Report { Key = $"go-live:{order}/{line}/{work.Operation}", Line = work.Row }, "notTakenOver",
                Words.Say("work.notTakenOver", order, line, PlantPlan.NameOf(shop.Number)))
            : null;
    }

    /// <summary>What was told of these orders already: each operation's good pieces, and under which keys nothing came of it.</summary>
    private async Task<(ILookup<(long, int), int?> Pieces, HashSet<string> Vain)> Told(PlantPlan plan, List<long> numbers, CancellationToken cancel)
    {
        var reports = await db.FloorReports.AsNoTracking().Where(r => r.PlantId == plan.Plant && r.What == ReportKind.Finish && r.ShopOrder != null && numbers.Contains(r.ShopOrder.Value))
            .Select(r => new { r.Key, r.ShopOrder, r.Operation, r.Pieces, Counts = r.Refusal == null && r.TakenBackAt == null }).ToListAsync(cancel);
        return (reports.Where(r => r.Counts && r.Operation != null).ToLookup(r => (r.ShopOrder!.Value, r.Operation!.Value), r => r.Pieces),
            [.. reports.Where(r => !r.Counts).Select(r => r.Key)]);
    }

    private static (long Number, PlannedOperation? Operation, int Place) Find(PlantPlan plan, Dictionary<(string, int), Begun> known, Work work)
    {
        if (!known.TryGetValue((work.Order?.Trim() ?? "", work.Line ?? 1), out var shop) || plan.Find(shop.Number) is not { } planned) return default;
        var named = work.Operation?.Trim() ?? "";
        var place = planned.Operations.Select((operation, at) => (operation, at)).Where(o => o.operation.Name.Equals(named, StringComparison.OrdinalIgnoreCase)
            || o.at.ToString(CultureInfo.InvariantCulture) == named).Select(o => (int?)o.at).FirstOrDefault();
        return place is { } found ? (shop.Number, planned.Operations[found], found) : default;
    }

    /// <summary>It is done in the plan: told before, or reported by the floor.</summary>
    private static ReportAnswer Done(PlantPlan plan, Dictionary<(string, int), Begun> known,
        (ILookup<(long, int), int?> Pieces, HashSet<string> Vain) told, Work work)
    {
        var (number, operation, place) = Find(plan, known, work);
        var report = new Report { Key = $"go-live:{number}/{place}", Line = work.Row };
        return work.Pieces is { } pieces && told.Pieces[(number, place)].FirstOrDefault() is { } before && before != pieces
            ? ReportAnswer.Refused(report, "toldOtherwise", Words.Say("work.otherwise", operation!.Value.Name, PlantPlan.NameOf(number), before, pieces))
            : new(report.Key, ReportOutcome.Repeated, Line: work.Row);
    }

    /// <summary>As the floor would report it; null where it is done already, or is no order taken over.</summary>
    private Report? Say(PlantPlan plan, Dictionary<(string, int), Begun> known,
        (ILookup<(long, int), int?> Pieces, HashSet<string> Vain) told, Work work)
    {
        if (NotOurs(known, work) is not null || Find(plan, known, work) is { Operation: { State: OperationState.Done } }) return null;
        var (order, line) = (work.Order?.Trim() ?? "", work.Line ?? 1);
        var asked = new Report { Key = $"go-live:{order}/{line}/{work.Operation}", What = "finish", At = time.GetUtcNow(),
            Operation = work.Operation, Pieces = work.Pieces, Line = work.Row };
        if (!known.TryGetValue((order, line), out var shop)
            || plan.Find(shop.Number) is not { } planned) return asked with { Center = Any(plan) };
        var (_, at, place) = Find(plan, known, work);
        var center = at is { WorkCenter: >= 0 and var there } ? plan.Shop.Centers[there].ToString() : Any(plan);
        var key = $"go-live:{shop.Number}/{(at is null ? work.Operation : place.ToString(CultureInfo.InvariantCulture))}";
        // What could not be then, or was taken back, is another report.
        if (told.Vain.Contains(key)) key += $"/{time.GetUtcNow().UtcTicks}";
        // Done when it was taken in: told again later, it says the same.
        return asked with { Key = key, At = shop.EnteredAt, Order = PlantPlan.NameOf(shop.Number),
            Center = center };
    }

    /// <summary>What cannot be found is answered by the floor, in its words.</summary>
    private static string? Any(PlantPlan plan) => plan.Shop.Centers is [var first, ..] ? first.ToString() : null;

    private async Task<Dictionary<(string, int), Begun>> Known(PlantPlan plan, Work[] done,
        CancellationToken cancel)
    {
        var typed = done.Select(w => w.Order?.Trim()).OfType<string>().Distinct().ToList();
        var numbers = typed.Where(t => t.StartsWith("O-", StringComparison.OrdinalIgnoreCase)).Select(t => Reference.Parse("O", t).Number)
            .OfType<long>().ToList();
        var found = await db.Orders.AsNoTracking().Where(o => numbers.Contains(o.Number) || (o.ExternalKey != null
            && typed.Contains(o.ExternalKey)))
            .Select(o => new { o.Id, o.Number, o.ExternalKey, o.OrderedOn }).ToListAsync(cancel);
        var since = await db.Plants.Where(p => p.Id == plan.Plant).Select(p => p.GoLiveOn).FirstOrDefaultAsync(cancel);
        var ids = found.Select(o => o.Id).ToList();
        var shop = await db.ShopOrders.AsNoTracking().Where(s => s.PlantId == plan.Plant && s.OrderId != null && s.LineNo != null
            && ids.Contains(s.OrderId.Value))
            .Select(s => new { s.OrderId, s.LineNo, s.Number, s.EnteredAt, s.Origin }).ToListAsync(cancel);
        var known = new Dictionary<(string, int), Begun>();
        foreach (var one in shop)
        {
            var order = found.First(o => o.Id == one.OrderId);
            var begun = new Begun(one.Number, one.EnteredAt, one.Origin == ShopOrderOrigin.Inherited && order.OrderedOn <= since);
            foreach (var name in typed.Where(t => t == order.ExternalKey || t.Equals($"O-{order.Number}",
                StringComparison.OrdinalIgnoreCase))) known[(name, one.LineNo!.Value)] = begun;
        }
        return known;
    }
}
