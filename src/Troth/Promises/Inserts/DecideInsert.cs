using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Orders;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Live;
using Troth.Promises.Contracts;
using Troth.Promises.Desk;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>What becomes of an insert review.</summary>
public sealed class DecideInsert(TrothContext db, PlanWriter writer, ShopDesk desk, LookAtInsert look, Actor actor, CompanyDay day, LiveNews news, TimeProvider time)
{
    /// <param name="Reason">Why, where a promise moves without its customer's yes.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Reason);

    /// <param name="Answer">What the customer whose promise would move says: agreed or declined.</param>
    /// <param name="Channel">How; on their own page they answer themselves.</param>
    /// <param name="Whom">Who of theirs answered.</param>
    /// <param name="Said">In their words; needed where nobody has asked them through Troth.</param>
    /// <param name="SaidOn">The day they said it.</param>
    /// <param name="On">The day that was named to them, with a yes.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record ConsentRequest(
        InsertConsent Answer, PromiseChannel Channel, string? Whom, string? Said, DateOnly? SaidOn = null, DateOnly? On = null);

    /// <summary>What is answered, also to a repeated call.</summary>
    public sealed record Decided(string Review, InsertState State, string? ShopOrder, IReadOnlyList<string> Broken, IReadOnlyList<string> Renegotiated);

    /// <summary>
    /// Puts it in, as it was looked at: promises whose customers agreed move to the day agreed; every other that moves is recorded at once as
    /// broken by this decision. Where the plan has changed so that others would have to move, or further, it is refused: look again.
    /// </summary>
    public async Task<Decided> Accept(string reference, Request request, string? key, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        await WhoMayDecide.Check(db, actor.UserId, review, cancel);
        var done = await InsertTopics.Once(review, () => writer.Write(review.Plant, key, new { reference, request }, async turn =>
        {
            await db.Entry(review).ReloadAsync(cancel);
            review.MustBeOpen();
            var moves = await db.InsertMoves.Where(m => m.ReviewId == review.Id).ToListAsync(cancel);
            var numbers = review.MovingOrders;
            var orders = await db.ShopOrders.Where(o => o.PlantId == review.Plant && numbers.Contains(o.Number)).ToDictionaryAsync(o => o.Number, cancel);
            MustBeAsLookedAt(turn.Plan, review, moves, orders);
            if (moves.Exists(m => !m.IsAgreed) && string.IsNullOrWhiteSpace(request.Reason)) throw new BadInputException("reason", Words.Say("insert.noReason"));
            var today = await day.Today(cancel);
            var question = AskInsert.Question(review);
            var order = await TakeOrder.Run(db, new(review.AccountId, review.SellerId, today, review.Currency, null, null,
                [new(review.ProductId, review.Quantity, review.UnitPrice, 0, review.WantedOn, turn.Plan.ThereBy(question))]), cancel);
            var (broken, renegotiated) = (new List<string>(), new List<string>());
            var put = await desk.Insert(turn, question, [.. moves.Select(m => (orders[m.ShopOrderNumber], m.ToOn!.Value))], numbers, review.Id,
                new() { AccountId = review.AccountId, SellerId = review.SellerId, RequestedOn = review.WantedOn, SourceKind = "insert", SourceId = review.Id, OrderId = order.Id, LineNo = 1 }, cancel);
            if (!put.Done) throw new BusinessRuleException("insert.changed", Words.Say("insert.changed", review.Label));
            foreach (var move in moves)
            {
                var moved = orders[move.ShopOrderNumber];
                if (await Tell(move, moved, today, turn.Now, request.Reason, cancel))
                    (move.Outcome == InsertOutcome.Moved ? renegotiated : broken).Add(moved.Label);
                // Without their yes the order goes on saying what we promised.
                if (move.IsAgreed) await ChangeOrderLine.Day(db, moved.OrderId, moved.LineNo, move.ToOn!.Value, cancel);
            }
            review.Done(actor.UserId!.Value, actor.Name, turn.Now, request.Reason, put.Order!.Id);
            return new Decided(review.Label, review.State, put.Order.Label, broken, renegotiated);
        }, cancel));
        await Publish(review, true, cancel);
        return done;
    }

    /// <summary>It does not go before others.</summary>
    public async Task<Decided> Refuse(string reference, Request request, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        review.Refused(actor.UserId, actor.Name, time.GetUtcNow(), request.Reason ?? "");
        await InsertTopics.Once(review, () => db.SaveChangesAsync(cancel));
        await Publish(review, false, cancel);
        return new(review.Label, review.State, null, [], []);
    }

    /// <summary>Whoever asked no longer wants it: they, their manager or a scheduler say so.</summary>
    public async Task<Decided> Withdraw(string reference, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        var user = await WhoMayDecide.User(db, actor.UserId, cancel);
        if (await WhoMayDecide.WhyNotWithdraw(db, user, review, cancel) is { } not) throw new NotAllowedException(not);
        review.Withdrawn(actor.UserId, actor.Name, time.GetUtcNow());
        await InsertTopics.Once(review, () => db.SaveChangesAsync(cancel));
        await Publish(review, false, cancel);
        return new(review.Label, review.State, null, [], []);
    }

    /// <summary>What a customer whose promise would move says, put down by who looks after them and does not gain from it.</summary>
    public async Task<InsertMove> Answer(string reference, long shopOrder, ConsentRequest request, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        review.MustBeOpen();
        var move = await db.MoveOf(review, shopOrder, cancel);
        var limits = await WhoMayAnswer.Limits(db, actor.UserId, review, [move.AccountId], cancel);
        if (limits(move.AccountId) is { } not) throw new NotAllowedException(not);
        var errors = new FieldErrors();
        if (request.Answer is not (InsertConsent.Agreed or InsertConsent.Declined)) errors.Add("answer", Words.Say("insert.answer.choose"));
        if (request.Channel == PromiseChannel.Portal) errors.Add("channel", Words.Say("insert.answer.portal"));
        if (string.IsNullOrWhiteSpace(request.Whom)) errors.Add("whom", Words.Say("insert.noWhom"));
        if (move.AskedAt is null && string.IsNullOrWhiteSpace(request.Said)) errors.Add("said", Words.Say("insert.noSaid"));
        if (request is { Answer: InsertConsent.Agreed, On: null } && move.ToOn is not null)
            errors.Add("on", Words.Say("insert.noOn", move.ToOn));
        if (request.SaidOn is null) errors.Add("saidOn", Words.Say("insert.noSaidOn"));
        if (request.SaidOn > await day.Today(cancel)) errors.Add("saidOn", Words.Say("insert.saidLater", request.SaidOn));
        errors.Longest("whom", request.Whom, InsertReview.TextMax);
        errors.Longest("said", request.Said, InsertReview.TextMax);
        errors.ThrowIfAny();
        if (request.Answer == InsertConsent.Agreed && move is { Consent: InsertConsent.Declined, Contact: not null })
            throw new BusinessRuleException("insert.answer.themselves", Words.Say("insert.answer.themselves", move.Whom));
        move.Answered(request.Answer, time.GetUtcNow(), actor.Name, request.Whom, request.Channel, request.Said, request.SaidOn, request.On);
        await InsertTopics.Once(review, () => db.SaveChangesAsync(cancel));
        await Publish(review, false, cancel);
        return move;
    }

    /// <summary>Open pages hear of it: ours, and those of the customers it concerns.</summary>
    private async Task Publish(InsertReview review, bool ledger, CancellationToken cancel)
    {
        news.Publish(InsertTopics.All);
        if (ledger) news.Publish(PromiseTopics.All);
        var asked = await db.InsertMoves.AsNoTracking().Where(m => m.ReviewId == review.Id && m.AccountId != null && (m.AskedAt != null || m.Outcome != null))
            .Select(m => m.AccountId).Distinct().ToListAsync(cancel);
        foreach (var account in asked) news.Publish($"account:{account}");
    }

    private void MustBeAsLookedAt(PlantPlan plan, InsertReview review, List<InsertMove> moves, Dictionary<long, ShopOrder> orders)
    {
        if (!review.Possible) throw new BusinessRuleException("insert.impossible", Words.Say("insert.impossible", review.WantedOn));
        if (moves.Find(m => m.ToOn is null) is { } none)
            throw new BusinessRuleException("insert.noDay", Words.Say("insert.noDayLeft", $"W-{none.ShopOrderNumber}"));
        var now = look.Run(plan, AskInsert.Question(review), number => AskInsert.Days(orders, plan, number), review.MovingOrders);
        var breaking = now.Rooms.Where(r => r.Breaks).ToDictionary(r => r.ShopOrder, r => r.NewOn);
        var same = now.Possible && now.Moving.SequenceEqual(review.MovingOrders) && breaking.Count == moves.Count
            && moves.TrueForAll(m => m.ToOn is { } on && breaking.TryGetValue(m.ShopOrderNumber, out var day) && day <= on);
        if (!same) throw new BusinessRuleException("insert.changed", Words.Say("insert.changed", review.Label));
    }

    /// <summary>Writes into the ledger what this does to a promise: a new day agreed on, or broken. False where it had ended, and nothing of it is left to keep.</summary>
    private async Task<bool> Tell(
        InsertMove move, ShopOrder moved, DateOnly today, DateTimeOffset now, string? reason, CancellationToken cancel)
    {
        var promise = await db.Promises.FirstOrDefaultAsync(p => p.ShopOrder == move.ShopOrder, cancel);
        if (move.Decided(promise, new(move.ToOn!.Value, moved.DueAt), actor.Name, reason, today, now) is { } talk) db.Add(talk);
        return move.Outcome is not null;
    }
}
