using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Platform.Web;
using Troth.Promises.Contracts;
using Troth.Promises.Desk;
using Troth.Promises.Ledger;

namespace Troth.Promises.Inserts;

/// <summary>The routes of the pages of insert review.</summary>
internal static class InsertPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/inserts", async (ListInserts list, ListShopDecisions shops, [AsParameters] InsertFilter filter, string? after, string? before, CancellationToken cancel) =>
            Pages.Show<InsertsPage>(new { Inserts = await list.Run(filter, ListPlace.From(after, before, null), cancel), Filter = filter, Shops = await shops.Run(cancel) })).May(Right.SeePromises).ExcludeFromDescription();
        app.MapGet("/inserts/new", (AskDesk desk, AskInsert ask, string? account, string? product, string? quantity, string? wantedOn, CancellationToken cancel) =>
            New(desk, ask, account, new(product, quantity, wantedOn), null, null, cancel)).May(Right.KeepPromises).ExcludeFromDescription();
        app.MapPost("/inserts", async (HttpContext http, AskDesk desk, AskInsert ask, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var line = new DeskLine(form.Text("product"), form.Text("quantity"), form.Text("wantedOn"));
            return await Pages.Submit(
                async () =>
                {
                    var (view, price) = (await desk.Run(form.Text("account"), [line], cancel), form.Decimal("unitPrice"));
                    form.Errors.ThrowIfAny();
                    if (view.Lines is not [{ Product: { } product } found] || found.Quantity == 0)
                        throw new BadInputException("product", view.Lines is [{ Trouble: { } trouble }] ? trouble : Words.Say("desk.whatThing"));
                    return await ask.Run(new(view.Account?.Label ?? form.Text("account"), product.Id, found.Quantity, found.WantedOn, form["plea"], price), cancel);
                },
                made => Pages.SeeOther($"/inserts/{made.Label}", words["insert.asked"]),
                refusal => New(desk, ask, form.Text("account"), line, form, refusal, cancel));
        }).May(Right.KeepPromises).ExcludeFromDescription();
        app.MapGet("/inserts/{review}", (ReadInsert read, ICustomersPage page, string review, string? act, long? of, CancellationToken cancel) =>
            Show(read, page, review, act, of, null, null, cancel)).May(Right.SeePromises).ExcludeFromDescription();
        Acts(app);
    }

    private static void Acts(IEndpointRouteBuilder app)
    {
        Act(app, "again", Right.KeepPromises, (s, review, _, _, cancel) => s.GetRequiredService<AskInsert>().Again(review, cancel));
        Act(app, "held", Right.KeepPromises, (s, review, _, form, cancel) => s.GetRequiredService<HoldInsert>().Run(review, form.Text("key"), cancel));
        Act(app, "withdrawn", Right.KeepPromises, (s, review, _, _, cancel) => s.GetRequiredService<DecideInsert>().Withdraw(review, cancel));
        Act(app, "seen", Right.KeepPromises, (s, review, _, _, cancel) => s.GetRequiredService<SeeInsert>().Run(review, cancel));
        Act(app, "done", Right.KeepSchedule, (s, review, _, form, cancel) => s.GetRequiredService<DecideInsert>().Accept(review, new(form.Text("reason")), form.Text("key"), cancel));
        Act(app, "refused", Right.KeepSchedule, (s, review, _, form, cancel) => s.GetRequiredService<DecideInsert>().Refuse(review, new(form.Text("reason")), cancel));
        Act(app, "asked/{shopOrder:long}", Right.KeepPromises, (s, review, of, form, cancel) => s.GetRequiredService<AskCustomer>().Run(review, of, new(form.Text("contact")), form.Text("key"), cancel));
        Act(app, "answers/{shopOrder:long}", Right.KeepPromises, (s, review, of, form, cancel) =>
        {
            var (saidOn, on, channel) = (form.Day("saidOn"), form.Day("on"), PromiseChannel.Phone);
            if (form.Text("channel") is { } how && !(Enum.TryParse(how, ignoreCase: true, out channel) && Enum.IsDefined(channel)))
                form.Errors.Add("channel", Words.Say("promise.choose"));
            form.Errors.ThrowIfAny();
            var answer = form.Text("answer") switch
            {
                nameof(InsertConsent.Agreed) => InsertConsent.Agreed, nameof(InsertConsent.Declined) => InsertConsent.Declined, _ => InsertConsent.NotAsked,
            };
            return s.GetRequiredService<DecideInsert>().Answer(review, of, new(answer, channel, form.Text("whom"), form.Text("said"), saidOn, on), cancel);
        });
    }

    /// <summary>What is refused, also for who somebody is, stands in the form with what was typed.</summary>
    private static void Act<T>(IEndpointRouteBuilder app, string act, Right right, Func<IServiceProvider, string, long, FormValues, CancellationToken, Task<T>> run) =>
        app.MapPost($"/inserts/{{review}}/{act}", async (HttpContext http, ReadInsert read, ICustomersPage page, IStringLocalizer<Words> words, string review, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var of = long.TryParse(http.Request.RouteValues["shopOrder"] as string, out var number) ? number : 0;
            var name = act.Split('/')[0];
            return await Pages.Submit(
                async () =>
                {
                    try
                    {
                        return await run(http.RequestServices, review, of, form, cancel);
                    }
                    catch (NotAllowedException not)
                    {
                        throw new BusinessRuleException("notAllowed", not.Message);
                    }
                },
                _ => Pages.SeeOther(Pages.Local(form.Text("back")) ?? $"/inserts/{review}", words[$"insert.did.{name}"]),
                refusal => Show(read, page, review, name, of == 0 ? null : of, form, refusal, cancel));
        }).May(right).ExcludeFromDescription();

    private static async Task<IResult> Show(ReadInsert read, ICustomersPage page, string review, string? act, long? of, FormValues? typed, Refusal? refusal, CancellationToken cancel)
    {
        var view = await read.Run(review, cancel);
        var move = of is null ? null : view.Moves.FirstOrDefault(m => m.ShopOrder == of);
        var readers = act == "asked" && move?.AccountId is { } account ? await page.Readers(account, cancel) : [];
        return Pages.Show<InsertPage>(new { View = view, Act = act, Of = move, Readers = readers, Typed = typed, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> New(AskDesk desk, AskInsert ask, string? account, DeskLine line, FormValues? typed, Refusal? refusal, CancellationToken cancel)
    {
        var view = await desk.Run(account, [line], cancel);
        var found = view.Lines is [var only, ..] ? only : null;
        var preview = found is { Product: { } product, Trouble: null, WantedOn: not null, Quantity: > 0, Offer: not null }
            ? await ask.Before(new(product.Id, found.Quantity, found.WantedOn, view.Account?.Label), cancel) : null;
        return Pages.Show<NewInsertPage>(new { View = view, Line = line, Found = found, Preview = preview, Typed = typed, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }
}
