using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Book.Asked;

/// <summary>The routes of what was said an account could buy.</summary>
internal static class EstimateRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/book/{account}/potential", (string account, ShowEstimates show, CancellationToken cancel) => show.Run(account, null, null, cancel))
            .May(Right.SeeBook).ExcludeFromDescription();
        app.MapPost("/book/{account}/potential", async (string account, HttpContext http, RecordEstimate record, ShowEstimates show, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(() => record.Run(account, Request(form), cancel), _ => Pages.SeeOther($"/book/{account}/potential", words["estimate.kept"]),
                refusal => show.Run(account, form, refusal, cancel));
        }).May(Right.EstimatePotential).ExcludeFromDescription();
        app.MapPost("/book/{account}/potential/{id:guid}/withdraw", (string account, Guid id, WithdrawEstimate withdraw, ShowEstimates show, IStringLocalizer<Words> words, CancellationToken cancel) =>
            Pages.Submit(() => withdraw.Run(account, id, cancel), _ => Pages.SeeOther($"/book/{account}/potential", words["estimate.withdrawn"]),
                refusal => show.Run(account, null, refusal, cancel))).May(Right.EstimatePotential).ExcludeFromDescription();

        var api = app.MapGroup("/api/book/{account}/potential").WithTags("Book");
        api.MapGet("", (string account, ListEstimates list, CancellationToken cancel) => list.Run(account, cancel)).May(Right.SeeBook)
            .WithSummary("What similar accounts say it could buy, and what was asked or guessed, newest first");
        api.MapPost("", async Task<Results<Created<EstimatesOf>, JsonHttpResult<ProblemDetails>>> (
            string account, RecordEstimate.Request request, RecordEstimate record, ListEstimates list, CancellationToken cancel) =>
        {
            try
            {
                await record.Run(account, request, cancel);
            }
            catch (BadInputException asked) when (asked.Errors.ContainsKey(RecordEstimate.Sure))
            {
                return IsItMeant(asked);
            }

            return TypedResults.Created($"/api/book/{Uri.EscapeDataString(account)}/potential", await list.Run(account, cancel));
        }).May(Right.EstimatePotential).WithSummary("Put down what the customer said it could buy in twelve months, or a guess");
        api.MapDelete("{id:guid}", async (string account, Guid id, WithdrawEstimate withdraw, ListEstimates list, CancellationToken cancel) =>
        {
            await withdraw.Run(account, id, cancel);
            return await list.Run(account, cancel);
        }).May(Right.EstimatePotential).WithSummary("Withdraw one put down by mistake; it stays to be read");
    }

    /// <summary>The question of a form, to a program: nothing is wrong, and nothing is kept until it is answered.</summary>
    private static JsonHttpResult<ProblemDetails> IsItMeant(BadInputException asked)
    {
        const int status = StatusCodes.Status422UnprocessableEntity;
        var problem = new ProblemDetails { Title = ReasonPhrases.GetReasonPhrase(status), Status = status, Detail = asked.Errors[RecordEstimate.Sure][0] };
        problem.Extensions["code"] = "potential.farOff";
        problem.Extensions["errors"] = asked.Errors;
        return TypedResults.Json(problem, contentType: "application/problem+json", statusCode: status);
    }

    private static RecordEstimate.Request Request(FormValues form)
    {
        var request = new RecordEstimate.Request
        {
            Amount = form.Decimal("amount"), Currency = form.Text("currency"), Source = form.Text("source"), Contact = form.Text("contact"),
            GivenOn = form.Day("givenOn"), ExpiresOn = form.Day("expiresOn"), Note = form.Text("note"),
            Sure = form[RecordEstimate.Sure] == "true",
        };
        form.Errors.ThrowIfAny();
        return request;
    }
}

/// <summary>Draws the page of one account's estimates, and the form to add one.</summary>
public sealed class ShowEstimates(ListEstimates list, BookFacts facts, ReaderSettings settings)
{
    public async Task<IResult> Run(string account, FormValues? typed, Refusal? refusal, CancellationToken cancel)
    {
        if (settings.SafeView) return Results.LocalRedirect($"/book/{Uri.EscapeDataString(account)}");
        var id = await facts.Find(account, cancel);
        var estimates = await list.Run(account, cancel);
        return Pages.Show<EstimatesPage>(new
        {
            Estimates = estimates, Row = await facts.Row(id, cancel), People = estimates.MayAdd ? await list.People(id, cancel) : [],
            Currencies = estimates.MayAdd ? await list.Currencies(estimates.Currency, cancel) : [], Typed = typed, Refusal = refusal,
        }, refusal?.Status ?? StatusCodes.Status200OK);
    }
}
