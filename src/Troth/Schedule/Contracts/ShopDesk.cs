using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Promising;

namespace Troth.Schedule.Contracts;

/// <summary>For whom and what a date is set aside.</summary>
public sealed record HoldFor
{
    public Guid? AccountId { get; init; }
    public Guid? SellerId { get; init; }
    public DateOnly? RequestedOn { get; init; }

    /// <summary>What it is entered for, such as ("quoteLine", id).</summary>
    public required string SourceKind { get; init; }
    public required Guid SourceId { get; init; }

    /// <summary>The order line, where there is one already.</summary>
    public Guid? OrderId { get; init; }
    public int? LineNo { get; init; }
}

/// <summary>What the desk answers: done, or why not and what can be given instead.</summary>
/// <param name="Order">As it is after the act; as it was where it was refused.</param>
/// <param name="Refusal">A stable code (<c>dateLost</c>); null when it was done.</param>
/// <param name="Offer">What can be given instead.</param>
public sealed record DeskAnswer(ShopOrder? Order, string? Refusal = null, DateOffer? Offer = null)
{
    public bool Done => Refusal is null;
}

/// <summary>
/// What other rooms do with dates, within a turn of the plan (<see cref="PlanWriter"/>). A date is only ever one that the plan gives: nobody
/// hands one in.
/// </summary>
public sealed partial class ShopDesk(TrothContext db, AskDate ask, IEnumerable<IShopOrderFollower> followers)
{
    /// <summary>Asks the plan of this turn, and sets the day it answers aside.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="question">What is asked for.</param>
    /// <param name="offered">
    /// The day that was shown to the asker: where it cannot be given any more, it is refused with the offer. Null takes what is given.
    /// </param>
    /// <param name="until">When the hold ends; null promises at once.</param>
    /// <param name="of">For whom.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<DeskAnswer> Hold(PlanTurn turn, DateQuestion question, DateOnly? offered, DateTimeOffset? until, HoldFor of, CancellationToken cancel)
    {
        var offer = ask.Run(turn.Plan, question with { WantedOn = offered ?? question.WantedOn });
        if (!offer.HasDate) return new(null, "noDate", offer);
        if (offered is { } day && offer.On != day) return new(null, "dateLost", offer);
        var number = await db.Take<ShopOrder>(cancel);
        var end = until is { } moment ? Math.Clamp(turn.Plan.Shop.Clock.MinuteOf(moment), turn.Plan.Plan.Now + 1, turn.Plan.Shop.Shop.Horizon) : -1;
        var outcome = turn.Do(new Hold(number, question.Product, question.Quantity, offer.Class, offer.Confidence, turn.Plan.Shop.Clock.MinuteOf(offer.ReadyBy!.Value), end));
        if (!outcome.Done) return new(null, Code(outcome.Refusal), offer);
        var order = new ShopOrder
        {
            Number = number, PlantId = turn.Plan.Plant, ProductId = question.Product, Quantity = question.Quantity, ClassId = offer.Class,
            State = until is null ? ShopOrderState.Firm : ShopOrderState.Held, Origin = ShopOrderOrigin.Quoted, AccountId = of.AccountId, SellerId = of.SellerId,
            SourceKind = of.SourceKind, SourceId = of.SourceId, RequestedOn = of.RequestedOn, PromisedOn = offer.On, DueAt = offer.DueAt, ReadyBy = offer.ReadyBy,
            HeldUntil = until, EnteredAt = turn.Now, QuotedEarliest = offer.Earliest, PlannedFor = offer.WantedLater ? null : offer.Earliest, RestsOn = offer.Center, TimeZone = offer.TimeZone, TransitDays = offer.TransitDays,
            ReceivesOn = offer.ReceivesOn,
        };
        db.ShopOrders.Add(order);
        if (until is null) await Tell(new(order, ShopOrderChangeKind.Promised, turn.Now), cancel);
        return new(order, Offer: offer);
    }

    /// <summary>The plan as it would be with something set aside, and by what number it stands there; null where no day can be given. Nothing is done.</summary>
    public (PlantPlan Plan, long Number)? With(PlanTurn turn, DateQuestion question)
    {
        var offer = ask.Run(turn.Plan, question);
        if (!offer.HasDate) return null;
        var held = new Hold(long.MaxValue, question.Product, question.Quantity, offer.Class, offer.Confidence, turn.Plan.Shop.Clock.MinuteOf(offer.ReadyBy!.Value), -1);
        return turn.Try(held) is { Done: true } outcome ? (outcome.Plan, held.Order) : null;
    }

