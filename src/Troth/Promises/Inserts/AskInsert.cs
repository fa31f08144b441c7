using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Live;
using Troth.Promises.Desk;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Scheduling.Quoting;

namespace Troth.Promises.Inserts;

/// <summary>Asks that something be made before others, and shows at once whose promises would move. Nothing moves by it.</summary>
public sealed class AskInsert(
    TrothContext db, PlantPlans plans, AskDate ask, LookAtInsert look, MoveFacts facts, Reader reader, Actor actor, CurrentCompany company, LiveNews news, TimeProvider time)
{
    /// <param name="Account">For whom: number (A-17) or id.</param>
    /// <param name="WantedOn">The day it is wanted, earlier than the plan gives.</param>
    /// <param name="Plea">Why it should go before others.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(
        string? Account, Guid Product, int Quantity, DateOnly? WantedOn, string? Plea, decimal? UnitPrice = null, Guid? Plant = null, Guid? Class = null);

    /// <param name="Account">For whom: number or id; may be left out.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record LookRequest(Guid Product, int Quantity, DateOnly? WantedOn, string? Account = null, Guid? Plant = null, Guid? Class = null);

    /// <summary>What it would come to. Nothing is asked or kept by looking.</summary>
    /// <param name="Fits">The plan gives the day without anybody making room.</param>
    public sealed record Preview(DateOnly? GivenOn, bool Fits, bool Possible, long PlanVersion, IReadOnlyList<InsertMoveRow> Moves, InsertCost Cost);

    public async Task<InsertReview> Run(Request request, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var account = await db.AccountCalled(request.Account, cancel);
        if (account is null) errors.Add("account", Words.Say("promise.noAccount", request.Account ?? ""));
        var product = await db.Products.AsNoTracking().FirstOrDefaultAsync(p => p.Id == request.Product, cancel);
        if (product is null) errors.Add("product", Words.Say("quote.product", request.Product));
        if (request.WantedOn is null) errors.Add("wantedOn", Words.Say("insert.noWanted"));
        if (string.IsNullOrWhiteSpace(request.Plea)) errors.Add("plea", Words.Say("insert.noPlea"));
        errors.Longest("plea", request.Plea, InsertReview.TextMax);
        Price(errors, request.UnitPrice);
        errors.ThrowIfAny();
        var plan = await plans.For(request.Plant, request.Product, cancel);
        var question = Question(new(request.Product, request.Quantity, request.WantedOn, Class: request.Class), account);
        var offer = ask.Run(plan, question);
        if (offer.InTime == true) throw new BusinessRuleException("insert.notNeeded", Words.Say("insert.notNeeded", offer.On));
        var review = new InsertReview
        {
            Number = await db.Take<InsertReview>(cancel), Plant = plan.Plant, AccountId = account!.Id, SellerId = account.SellerId ?? reader.SellerId,
            ProductId = request.Product, Quantity = request.Quantity, PromiseClass = request.Class, WantedOn = request.WantedOn!.Value, GivenOn = offer.On,
            TimeZone = offer.TimeZone, TransitDays = offer.TransitDays, ReceivesOn = offer.ReceivesOn, UnitPrice = request.UnitPrice ?? product!.ListPrice ?? 0,
            Currency = product!.Currency ?? (await company.Get(cancel)).BaseCurrency, Plea = request.Plea!.Trim(),
            Asker = actor.UserId, AskedBy = actor.Name, AskedAt = time.GetUtcNow(),
        };
        db.Add(review);
        await Look(review, plan, cancel);
        await db.SaveChangesAsync(cancel);
        news.Publish(InsertTopics.All);
        return review;
    }

    /// <summary>Whose promises would move, before anything is asked.</summary>
    public async Task<Preview> Before(LookRequest request, CancellationToken cancel)
    {
        var plan = await plans.For(request.Plant, request.Product, cancel);
        var question = Question(request, string.IsNullOrWhiteSpace(request.Account) ? null : await db.AccountCalled(request.Account, cancel));
        var offer = ask.Run(plan, question);
        if (offer.InTime == true) return new(offer.On, true, true, plan.Version, [], InsertCost.Of([]));
        Dictionary<long, ShopOrder> open = [];
        var found = await look.Run(plan, question, async numbers => Days(open = await Open(plan.Plant, numbers, cancel), plan));
        var breaking = found.Rooms.Where(r => r.Breaks && open.ContainsKey(r.ShopOrder)).ToList();
        var about = await facts.Of([.. breaking.Select(r => open[r.ShopOrder].Id)], cancel);
        List<InsertMoveRow> rows =
        [
            .. breaking.Select(r => InsertMoveRow.Of(r.ShopOrder, open[r.ShopOrder].PromisedOn!.Value, r.NewOn, about[open[r.ShopOrder].Id]))
                .OrderBy(r => r.FromOn).ThenBy(r => r.ShopOrder),
        ];
        return new(offer.On, false, found.Possible, plan.Version, rows, InsertCost.Of(rows));
    }

    /// <summary>
    /// For the days of an answer that a review could be asked for: by which it would lead nowhere, and why. What can be had by making room is not
    /// among them. Nothing is asked or kept by looking.
    /// </summary>
    internal async Task<Dictionary<DateOnly, string>> WhyNot(DeskFound line, DateReasons reasons, string? account, CancellationToken cancel)
    {
        var not = new Dictionary<DateOnly, string>();
        if (line is not { Product: { } product, Offer: { InTime: not true, NoDate: not NoDateReason.NotInPlan } offer }) return not;
        List<DateOnly> days = line.WantedOn is { } wanted ? [wanted]
            : [.. reasons.Alternatives.Where(a => a.Kind == AlternativeKind.MoveOrders).Select(a => a.On).OfType<DateOnly>().Distinct()];
        if (days.Count == 0) return not;
        var plan = await plans.For(offer.Plant, product.Id, cancel);
        var whose = account is null ? null : await db.AccountCalled(account, cancel);
        foreach (var day in days)
        {
            Dictionary<long, ShopOrder> open = [];
            var found = await look.Run(plan, Question(new(product.Id, line.Quantity, day), whose), async numbers => Days(open = await Open(plan.Plant, numbers, cancel), plan));
            var none = found.Rooms.Where(r => r.NewOn is null && open.ContainsKey(r.ShopOrder)).Select(r => PlantPlan.NameOf(r.ShopOrder)).ToList();
            if (!found.Possible) not[day] = Words.Say("insert.impossible", day);
            else if (none.Count > 0) not[day] = Words.Say("insert.noDayLeft", string.Join(", ", none));
        }
        return not;
    }

    /// <summary>Works the consequences out again on the plan as it is now; what customers said stays where their day is no later than they agreed to.</summary>
    public async Task<InsertReview> Again(string reference, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        review.MustBeOpen();
        await Look(review, await plans.For(review.Plant, review.ProductId, cancel), cancel);
        await InsertTopics.Once(review, () => db.SaveChangesAsync(cancel));
        news.Publish(InsertTopics.All);
        return review;
    }

    private async Task Look(InsertReview review, PlantPlan plan, CancellationToken cancel)
    {
        Dictionary<long, ShopOrder> open = [];
        var offer = ask.Run(plan, Question(review));
        review.GivenOn = offer.On;
        var found = review.Fits ? new(plan.Version, true, [], []) : await look.Run(plan, Question(review), async numbers => Days(open = await Open(review.Plant, numbers, cancel), plan));
        (review.PlanVersion, review.Possible, review.Moving) = (found.PlanVersion, found.Possible, string.Join(',', found.Moving));
        var before = await db.InsertMoves.Where(m => m.ReviewId == review.Id).ToDictionaryAsync(m => m.ShopOrderNumber, cancel);
        var breaking = found.Rooms.Where(r => r.Breaks && open.ContainsKey(r.ShopOrder)).ToList();
        foreach (var gone in before.Values.Where(m => breaking.TrueForAll(r => r.ShopOrder != m.ShopOrderNumber))) db.Remove(gone);
        foreach (var room in breaking)
            if (before.TryGetValue(room.ShopOrder, out var move)) move.ToOn = room.NewOn;
            else if (open[room.ShopOrder] is var order)
                db.Add(new InsertMove
                {
                    ReviewId = review.Id, ShopOrder = order.Id, ShopOrderNumber = order.Number, AccountId = order.AccountId, SellerId = order.SellerId,
                    FromOn = order.PromisedOn!.Value, ToOn = room.NewOn,
                });
    }

    /// <summary>Those of them that are promised: a shop has many more.</summary>
    private Task<Dictionary<long, ShopOrder>> Open(Guid plant, IReadOnlyList<long> numbers, CancellationToken cancel) =>
        db.ShopOrders.AsNoTracking().Where(o => numbers.Contains(o.Number) && o.PlantId == plant && o.State == ShopOrderState.Firm).ToDictionaryAsync(o => o.Number, cancel);

    private static void Price(FieldErrors errors, decimal? price)
    {
        if (price is < 0 or > 1_000_000_000m || (price is { } given && decimal.Round(given, 6) != given)) errors.Add("unitPrice", Words.Say("quote.price", price));
    }

    private static DateQuestion Question(LookRequest request, AccountFacts? account) => new(request.Product, request.Quantity)
        { WantedOn = request.WantedOn, Class = request.Class, TimeZone = account?.TimeZone, TransitDays = account?.TransitDays ?? 0, ReceivesOn = account?.ReceivesOn };

    internal static DateQuestion Question(InsertReview review) => new(review.ProductId, review.Quantity)
        { WantedOn = review.WantedOn, Class = review.PromiseClass, TimeZone = review.TimeZone, TransitDays = review.TransitDays, ReceivesOn = review.ReceivesOn };

    private static Func<long, OrderDays> Days(Dictionary<long, ShopOrder> open, PlantPlan plan) => number => Days(open, plan, number);

    internal static OrderDays Days(Dictionary<long, ShopOrder> open, PlantPlan plan, long number) =>
        open.TryGetValue(number, out var order) ? OrderDays.Of(order) : new(null, plan.TimeZone, 0, null);
}

internal static class FindReview
{
    public static async Task<InsertReview> ReviewNamed(this TrothContext db, string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("R", reference);
        return await db.InsertReviews.FirstOrDefaultAsync(r => id != null ? r.Id == id : r.Number == number, cancel) ?? throw new NotFoundException(Words.Say("insert.named", reference));
    }

    public static async Task<InsertMove> MoveOf(this TrothContext db, InsertReview review, long shopOrder, CancellationToken cancel) =>
        await db.InsertMoves.FirstOrDefaultAsync(m => m.ReviewId == review.Id && m.ShopOrderNumber == shopOrder, cancel)
            ?? throw new NotFoundException(Words.Say("insert.move", $"W-{shopOrder}"));
}

/// <summary>What open pages listen for, and what is said when two act at once.</summary>
internal static class InsertTopics
{
    public const string All = "inserts";

    /// <exception cref="BusinessRuleException">Somebody else decided or answered in the same moment; nothing of this was done.</exception>
    public static async Task<T> Once<T>(InsertReview review, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new BusinessRuleException("insert.meanwhile", Words.Say("insert.meanwhile", review.Label));
        }
    }
}
