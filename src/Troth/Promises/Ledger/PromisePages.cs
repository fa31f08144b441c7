using Microsoft.Extensions.Localization;
using Troth.Accounts.Contracts;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Lists;
using Troth.Platform.Web;
using Troth.Promises.Desk;

namespace Troth.Promises.Ledger;

/// <summary>The routes of the ledger's pages.</summary>
internal static class PromisePages
{
    private const int ChangesShown = 20;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/promises", async (ListPromises list, [AsParameters] PromiseFilter filter, string? sort, string? after, string? before, CancellationToken cancel) =>
            Pages.Show<PromisesPage>(new { Promises = await list.Run(filter, sort, ListPlace.From(after, before, null), cancel), Filter = filter, Sort = sort ?? "-due" }))
            .May(Right.SeePromises).ExcludeFromDescription();
        app.MapGet("/promises/export", (ExportPromises export, [AsParameters] PromiseFilter filter) => Csv(export, filter)).May(Right.SeePromises).ExcludeFromDescription();
        app.MapGet("/promises/new", async (TrothContext db, CompanyDay day, string? account, CancellationToken cancel) =>
        {
            var (id, number) = Reference.Parse("A", account ?? "");
            var named = account is null ? null : await db.AccountFacts.Where(a => id != null ? a.Id == id : a.Number == number).Select(a => (long?)a.Number).FirstOrDefaultAsync(cancel);
            return Pages.Show<NewPromisePage>(new { Typed = new Dictionary<string, string?> { ["account"] = named is { } found ? $"A-{found}" : account }, Today = await day.Today(cancel) });
        }).May(Right.KeepPromises).ExcludeFromDescription();
        app.MapPost("/promises", async (HttpContext http, MakePromise make, CompanyDay day, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var today = await day.Today(cancel);
            return await Pages.Submit(
                () => make.Run(PromiseForm.Made(form), cancel),
                made => Pages.SeeOther($"/promises/{made.Label}", words["made"]),
                refusal => Pages.Show<NewPromisePage>(new { Typed = PromiseForm.Typed(form), Today = today, Refusal = refusal }, refusal.Status));
        }).May(Right.KeepPromises).ExcludeFromDescription();
        app.MapGet("/promises/{promise}", (ReadPromise read, string promise, string? act, CancellationToken cancel) => Show(read, promise, act, null, null, cancel))
            .May(Right.SeePromises).ExcludeFromDescription();
        app.MapGet("/promises/{promise}/history", async (ReadPromise read, ListChanges list, string promise, string? after, string? before, CancellationToken cancel) =>
        {
            var view = await read.Run(promise, cancel);
            return Pages.Show<PromiseHistory>(new { view.Promise, Changes = await list.Run(view.Promise, ListPlace.From(after, before, ChangesShown), null, cancel) });
        }).May(Right.SeePromises).ExcludeFromDescription();
        Act(app, "kept", (services, promise, _, cancel) => services.GetRequiredService<KeepPromise>().Run(promise, cancel));
        Act(app, "broken", (services, promise, form, cancel) => services.GetRequiredService<BreakPromise>().Run(promise, new(PromiseForm.Cause(form), form.Text("text")), cancel));
        Act(app, "withdrawn", (services, promise, form, cancel) => services.GetRequiredService<WithdrawPromise>().Run(promise, new(form.Text("text")), cancel));
        Act(app, "reopened", (services, promise, form, cancel) => services.GetRequiredService<ReopenPromise>().Run(promise, new(PromiseForm.Cause(form), form.Text("text")), cancel));
        Act(app, "renegotiation", (services, promise, form, cancel) => services.GetRequiredService<Renegotiate>().Run(promise, PromiseForm.Renegotiated(form), form.Text("key"), cancel));
        Act(app, "cancelled", async (services, promise, form, cancel) => await services.GetRequiredService<ChangeDelivery>()
            .Cancel(await services.GetRequiredService<ReadPromise>().ShopOrder(promise, cancel), new(form.Text("text"), form.Text("whom"), PromiseForm.Channel(form)), form.Text("key"), cancel));
        Act(app, "quantity", async (services, promise, form, cancel) =>
        {
            var quantity = form.Whole("quantity");
            form.Errors.ThrowIfAny();
            return await services.GetRequiredService<ChangeDelivery>().Quantity(await services.GetRequiredService<ReadPromise>().ShopOrder(promise, cancel),
                new(quantity, form.Text("whom"), PromiseForm.Channel(form)), form.Text("key"), cancel);
        });
        Act(app, "returned", (services, promise, form, cancel) => services.GetRequiredService<TakeBack>().Run(promise, new(PromiseForm.Cause(form), form.Text("text")), form.Text("key"), cancel));
        Act(app, "message", (services, promise, form, cancel) => services.GetRequiredService<TellCustomer>().Run(promise, new(form.Text("text"), form.Text("contact")), form.Text("key"), cancel));
        Act(app, "told", (services, promise, form, cancel) => services.GetRequiredService<TellPromise>().Run(promise, PromiseForm.Told(form), cancel));
    }

    public static IResult Csv(ExportPromises export, PromiseFilter filter) => CsvAnswer.Of("promises.csv", ExportPromises.Columns, cancel => export.Run(filter, cancel));

    private static void Act<T>(IEndpointRouteBuilder app, string act, Func<IServiceProvider, string, FormValues, CancellationToken, Task<T>> run) =>
        app.MapPost($"/promises/{{promise}}/{act}", async (HttpContext http, ReadPromise read, IStringLocalizer<Words> words, string promise, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => run(http.RequestServices, promise, form, cancel),
                done => Pages.SeeOther(Pages.Local(form.Text("back")) ?? $"/promises/{promise}", words[$"did.{act}", promise]),
                refusal => Show(read, promise, act, PromiseForm.Typed(form), refusal, cancel));
        }).May(Right.KeepPromises).ExcludeFromDescription();

    private static async Task<IResult> Show(ReadPromise read, string promise, string? act, IReadOnlyDictionary<string, string?>? typed, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<PromisePage>(new { View = act == "message" ? await read.Drafted(promise, cancel) : await read.Run(promise, cancel), Act = act, Typed = typed, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
}