    /// <summary>Makes a held order firm at exactly the day held.</summary>
    public async Task<DeskAnswer> Confirm(PlanTurn turn, ShopOrder order, CancellationToken cancel)
    {
        if (order.State != ShopOrderState.Held || order.HeldUntil <= turn.Now) return new(order, order.State == ShopOrderState.Firm ? "notHeld" : "holdEnded");
        var outcome = turn.Do(new Confirm(order.Number));
        if (!outcome.Done) return new(order, Code(outcome.Refusal), Again(turn, order, order.Quantity));
        (order.State, order.HeldUntil) = (ShopOrderState.Firm, null);
        await Tell(new(order, ShopOrderChangeKind.Promised, turn.Now), cancel);
        return new(order);
    }

    /// <summary>Makes a hold last until another moment.</summary>
    public DeskAnswer Extend(PlanTurn turn, ShopOrder order, DateTimeOffset until)
    {
        if (order.State != ShopOrderState.Held || order.HeldUntil <= turn.Now) return new(order, order.State == ShopOrderState.Firm ? "notHeld" : "holdEnded");
        var outcome = turn.Do(new Extend(order.Number, Math.Clamp(turn.Plan.Shop.Clock.MinuteOf(until), turn.Plan.Plan.Now + 1, turn.Plan.Shop.Shop.Horizon)));
        if (!outcome.Done) return new(order, Code(outcome.Refusal));
        order.HeldUntil = until;
        return new(order);
    }

    /// <summary>A refusal as the page and the API say it.</summary>
    public static BusinessRuleException Refused(DeskAnswer answer)
    {
        var (order, offer) = (answer.Order?.Label, answer.Offer);
        return new(answer.Refusal!, answer.Refusal switch
        {
            "noDate" => offer?.Why ?? Words.Say("date.noShipping"),
            "dateLost" => offer?.On is { } on ? Words.Say("desk.dateLost", on, offer.Why) : Words.Say("desk.noDateNow", offer?.Why),
            "notThere" => Words.Say("desk.notThere", order),
            "notHeld" => Words.Say("desk.notHeld", order),
            "holdEnded" => Words.Say("desk.holdEnded", order),
            "notLater" => Words.Say("desk.notLater", order),
            "begun" => Words.Say("desk.begun", order),
            "tooMany" => Words.Say("desk.tooMany", order),
            _ => Words.Say("desk.notFree"),
        });
    }

    /// <summary>How the plan had it before the act, and why it became late where it did so with the time of this very turn: the order may
    /// leave the plan with the act.</summary>
    private static (PlanStood? Stood, ShopOrderDelay? Delay) Stood(PlanTurn turn, ShopOrder order)
    {
        if (turn.Plan.Finish(order.Number) is not { } finish) return (null, null);
        var late = OrderStates.Risk(turn.Plan, order.Number) == PromiseRisk.Late;
        var delay = late && order.Risk != PromiseRisk.Late ? ShopOrderDelay.Of(turn.Plan, order.Number, order.Id, turn.Now) : null;
        return (new(late, turn.Plan.Shop.Clock.InstantOf(finish)), delay);
    }

    private DateOffer Again(PlanTurn turn, ShopOrder order, int pieces) => Again(turn.Plan, order, pieces);

    private DateOffer Again(PlantPlan plan, ShopOrder order, int pieces) =>
        ask.Run(plan, new DateQuestion(order.ProductId, pieces)
        {
            Class = order.ClassId, TimeZone = order.TimeZone, TransitDays = order.TransitDays, ReceivesOn = order.ReceivesOn,
        });

    private async Task Tell(ShopOrderChange change, CancellationToken cancel)
    {
        foreach (var room in followers) await room.Follow(change, cancel);
    }

    private static string Code(Refusal refusal) => refusal switch
    {
        Refusal.NoDate => "noDate",
        Refusal.DateNotSafe or Refusal.DateLost => "dateLost",
        Refusal.NotThere => "notThere",
        Refusal.NotHeld => "notHeld",
        Refusal.Begun => "begun",
        Refusal.TooMany => "tooMany",
        _ => "notFree",
    };
}
