using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Schedule.Contracts;
using Troth.Schedule.Describing;
using Troth.Schedule.Floor;
using Troth.Schedule.Planning;

namespace Troth.Schedule.SampleYear;

/// <summary>Writes the year that was played: log, shop, snapshot, orders, reports and what was bought, in the caller's transaction.</summary>
internal sealed class KeepYear(TrothContext db, YearLog log, DateTimeOffset began, DateTimeOffset now)
{
    public async Task Plan(IReadOnlyList<PlayedOrder> orders, CancellationToken cancel)
    {
        var plan = log.Plan;
        db.Add(new PlanHead { PlantId = plan.Plant, Version = plan.Version, PlannedAt = plan.PlannedAt, LearnedAt = now });
        // Nodes know a shop that they have read by its instant, which no two companies share.
        db.Add(new PlanShop { PlantId = plan.Plant, Number = plan.ShopNumber, At = began.AddTicks(BitConverter.ToUInt32(Guid.CreateVersion7().ToByteArray(), 12) % TimeSpan.TicksPerSecond), Body = plan.Shop.Write() });
        db.Add(new PlanSnapshot { PlantId = plan.Plant, Version = plan.Version, Shop = plan.ShopNumber, At = now, Body = PlanSnapshots.Write(plan) });
        await db.SaveChangesAsync(cancel);
        await db.InsertRows(log.Events, cancel);
        await db.InsertRows(log.Orders, cancel);
        await db.InsertRows([.. orders.Select(o => o.Order)], cancel);
        await db.InsertRows([.. orders.Select(o => o.Delay).OfType<ShopOrderDelay>()], cancel);
        await db.InsertRows([.. orders.Select(o => o.Slip).OfType<ShopOrderSlip>()], cancel);
    }

    public async Task Reports(IReadOnlyList<Told> told, CancellationToken cancel)
    {
        var codes = SampleWorks.Operators.SelectMany(o => o.Centers.Select(code => (code, o.Name))).ToDictionary(c => c.code, c => c.Name);
        var people = await db.Operators.AsNoTracking().ToDictionaryAsync(o => o.Name, o => o.Id, cancel);
        var tablets = (await db.FloorDevices.AsNoTracking().ToListAsync(cancel)).SelectMany(d => d.Centers.Select(c => (c, d.Id))).ToDictionary(d => d.c, d => d.Id);
        var rows = new List<FloorReport>(told.Count);
        foreach (var one in told)
        {
            var (key, at) = ("sample-" + (rows.Count + 1).ToString(CultureInfo.InvariantCulture), log.At(one.Minute));
            var name = codes[log.Plan.Shop.Definition.WorkCenters[log.Plan.Shop.Center(one.Center)!.Value].Name];
            rows.Add(new FloorReport
            {
                PlantId = log.Plan.Plant, Key = key, Told = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), CenterId = one.Center, What = one.Kind, At = at,
                ReceivedAt = at.AddSeconds(40), OperatorId = people[name], Who = name, DeviceId = tablets[one.Center], ShopOrder = one.Order, Remake = one.Order is null ? null : one.Remake,
                Operation = one.Operation, Machine = one.Machine, Pieces = one.Pieces, Reason = one.Reason, Until = one.Until is { } until ? log.At(until) : null,
            });
        }
        await db.InsertRows(rows, cancel);
    }

    /// <summary>What was bought, and what lies in stock now as the description has it.</summary>
    public async Task Stock(IEnumerable<ExpectedReceipt> receipts, CancellationToken cancel)
    {
        await db.InsertRows([.. receipts], cancel);
        foreach (var supply in await db.Supplies.Where(s => s.PlantId == log.Plan.Plant).ToListAsync(cancel))
        {
            if (log.Plan.Shop.Product(supply.ProductId) is not { } product || log.Plan.Plan.SupplyOf(product) is not { Count: > 0 } levels) continue;
            var used = log.Plan.Plan.Orders.Sum(o => o.Reservations.Where(r => r.Product == product && r.Operation >= 0 && o.Operations[r.Operation].State >= Scheduling.Plans.OperationState.Started)
                .Sum(r => r.Quantity));
            await db.Supplies.Where(s => s.Id == supply.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.OnHand, Math.Max(0, levels.Last(l => l.At <= log.Plan.Plan.Now).Pieces - used)), cancel);
        }
        await StockNews.Mark(db, log.Plan, null, cancel);
    }

    /// <summary>The company's order system knows the days too, and goes on saying what was promised where nobody agreed to another.</summary>
    public async Task Lines(IReadOnlyList<PlayedOrder> orders, CancellationToken cancel)
    {
        var played = orders.Where(o => o is { PromisedAt: not null, Order: { OrderId: not null, LineNo: not null } })
            .ToDictionary(o => (o.Order.OrderId!.Value, o.Order.LineNo!.Value), o => (On: o.OwedOn ?? o.Order.PromisedOn, Wanted: o.Order.RequestedOn, Shipped: o.ShippedAt is { } at ? LocalDay(at) : (DateOnly?)null));
        var ids = played.Keys.Select(k => k.Item1).ToHashSet();
        var lines = (await db.OrderLines.AsNoTracking().ToListAsync(cancel)).Where(l => ids.Contains(l.OrderId)).ToLookup(l => l.OrderId);
        foreach (var ((order, no), days) in played)
            await db.Database.ExecuteSqlAsync($"UPDATE order_lines SET requested_on = {Number(days.Wanted)}, promised_on = {Number(days.On)}, shipped_on = {Number(days.Shipped)} WHERE order_id = {Key(order)} AND line_no = {no}", cancel);
        foreach (var order in lines)
        {
            var off = order.Where(l => l.Kind == LineKind.Cancellation).Select(l => l.ProductId).ToHashSet();
            var sold = order.Where(l => l.Kind == LineKind.Sale).Select(l => (Line: l, Now: played.TryGetValue((l.OrderId, l.LineNo), out var now) ? now : (l.PromisedOn, l.RequestedOn, l.ShippedOn))).ToList();
            var live = sold.Where(l => !off.Contains(l.Line.ProductId)).ToList();
            var (shipped, promised) = (live.Count(l => l.Now.Item3 is not null), sold.Max(l => l.Now.Item1));
            var status = live.Count == 0 ? "cancelled" : shipped == live.Count ? "shipped" : shipped > 0 ? "part shipped" : "open";
            var last = status == "shipped" ? live.Max(l => l.Now.Item3) : null;
            await db.Database.ExecuteSqlAsync($"UPDATE orders SET requested_on = {Number(sold.Max(l => l.Now.Item2))}, promised_on = {Number(promised)}, shipped_on = {Number(last)}, status = {status} WHERE id = {Key(order.Key)}", cancel);
        }
    }

    private DateOnly LocalDay(DateTimeOffset at) => Times.LocalTime.DayOf(log.Plan.Shop.Clock.Zone, at);

    private static int? Number(DateOnly? day) => day is { } d ? d.Year * 10000 + d.Month * 100 + d.Day : null;

    private object Key(Guid id) => db.Database.IsSqlite() ? id.ToByteArray(bigEndian: true) : id;
}
