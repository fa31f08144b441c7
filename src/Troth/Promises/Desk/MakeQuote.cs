using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Promises.Ledger;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning;

namespace Troth.Promises.Desk;

/// <summary>Holds dates for an account, from the plan. All lines are held, or none.</summary>
public sealed class MakeQuote(TrothContext db, PlantPlans plans, PlanWriter writer, ShopDesk desk, Reader reader, CurrentCompany company, CompanyDay day, OwnPrices prices)
{
    public const int MostLines = 100;

    /// <param name="Product">The product's id.</param>
    /// <param name="Quantity">Whole pieces.</param>
    /// <param name="WantedOn">The day the customer wants it.</param>
    /// <param name="OfferedOn">
    /// The day that was shown: where it cannot be given by now, the quote is refused with the one that can. Null takes what is given.
    /// </param>
    /// <param name="UnitPrice">Before discount; when null what the account paid last, else the list price where it is in the quote's currency, else none is agreed (0).</param>
    /// <param name="Discount">Share taken off, 0 … 1, to six decimals.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Line(Guid Product, int Quantity, DateOnly? WantedOn = null, DateOnly? OfferedOn = null, decimal? UnitPrice = null, decimal? Discount = null);

    /// <param name="Account">Number or id.</param>
    /// <param name="Contact">Number or id of whom it is for, one of the account's people.</param>
    /// <param name="Channel">How the customer asked, portal excepted: that they do themselves; null where nobody says, and so the order then comes by no known channel.</param>
    /// <param name="Currency">The three letters of ISO 4217; when null that in which the account pays, else that of the first product's price, else the company's own.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Account, IReadOnlyList<Line>? Lines, string? Contact = null, SalesChannel? Channel = null, string? Currency = null, string? CustomerReference = null,
        string? Note = null, Guid? Plant = null, Guid? Class = null);

    /// <summary>What is answered, also to a repeated call.</summary>
    public sealed record Made(Guid Id, string Label);

    /// <summary>One of us holds them: what customers do by themselves is counted by its channel, which therefore is not ours to give.</summary>
    /// <exception cref="BusinessRuleException">A date cannot be given (<c>noDate</c>), or not the one shown (<c>dateLost</c>).</exception>
    public Task<Made> Run(Request request, string? key, CancellationToken cancel) => request.Channel == SalesChannel.Portal
        ? throw new BadInputException("channel", Words.Say("quote.portal")) : Run(request, key, null, cancel);

    /// <param name="also">What else happens in the same turn.</param>
    /// <param name="beyond">Why nothing may be held, by this turn's plan; null: it may. The quote then waits for us as a request.</param>
    /// <param name="same">What a repeated call repeats, where not all of the request is the asker's; null: all of it.</param>
    internal async Task<Made> Run(Request request, string? key, Func<PlanTurn, Quote, Task>? also, CancellationToken cancel, Func<PlanTurn, AccountFacts, Task<string?>>? beyond = null, object? same = null)
    {
        var errors = new FieldErrors();
        var account = await db.AccountCalled(request.Account, cancel);
        if (account is null) errors.Add("account", Words.Say("promise.noAccount", request.Account ?? ""));
        if (request.Lines is not { Count: > 0 and <= MostLines }) errors.Add("lines", Words.Say("quote.lines", request.Lines?.Count ?? 0, MostLines));
        var asked = string.IsNullOrWhiteSpace(request.Currency) ? null : request.Currency.Trim().ToUpperInvariant();
        if (asked is not null && !Orders.Contracts.Currencies.IsKnown(asked)) errors.Add("currency", Words.Say("quote.currency", request.Currency));
        errors.Longest("note", request.Note, Quote.NoteMax);
        errors.Longest("customerReference", request.CustomerReference, Order.ReferenceMax);
        var lines = request.Lines ?? [];
        var ids = lines.Select(l => l.Product).ToList();
        var products = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        for (var i = 0; i < lines.Count; i++)
        {
            if (!products.ContainsKey(lines[i].Product)) errors.Add($"lines[{i}].product", Words.Say("quote.product", lines[i].Product));
            Price(errors, $"lines[{i}].", lines[i].UnitPrice, lines[i].Discount);
        }
        errors.ThrowIfAny();
        var contact = string.IsNullOrWhiteSpace(request.Contact) ? (Guid?)null
            : await db.ContactNamed(request.Contact.Trim(), cancel) ?? throw new BadInputException("contact", Words.Say("promise.noContact", request.Contact));
        if (contact is { } person && !await db.IsContactOf(person, account!.Id, cancel)) throw new BadInputException("contact", Words.Say("quote.otherContact", request.Contact, account.Name));
        // Where nobody named a price it is what the account pays, in its currency; a list price in another currency is no price.
        var own = await prices.Of(account!.Id, [.. lines.Where(l => l.UnitPrice is null).Select(l => l.Product).Distinct()], cancel);
        var currency = asked ?? own.Values.MaxBy(p => p.On)?.Currency ?? await prices.Currency(account.Id, cancel) ?? products[ids[0]].Currency ?? (await company.Get(cancel)).BaseCurrency;
        (decimal Unit, decimal Discount) Priced(Line line) => line.UnitPrice is { } named ? (named, line.Discount ?? 0)
            : own.TryGetValue(line.Product, out var paid) && paid.Currency == currency ? (paid.UnitPrice, line.Discount ?? paid.Discount)
            : (products[line.Product].Currency is { } list && list != currency ? 0 : products[line.Product].ListPrice ?? 0, line.Discount ?? 0);
        var plan = await plans.For(request.Plant, ids[0], cancel);
        return await writer.Write(plan.Plant, key, same ?? request, async turn =>
        {
            var quote = new Quote
            {
                Number = await db.Take<Quote>(cancel), AccountId = account!.Id, ContactId = contact, SellerId = reader.SellerId ?? account.SellerId, Plant = plan.Plant,
                Channel = request.Channel, Currency = currency, CustomerReference = request.CustomerReference, Note = request.Note,
                MadeAt = turn.Now, MadeOn = await day.Today(cancel), HeldUntil = turn.Now.AddHours(turn.Plan.Terms.HoldHours),
            };
            db.Add(quote);
            if (beyond is not null && await beyond(turn, account!) is { } why)
            {
                quote.HeldUntil = turn.Now;
                quote.Requested(turn.Now, why);
                db.AddRange(lines.Select((line, i) => new QuoteLine
                {
                    QuoteId = quote.Id, LineNo = i + 1, ProductId = line.Product, Quantity = line.Quantity, UnitPrice = Priced(line).Unit,
                    Discount = Priced(line).Discount, RequestedOn = line.WantedOn ?? line.OfferedOn, PromisedOn = null, ShopOrder = null,
                }));
                return new Made(quote.Id, quote.Label);
            }
            for (var i = 0; i < lines.Count; i++)
            {
                var (line, id) = (lines[i], Guid.CreateVersion7());
                var held = await desk.Hold(turn, new DateQuestion(line.Product, line.Quantity) { WantedOn = line.WantedOn, Class = request.Class, TimeZone = account.TimeZone, TransitDays = account.TransitDays ?? 0, ReceivesOn = account.ReceivesOn }, line.OfferedOn, quote.HeldUntil,
                    new() { AccountId = account.Id, SellerId = quote.SellerId, RequestedOn = line.WantedOn, SourceKind = "quoteLine", SourceId = id }, cancel);
                if (!held.Done) throw ShopDesk.Refused(held);
                db.Add(new QuoteLine
                {
                    Id = id, QuoteId = quote.Id, LineNo = i + 1, ProductId = line.Product, Quantity = line.Quantity, UnitPrice = Priced(line).Unit,
                    Discount = Priced(line).Discount, RequestedOn = line.WantedOn, PromisedOn = held.Order!.PromisedOn!.Value, ShopOrder = held.Order.Id,
                });
            }
            if (also is not null) await also(turn, quote);
            return new Made(quote.Id, quote.Label);
        }, cancel);
    }

    internal static void Price(FieldErrors errors, string line, decimal? price, decimal? discount)
    {
        if (price is < 0 or > 1_000_000_000m) errors.Add(line + "unitPrice", Words.Say("quote.price", price));
        else if (price is { } given && decimal.Round(given, 6) != given) errors.Add(line + "unitPrice", Words.Say("quote.decimals", given));
        if (discount is < 0 or > 1) errors.Add(line + "discount", Words.Say("quote.discount", discount));
        else if (discount is { } share && decimal.Round(share, 6) != share) errors.Add(line + "discount", Words.Say("quote.discountDecimals", share));
    }
}
