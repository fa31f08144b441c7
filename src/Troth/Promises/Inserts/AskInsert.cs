using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>Asks that something be made before others, and shows at once whose promises would move. Nothing moves by it.</summary>
public sealed class AskInsert(TrothContext db, PlantPlans plans, AskDate ask, LookAtInsert look, Reader reader, Actor actor, CurrentCompany company, TimeProvider time)
{
    /// <param name="Account">For whom: number (A-17) or id.</param>
    /// <param name="WantedOn">The day it is wanted, earlier than the plan gives.</param>
    /// <param name="Plea">Why it should go before others.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Account, Guid Product, int Quantity, DateOnly? WantedOn, string? Plea, decimal? UnitPrice = null, Guid? Plant = null, Guid? Class = null);

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
        if (request.UnitPrice is < 0 or > 1_000_000_000m || (request.UnitPrice is { } price && decimal.Round(price, 6) != price)) errors.Add("unitPrice", Words.Say("quote.price", request.UnitPrice));
        errors.ThrowIfAny();
        var plan = await plans.For(request.Plant, request.Product, cancel);
        var question = new DateQuestion(request.Product, request.Quantity) { WantedOn = request.WantedOn, Class = request.Class, TimeZone = account!.TimeZone, TransitDays = account.TransitDays ?? 0 };
        var offer = ask.Run(plan, question);
        if (offer.InTime == true) throw new BusinessRuleException("insert.notNeeded", Words.Say("insert.notNeeded", offer.On));
        var review = new InsertReview
        {
            Number = await db.Take<InsertReview>(cancel), Plant = plan.Plant, AccountId = account.Id, SellerId = account.SellerId ?? reader.SellerId, ProductId = request.Product,
            Quantity = request.Quantity, PromiseClass = request.Class, WantedOn = request.WantedOn!.Value, GivenOn = offer.On, TimeZone = offer.TimeZone, TransitDays = offer.TransitDays,
            UnitPrice = request.UnitPrice ?? product!.ListPrice ?? 0, Currency = product!.Currency ?? (await company.Get(cancel)).BaseCurrency, Plea = request.Plea!.Trim(),
            Asker = actor.UserId, AskedBy = actor.Name, AskedAt = time.GetUtcNow(),
        };
        db.Add(review);
        await Look(review, plan, cancel);
        await db.SaveChangesAsync(cancel);
        return review;
    }

    /// <summary>Works the consequences out again on the plan as it is now; what customers said stays where their day is no later than they agreed to.</summary>
    public async Task<InsertReview> Again(string reference, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        review.MustBeOpen();
        await Look(review, await plans.For(review.Plant, review.ProductId, cancel), cancel);
        await db.SaveChangesAsync(cancel);
        return review;
    }

    private async Task Look(InsertReview review, PlantPlan plan, CancellationToken cancel)
    {
        var open = await db.ShopOrders.AsNoTracking().Where(o => o.PlantId == review.Plant && o.State == ShopOrderState.Firm).ToDictionaryAsync(o => o.Number, cancel);
        var found = look.Run(plan, Question(review), number => Days(open, plan, number));
        (review.PlanVersion, review.Possible, review.Moving) = (found.PlanVersion, found.Possible, string.Join(',', found.Moving));
        var before = await db.InsertMoves.Where(m => m.ReviewId == review.Id).ToDictionaryAsync(m => m.ShopOrderNumber, cancel);
        var breaking = found.Rooms.Where(r => r.Breaks && open.ContainsKey(r.ShopOrder)).ToList();
        foreach (var gone in before.Values.Where(m => breaking.TrueForAll(r => r.ShopOrder != m.ShopOrderNumber))) db.Remove(gone);
        foreach (var room in breaking)
            if (before.TryGetValue(room.ShopOrder, out var move)) move.ToOn = room.NewOn;
            else if (open[room.ShopOrder] is var order)
                db.Add(new InsertMove
                {
                    ReviewId = review.Id, ShopOrder = order.Id, ShopOrderNumber = order.Number, AccountId = order.AccountId, SellerId = order.SellerId, FromOn = order.PromisedOn!.Value, ToOn = room.NewOn,
                });
    }

    internal static DateQuestion Question(InsertReview review) => new(review.ProductId, review.Quantity)
        { WantedOn = review.WantedOn, Class = review.PromiseClass, TimeZone = review.TimeZone, TransitDays = review.TransitDays };

    internal static (DateOnly?, string, int) Days(Dictionary<long, ShopOrder> open, PlantPlan plan, long number) =>
        open.TryGetValue(number, out var order) ? (order.PromisedOn, order.TimeZone, order.TransitDays) : (null, plan.TimeZone, 0);
}

internal static class FindReview
{
    public static async Task<InsertReview> ReviewNamed(this TrothContext db, string reference, CancellationToken cancel)
    {
        var (id, number) = Reference.Parse("R", reference);
        return await db.InsertReviews.FirstOrDefaultAsync(r => id != null ? r.Id == id : r.Number == number, cancel) ?? throw new NotFoundException(Words.Say("insert.named", reference));
    }
}
