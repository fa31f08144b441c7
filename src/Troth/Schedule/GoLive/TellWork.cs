using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
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
            answers.AddRange(await take.Run(plan.Plant, [.. some.Select(work => Say(plan, known, work))], teller, cancel));
        }
        return answers;
    }

    private Report Say(PlantPlan plan, Dictionary<(string, int), (long Number, DateTimeOffset EnteredAt)> known, Work work)
    {
        var (order, line) = (work.Order?.Trim() ?? "", work.Line ?? 1);
        var asked = new Report { Key = $"go-live:{order}/{line}/{work.Operation}", What = "finish", At = time.GetUtcNow(),
            Operation = work.Operation, Pieces = work.Pieces, Line = work.Row };
        if (!known.TryGetValue((order, line), out var shop)
            || plan.Find(shop.Number) is not { } planned) return asked with { Center = Any(plan) };
        var at = planned.Operations.Select((operation, place) => (operation, place)).FirstOrDefault(o =>
            o.operation.Name.Equals(work.Operation, StringComparison.OrdinalIgnoreCase) || o.place.ToString(CultureInfo.InvariantCulture)
                == work.Operation).operation;
        var center = at is { Name: not null, WorkCenter: >= 0 } ? plan.Shop.Centers[at.WorkCenter].ToString() : Any(plan);
        // Done when it was taken in: told again later, it says the same.
        return asked with { Key = $"go-live:{shop.Number}/{work.Operation}", At = shop.EnteredAt, Order = PlantPlan.NameOf(shop.Number),
            Center = center };
    }

    /// <summary>What cannot be found is answered by the floor, in its words.</summary>
    private static string? Any(PlantPlan plan) => plan.Shop.Centers is [var first, ..] ? first.ToString() : null;

    private async Task<Dictionary<(string, int), (long Number, DateTimeOffset EnteredAt)>> Known(PlantPlan plan, Work[] done,
        CancellationToken cancel)
    {
        var typed = done.Select(w => w.Order?.Trim()).OfType<string>().Distinct().ToList();
        var numbers = typed.Where(t => t.StartsWith("O-", StringComparison.OrdinalIgnoreCase)).Select(t => Reference.Parse("O", t).Number)
            .OfType<long>().ToList();
        var found = await db.Orders.AsNoTracking().Where(o => numbers.Contains(o.Number) || (o.ExternalKey != null
            && typed.Contains(o.ExternalKey)))
            .Select(o => new { o.Id, o.Number, o.ExternalKey }).ToListAsync(cancel);
        var ids = found.Select(o => o.Id).ToList();
        var shop = await db.ShopOrders.AsNoTracking().Where(s => s.PlantId == plan.Plant && s.OrderId != null && s.LineNo != null
            && ids.Contains(s.OrderId.Value))
            .Select(s => new { s.OrderId, s.LineNo, s.Number, s.EnteredAt }).ToListAsync(cancel);
        var known = new Dictionary<(string, int), (long Number, DateTimeOffset EnteredAt)>();
        foreach (var one in shop)
        {
            var order = found.First(o => o.Id == one.OrderId);
            foreach (var name in typed.Where(t => t == order.ExternalKey || t.Equals($"O-{order.Number}",
                StringComparison.OrdinalIgnoreCase))) known[(name, one.LineNo!.Value)] = (one.Number, one.EnteredAt);
        }
        return known;
    }
}
