using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Promises.Desk;

/// <summary>The routes of the pages of quotes.</summary>
internal static class QuotePages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/quotes", async (ListQuotes list, [AsParameters] QuoteFilter filter, string? sort, string? after, string? before, CancellationToken cancel) =>
            Pages.Show<QuotesPage>(new { Quotes = await list.Run(filter, sort, ListPlace.From(after, before, null), cancel), Filter = filter, Sort = sort })).May(Right.SeePromises).ExcludeFromDescription();
        app.MapGet("/quotes/export", (ListQuotes list, [AsParameters] QuoteFilter filter) => CsvAnswer.Of("quotes.csv", ListQuotes.Columns, cancel => list.Export(filter, cancel)))
            .May(Right.SeePromises).ExcludeFromDescription();
        app.MapGet("/quotes/{quote}", (ReadQuote read, string quote, string? act, CancellationToken cancel) => Show(read, quote, act, null, null, cancel)).May(Right.SeePromises).ExcludeFromDescription();
        Act(app, "sent", (s, quote, form, cancel) => s.GetRequiredService<SendQuote>().Run(quote, new(form.Text("contact")), form.Text("key"), cancel));
        Act(app, "confirmed", (s, quote, form, cancel) => s.GetRequiredService<EndQuote>().Confirm(quote, form.Text("key"), cancel));
        Act(app, "declined", (s, quote, form, cancel) => s.GetRequiredService<EndQuote>().Release(quote, QuoteState.Declined, form.Text("key"), cancel));
        Act(app, "held", (s, quote, form, cancel) =>
        {
            var hours = form.Whole("hours");
            form.Errors.ThrowIfAny();
            if (hours is not (> 0 and <= EndQuote.LongestHoldDays * 24)) throw new BadInputException("hours", Words.Say("quote.hours", hours ?? 0, EndQuote.LongestHoldDays * 24));
            return s.GetRequiredService<EndQuote>().Extend(quote, s.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(hours.Value), form.Text("key"), cancel);
        });
        Act(app, "again", (s, quote, form, cancel) => s.GetRequiredService<Requote>().All(quote, form.Text("key"), cancel));
        Act(app, "line", (s, quote, form, cancel) =>
        {
            var (line, quantity, wanted, price) = (form.Whole("lineNo"), form.Whole("quantity"), form.Day("wantedOn"), form.Decimal("unitPrice"));
            form.Errors.ThrowIfAny();
            return s.GetRequiredService<Requote>().Line(quote, line ?? 0, new(quantity, wanted, price), form.Text("key"), cancel);
        });
    }

    private static void Act<T>(IEndpointRouteBuilder app, string act, Func<IServiceProvider, string, FormValues, CancellationToken, Task<T>> run) =>
        app.MapPost($"/quotes/{{quote}}/{act}", async (HttpContext http, ReadQuote read, IStringLocalizer<Words> words, string quote, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => run(http.RequestServices, quote, form, cancel),
                _ => Pages.SeeOther($"/quotes/{quote}", words[$"quote.did.{act}", quote]),
                refusal => Show(read, quote, act, form, refusal, cancel));
        }).May(Right.KeepPromises).ExcludeFromDescription();

    private static async Task<IResult> Show(ReadQuote read, string quote, string? act, FormValues? typed, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<QuotePage>(new { View = await read.Run(quote, cancel), Act = act, Typed = typed, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
}
