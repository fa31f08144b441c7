using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Troth.Book.Figures;
using Troth.Book.Questions;
using Troth.Book.WhiteSpace;
using Troth.Identity;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Book;

/// <summary>The room's route table.</summary>
public static class BookEndpoints
{
    internal static void MapBookPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/book", async ([AsParameters] BookFilter filter, ListBook book, BookChoices choices, ListGaps gaps, HttpContext http, CancellationToken cancel) =>
        {
            // A link that somebody shares may name a kind that its reader does not see: to them it does not exist, so it filters nothing.
            if (filter.Kind is { Length: > 0 } && !filter.KnowsKind(await book.Eyes(cancel))) return Results.LocalRedirect(http.Request.With(("kind", null)));
            var listing = await book.Run(filter, cancel);
            var families = listing.State is { } shown && !listing.Eyes.SafeView ? await gaps.Families(shown.Generation, new GapFilter { Seller = filter.Seller, Team = filter.Team, Mine = filter.Mine }, listing.Eyes, cancel) : [];
            return Pages.Show<BookPage>(new { Families = families, Listing = listing, Filter = filter, Drawable = KindCount.Points(listing.Kinds, filter.KindAsked(listing.Eyes)), Choices = await choices.Run(listing.State, cancel) });
        }).May(Right.SeeBook).ExcludeFromDescription();
        app.MapGet("/book/export", ([AsParameters] BookFilter filter, ExportBook export) => Csv(filter, export)).May(Right.SeeBook).ExcludeFromDescription();
        app.MapGet("/book/{account}", (string account, BookFacts facts, ListGaps gaps, CancellationToken cancel) => Evidence(facts, gaps, account, null, null, cancel))
            .May(Right.SeeBook).ExcludeFromDescription();
        app.MapGet("/book/{account}/peers", async (string account, BookFacts facts, CancellationToken cancel) =>
            Pages.Show<PeersPage>(new { Peers = await facts.Peers(account, cancel), Currency = await facts.Currency(cancel) })).May(Right.SeeBook).ExcludeFromDescription();
        app.MapPost("/book/questions/{id:guid}/answer",
            (Guid id, [FromForm] AnswerQuestion.Request request, AnswerQuestion answer, ListQuestions questions, BookFacts facts, ListGaps gaps, IStringLocalizer<Words> words, CancellationToken cancel) =>
                Pages.Submit(() => answer.Run(id, request, cancel), answered => Pages.SeeOther($"/book/{answered.Account}", words["question.answered"]),
                    async refusal => await Evidence(facts, gaps, (await questions.One(id, cancel))?.Account ?? "", request.Answer, refusal, cancel)))
            .May(Right.Claim).ExcludeFromDescription();
    }

    internal static void MapBookApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/book").WithTags("Book");
        api.MapGet("", async ([AsParameters] BookFilter filter, [Description("Rows, 1 to 200.")] int? limit, ListBook book, BookWhy why, CancellationToken cancel) =>
            BookAnswer.Of(await book.Run(filter, cancel, ListPlace.From(null, null, limit).Limit), why)).May(Right.SeeBook)
            .WithSummary("Accounts with what they bought, could buy and are called on the evidence, as the caller may see it");
        api.MapGet("chart", async ([AsParameters] BookFilter filter, ChartBook chart, HttpContext http, CancellationToken cancel) =>
        {
            var drawn = await chart.Run(filter, cancel);
            http.Response.Headers["X-Accounts"] = FormattableString.Invariant($"{drawn.Drawn} of {drawn.Accounts}");
            return drawn.Chart;
        }).May(Right.SeeBook).WithSummary("Potential against bought; more than 2,000 accounts are sampled by lot, and the header X-Accounts says so");
        api.MapGet("export", ([AsParameters] BookFilter filter, ExportBook export) => Csv(filter, export)).May(Right.SeeBook).WithSummary("The same as CSV, all rows");
        api.MapGet("questions", (ListQuestions questions, CancellationToken cancel) => questions.Run(cancel)).May(Right.SeeClaims)
            .WithSummary("Open questions about claims: the caller's own, and for managers those the seller has had time to answer");
        api.MapPut("questions/{id:guid}/answer", (Guid id, AnswerQuestion.Request request, AnswerQuestion answer, CancellationToken cancel) => answer.Run(id, request, cancel))
            .May(Right.Claim).WithSummary("Say why the account is still worth the time");
        api.MapGet("{account}", async ([Description("A-1042, 1042, or the account's id.")] string account, BookFacts facts, BookWhy why, CancellationToken cancel) =>
            EvidenceAnswer.Of(await facts.Run(account, cancel), why)).May(Right.SeeBook).WithSummary("One account's figures with the orders behind them");
        api.MapGet("{account}/peers", (string account, BookFacts facts, CancellationToken cancel) => facts.Peers(account, cancel)).May(Right.SeeBook)
            .WithSummary("The buyers that its potential rests on, the most similar first");
    }

    private static IResult Csv(BookFilter filter, ExportBook export) => CsvAnswer.Of("book.csv", ExportBook.Columns, cancel => export.Run(filter, cancel));

    private static async Task<IResult> Evidence(BookFacts facts, ListGaps gaps, string account, string? answer, Refusal? refusal, CancellationToken cancel)
    {
        var evidence = await facts.Run(account, cancel);
        return Pages.Show<EvidencePage>(new { Evidence = evidence, Gaps = evidence.Figures.Kind is null ? null : await gaps.Of(evidence.Figures.AccountId, cancel), Answer = answer, Refusal = refusal }, refusal?.Status ?? 200);
    }
}
