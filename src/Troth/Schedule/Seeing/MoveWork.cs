using System.Globalization;
using System.Text.Json.Serialization;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Seeing;

/// <summary>What is to become of an operation: another place and start, or fixed, given to the shop, let go.</summary>
/// <param name="How">move, pin, unpin or release.</param>
/// <param name="Center">For a move: one of its work centers.</param>
/// <param name="Machine">For a move: which machine there, from 1.</param>
/// <param name="Start">For a move: when, by the plant's clock (yyyy-MM-ddTHH:mm), or an instant (yyyy-MM-ddTHH:mmZ).</param>
/// <param name="Seen">When accepting: from the consequences that were looked at.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WorkMove(string? How = null, Guid? Center = null, int? Machine = null, string? Start = null, string? Seen = null)
{
    public static readonly string[] Ways = ["move", "pin", "unpin", "release"];

    /// <summary>Whether anything is asked for yet.</summary>
    public bool Asks => How is not (null or "" or "move") || !string.IsNullOrEmpty(Start);
}

/// <summary>An operation and where it could go.</summary>
/// <param name="Places">The work centers at which it can be done.</param>
public sealed record WorkView(ShopOrder Order, string Product, OperationView Operation, Standing Standing, IReadOnlyList<WorkPlace> Places, TimeZoneInfo Zone);

/// <param name="Machines">How many machines it has.</param>
public sealed record WorkPlace(Guid Center, string Name, int Machines);

/// <summary>Moves, pins, unpins and releases operations: look first, then accept.</summary>
public sealed class MoveWork(ReadShopOrder read, PlanMemory memory, AcceptAct accept)
{
    public async Task<WorkView> Find(string order, int remake, int operation, CancellationToken cancel)
    {
        var view = await read.Run(order, cancel);
        var found = view.Operations.FirstOrDefault(o => o.Remake == remake && o.Operation == operation) ?? throw new NotFoundException(Words.Say("operation.this", operation + 1, view.Order.Label));
        var plan = (await memory.Read(view.Order.PlantId, cancel))!;
        return new(view.Order, view.Product, found, Standings.Of(plan, view.Order.Number), Places(plan, view.Order.Number, found), plan.Shop.Clock.Zone);
    }

    public async Task<Consequences> Look(string order, int remake, int operation, WorkMove move, CancellationToken cancel)
    {
        var found = await read.Find(order, false, cancel);
        return await accept.Look(found.PlantId, plan => Act(plan, found.Number, remake, operation, move), cancel);
    }

    /// <summary>Answers the version of the plan with it.</summary>
    public async Task<long> Run(string order, int remake, int operation, WorkMove move, CancellationToken cancel)
    {
        var found = await read.Find(order, false, cancel);
        return await accept.Run(found.PlantId, plan => Act(plan, found.Number, remake, operation, move), move.Seen, cancel);
    }

    private static PlanAct Act(PlantPlan plan, long order, int remake, int operation, WorkMove move)
    {
        switch (move.How)
        {
            case "pin": return new Fix(order, remake, operation, Fixing.Pin);
            case "unpin": return new Fix(order, remake, operation, Fixing.Unpin);
            case "release": return new Fix(order, remake, operation, Fixing.Release);
            case null or "" or "move": break;
            default: throw new BadInputException("how", Words.Say("move.how", move.How, string.Join(", ", WorkMove.Ways)));
        }
        var errors = new FieldErrors();
        if (move.Center is not { } center || plan.Shop.Center(center) is not { } place) errors.Add("center", Words.Say("move.center"));
        else if (move.Machine is null or < 1 || move.Machine > plan.Shop.Definition.WorkCenters[place].Machines) errors.Add("machine", Words.Say("move.machine", plan.Shop.Definition.WorkCenters[place].Machines));
        if (At(plan, move.Start) is not { } start) errors.Add("start", Words.Say("move.start"));
        else
        {
            errors.ThrowIfAny();
            return new Place(order, remake, operation, move.Center!.Value, move.Machine!.Value - 1, start);
        }
        errors.ThrowIfAny();
        throw new InvalidOperationException("A move without a start was not refused.");
    }

    /// <summary>A minute of the horizon, from a time on the plant's wall or an instant.</summary>
    private static int? At(PlantPlan plan, string? start)
    {
        var minute = Instant(start) is { } instant ? plan.Shop.Clock.MinuteOf(instant)
            : DateTime.TryParseExact(start, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
                ? plan.Shop.Clock.MinuteOf(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)) : -1;
        return minute >= 0 && minute <= plan.Shop.Clock.Horizon ? minute : null;
    }

    internal static DateTimeOffset? Instant(string? start) =>
        DateTimeOffset.TryParseExact(start, "yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    private static List<WorkPlace> Places(PlantPlan plan, long number, OperationView view)
    {
        var planned = plan.Plan.Find(plan.Part(number, view.Remake)!.Value)!.Value;
        var operation = planned.Operations[view.Operation];
        var routing = planned.OwnWork?.GetValueOrDefault(operation.Product) ?? plan.Shop.Definition.Products[operation.Product].Routing;
        return [.. routing!.Operations[operation.At].Centers.Select(c => new WorkPlace(
            plan.Shop.Centers[c.WorkCenter], plan.Shop.Definition.WorkCenters[c.WorkCenter].Name, plan.Shop.Definition.WorkCenters[c.WorkCenter].Machines))];
    }
}
