using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Planning;

/// <summary>An operation as the plan has it.</summary>
/// <param name="Remake">0 for the order itself, 1 and on for what is made again for it.</param>
/// <param name="Operation">Its place in the order, by which reports name it.</param>
public sealed record OperationView(
    int Remake, int Operation, string Name, Guid? Center, string? CenterName, int Machine, int Pieces, DateTimeOffset Start, DateTimeOffset End, OperationState State, bool Pinned);

/// <summary>A shop order and where it stands in the plan.</summary>
/// <param name="Finish">When it is planned to be ready: for our people only, it wobbles.</param>
/// <param name="Causes">Why: from now to the end of its promised day, or where it is late to that of the first day it can be there.</param>
public sealed record ShopOrderView(ShopOrder Order, string Product, DateTimeOffset? Finish, IReadOnlyList<OperationView> Operations, IReadOnlyList<DateCause> Causes);

public sealed class ReadShopOrder(TrothContext db, PlanMemory memory, CauseText text)
{
    public async Task<ShopOrder> Find(string reference, bool tracked, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("W", reference);
        var orders = tracked ? db.ShopOrders : db.ShopOrders.AsNoTracking();
        return await orders.FirstOrDefaultAsync(o => id != null ? o.Id == id : o.Number == number, cancel) ?? throw new NotFoundException(Words.Say("shopOrder.named", reference));
    }

    public async Task<ShopOrderView> Run(string reference, CancellationToken cancel)
    {
        var order = await Find(reference, false, cancel);
        var plan = await memory.Read(order.PlantId, cancel);
        var name = plan?.Shop.Product(order.ProductId) is { } place ? plan.Shop.Definition.Products[place].Name : order.ProductId.ToString();
        if (plan is null || plan.Find(order.Number) is null) return new(order, name, null, [], []);
        return new(order, name, plan.Shop.Clock.InstantOf(plan.Finish(order.Number)!.Value), [.. plan.All(order.Number).SelectMany((part, remake) => Operations(plan, part, remake))],
            text.Of(plan, order));
    }

    private static IEnumerable<OperationView> Operations(PlantPlan plan, PlannedOrder order, int remake) => order.Operations.Select((o, place) => new OperationView(
        remake, place, o.Name, o.WorkCenter < 0 ? null : plan.Shop.Centers[o.WorkCenter], o.WorkCenter < 0 ? null : plan.Shop.Definition.WorkCenters[o.WorkCenter].Name,
        o.Machine, o.Pieces, plan.Shop.Clock.InstantOf(o.Start), plan.Shop.Clock.InstantOf(o.End), o.State, o.Pinned));
}
