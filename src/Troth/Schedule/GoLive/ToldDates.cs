using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Schedule.Times;

namespace Troth.Schedule.GoLive;

/// <summary>A line as the plan takes it: the day told, and what it means where the customer is.</summary>
/// <param name="Date">Minute by which it has to be ready; −1 where nothing was promised.</param>
internal sealed record ToldLine(BacklogLine Line, Guid? Seller, string Zone, int TransitDays, string? ReceivesOn, DateTimeOffset? DueAt,
    DateTimeOffset? ReadyBy, int Date)
{
    public InheritedOrder As(long number, Guid kind) => new(number, Line.ProductId!.Value, (int)Line.Quantity, kind, Date);

    /// <summary>When it was promised, as far as anybody knows: when it was ordered, and never after the day itself.</summary>
    public DateTimeOffset MadeAt => LocalTime.At(TimeZoneInfo.FindSystemTimeZoneById(Zone),
        Line.PromisedOn < Line.OrderedOn ? Line.PromisedOn.Value : Line.OrderedOn, new TimeOnly(12, 0));

    public ShopOrder Shop(long number, PlantPlan plan, Guid kind, DateTimeOffset now) => new()
    {
        Number = number, PlantId = plan.Plant, ProductId = Line.ProductId!.Value, Quantity = (int)Line.Quantity, ClassId = kind,
            State = ShopOrderState.Firm,
        Origin = ShopOrderOrigin.Inherited, AccountId = Line.AccountId, SellerId = Seller, OrderId = Line.OrderId, LineNo = Line.LineNo,
            SourceKind = TakeBacklog.Source,
        ToldQuantity = (int)Line.Quantity, ToldOn = Line.PromisedOn, RequestedOn = Line.RequestedOn, PromisedOn = Line.PromisedOn, DueAt = DueAt,
            ReadyBy = ReadyBy, EnteredAt = now, TimeZone = Zone, TransitDays = TransitDays, ReceivesOn = ReceivesOn,
    };
}

/// <summary>Says what days promised elsewhere mean: where each customer is, and how long it is on the way.</summary>
internal static class ToldDates
{
    private const int Chunk = 500;

    public static async Task<IReadOnlyList<ToldLine>> Of(TrothContext db, PlantPlan plan, IReadOnlyList<BacklogLine> lines,
        CancellationToken cancel)
    {
        var accounts = new Dictionary<Guid, (string? Zone, int? Transit, string? Receives, Guid? Seller)>();
        foreach (var ids in lines.Select(l => l.AccountId!.Value).Distinct().Chunk(Chunk))
            foreach (var a in await db.AccountFacts.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.TimeZone,
                a.TransitDays, a.ReceivesOn, a.SellerId }).ToListAsync(cancel))
                accounts[a.Id] = (a.TimeZone, a.TransitDays, a.ReceivesOn, a.SellerId);
        var days = new Dictionary<(string, int, DateOnly), (DateTimeOffset Due, DateTimeOffset Ready)>();
        return [.. lines.Select(line =>
        {
            var (zone, transit, receives, seller) = accounts.GetValueOrDefault(line.AccountId!.Value);
            return Told(plan, days, line, line.SellerId ?? seller, Known(zone) ?? plan.TimeZone, transit ?? 0, receives);
        })];
    }

    private static ToldLine Told(
        PlantPlan plan, Dictionary<(string, int, DateOnly), (DateTimeOffset Due, DateTimeOffset Ready)> days, BacklogLine line,
            Guid? seller, string zone, int transit, string? receives)
    {
        if (line.PromisedOn is not { } on) return new(line, seller, zone, transit, receives, null, null, -1);
        if (!days.TryGetValue((zone, transit, on), out var day))
        {
            var business = plan.Days(zone, transit, receives);
            var due = business.DueAt(on);
            days[(zone, transit, on)] = day = (due, business.LastShipping(on) ?? due);
        }
        // A day outside what is planned counts by its nearest minute: what was due long ago is late, and what is due later has time.
        return new(line, seller, zone, transit, receives, day.Due, day.Ready, Math.Clamp(plan.Shop.Clock.MinuteOf(day.Ready), 0,
            plan.Shop.Shop.Horizon));
    }

    private static string? Known(string? zone) => zone is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone
        : null;
}
