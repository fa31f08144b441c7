using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>The JSON side of the promise desk.</summary>
internal static class QuotesApi
{
    public sealed record LineAnswer(int LineNo, Guid Product, string Name, string Code, int Quantity, decimal UnitPrice, decimal Discount, DateOnly? RequestedOn, DateOnly? PromisedOn, string? ShopOrder, ShopOrderState? State);

    public sealed record QuoteAnswer(Guid Id, string Label, int Version, Guid Account, Guid? Contact, Guid? Seller, QuoteState State, bool Expired, SalesChannel? Channel, string Currency,
        string? CustomerReference, string? Note, DateTimeOffset MadeAt, DateTimeOffset? RequestedAt, DateTimeOffset? HeldUntil, DateTimeOffset? SentAt, DateTimeOffset? EndedAt, string? EndedBy, Guid? Order, IReadOnlyList<LineAnswer> Lines);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Until(DateTimeOffset? HeldUntil);

    public static void Map(IEndpointRouteBuilder app)
    {
        var quotes = app.MapGroup("/api/quotes").WithTags("Promise desk");
        quotes.MapPost("", async (MakeQuote make, HttpRequest http, MakeQuote.Request request, CancellationToken cancel) =>
        {
            var made = await make.Run(request, http.Key(), cancel);
            return TypedResults.Created($"/api/quotes/{made.Label}", made);
        }).May(Right.KeepPromises).WithSummary("Hold dates for an account, from the plan")
            .WithDescription("All lines are held, or none. A date cannot be given: it is what the plan answers. An `Idempotency-Key` makes a repeated call count once.");
        quotes.MapGet("", (ListQuotes list, [AsParameters] QuoteFilter filter, string? sort, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(filter, sort, Platform.Lists.ListPlace.From(after, before, limit), cancel)).May(Right.SeePromises).WithSummary("Quotes, newest first or those whose hold ends first");
        quotes.MapGet("export", (ListQuotes list, [AsParameters] QuoteFilter filter) => Platform.Web.CsvAnswer.Of("quotes.csv", ListQuotes.Columns, cancel => list.Export(filter, cancel)))
            .May(Right.SeePromises).WithSummary("The filtered quotes as CSV");
        quotes.MapPut("{quote}/sent", (SendQuote send, HttpRequest http, string quote, SendQuote.Request request, CancellationToken cancel) => send.Run(quote, request, http.Key(), cancel))
            .May(Right.KeepPromises).WithSummary("Mail it to a contact who is invited to the customer's page")
            .WithDescription("An `Idempotency-Key` makes a repeated call mail once; without one, the same to the same within a minute does.");
        quotes.MapPut("{quote}/lines/{line:int}", (Requote requote, HttpRequest http, string quote, int line, Requote.NewLine request, CancellationToken cancel) =>
            requote.Line(quote, line, request, http.Key(), cancel)).May(Right.KeepPromises).WithSummary("Ask again for a line that is wanted otherwise");
        quotes.MapPut("{quote}/again", (Requote requote, HttpRequest http, string quote, CancellationToken cancel) => requote.All(quote, http.Key(), cancel))
            .May(Right.KeepPromises).WithSummary("Ask again for all lines of a quote whose hold has ended, or that a customer requested: held as from now");
        quotes.MapGet("{quote}", (TrothContext db, TimeProvider time, string quote, CancellationToken cancel) => Read(db, time, quote, cancel)).May(Right.SeePromises).WithSummary("A quote and its lines, by number (Q-12) or id");
        quotes.MapPut("{quote}/confirmed", (EndQuote end, HttpRequest http, string quote, CancellationToken cancel) => end.Confirm(quote, http.Key(), cancel))
            .May(Right.KeepPromises).WithSummary("The customer said yes: the held dates become promises and the quote an order");
        quotes.MapPut("{quote}/declined", (EndQuote end, HttpRequest http, string quote, CancellationToken cancel) => end.Release(quote, QuoteState.Declined, http.Key(), cancel))
            .May(Right.KeepPromises).WithSummary("The customer said no: what it held is free again");
        quotes.MapPut("{quote}/withdrawn", (EndQuote end, HttpRequest http, string quote, CancellationToken cancel) => end.Release(quote, QuoteState.Withdrawn, http.Key(), cancel))
            .May(Right.KeepPromises).WithSummary("Take a quote back: what it held is free again");
        quotes.MapPut("{quote}/held", (EndQuote end, HttpRequest http, string quote, Until until, CancellationToken cancel) =>
            end.Extend(quote, until.HeldUntil ?? throw new BadInputException("heldUntil", Words.Say("quote.noUntil")), http.Key(), cancel))
            .May(Right.KeepPromises).WithSummary("Hold the same dates longer, or less long");
        const string once = "Plan, order and promise change together, or nothing does. An `Idempotency-Key` makes a repeated call count once.";
        var orders = app.MapGroup("/api/shop-orders").WithTags("Promise desk");
        orders.MapPut("{order}/quantity", (ChangeDelivery change, HttpRequest http, string order, ChangeDelivery.NewQuantity request, CancellationToken cancel) =>
            change.Quantity(order, request, http.Key(), cancel)).May(Right.KeepPromises).WithSummary("The customer wants another quantity by the same day")
            .WithDescription(once + " Fewer are what is promised only with the customer's word (`whom`, `channel`), told before it is due; without it fewer are short.");
        orders.MapPut("{order}/cancelled", (ChangeDelivery change, HttpRequest http, string order, ChangeDelivery.Cancellation request, CancellationToken cancel) =>
            change.Cancel(order, request, http.Key(), cancel)).May(Right.KeepPromises).WithSummary("The rest of it is not delivered any more")
            .WithDescription(once + " With the customer's word (`whom`, `channel`), told before it is due, the promise is given back; without it we have broken it.");
        var promises = app.MapGroup("/api/promises").WithTags("Promise desk");
        promises.MapPost("{promise}/renegotiation", (Renegotiate renegotiate, HttpRequest http, string promise, Renegotiate.Request request, CancellationToken cancel) =>
            renegotiate.Run(promise, request, http.Key(), cancel)).May(Right.KeepPromises)
            .WithSummary("The customer was told of the first day that the plan can keep; with their yes it becomes the day")
            .WithDescription(once + " When its moment has passed the new day says when it is expected, and the promise stays not kept.");
        promises.MapPut("{promise}/returned", (TakeBack take, HttpRequest http, string promise, TakeBack.Request request, CancellationToken cancel) =>
            take.Run(promise, request, http.Key(), cancel)).May(Right.KeepPromises).WithSummary("What was delivered came back for our fault").WithDescription(once);
    }

    private static async Task<QuoteAnswer> Read(TrothContext db, TimeProvider time, string reference, CancellationToken cancel)
    {
        var q = await db.QuoteNamed(reference, cancel);
        var lines = await (from line in db.QuoteLines
                           join product in db.Products on line.ProductId equals product.Id
                           join o in db.ShopOrders on line.ShopOrder equals (Guid?)o.Id into held
                           from order in held.DefaultIfEmpty()
                           where line.QuoteId == q.Id
                           orderby line.LineNo
                           select new { line, product.Name, product.Code, Number = (long?)order.Number, State = (ShopOrderState?)order.State }).AsNoTracking().ToListAsync(cancel);
        return new(q.Id, q.Label, q.Version, q.AccountId, q.ContactId, q.SellerId, q.State, q.HasExpired(time.GetUtcNow()), q.Channel, q.Currency, q.CustomerReference, q.Note, q.MadeAt, q.RequestedAt, q.Holds ? q.HeldUntil : null,
            q.SentAt, q.EndedAt, q.EndedBy, q.OrderId,
            [.. lines.Select(l => new LineAnswer(l.line.LineNo, l.line.ProductId, l.Name, l.Code, l.line.Quantity, l.line.UnitPrice, l.line.Discount, l.line.RequestedOn, l.line.PromisedOn, l.Number is { } w ? $"W-{w}" : null, l.State))]);
    }
}
