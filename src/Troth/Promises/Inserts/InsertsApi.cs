using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Lists;
using Troth.Platform.Web;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>The JSON side of insert reviews.</summary>
internal static class InsertsApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var inserts = app.MapGroup("/api/inserts").WithTags("Insert review");
        inserts.MapGet("", (ListInserts list, [AsParameters] InsertFilter filter, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(filter, ListPlace.From(after, before, limit), cancel)).May(Right.SeePromises).WithSummary("Insert reviews: the open ones first, each newest first");
        inserts.MapPost("", async (AskInsert ask, ReadInsert read, AskInsert.Request request, CancellationToken cancel) =>
        {
            var review = await ask.Run(request, cancel);
            return TypedResults.Created($"/api/inserts/{review.Label}", await read.Run(review.Label, cancel));
        }).May(Right.KeepPromises).WithSummary("Ask that something go before others: shows whose promises would move; nothing moves by it");
        inserts.MapGet("shops", (ListShopDecisions list, CancellationToken cancel) => list.Run(cancel)).May(Right.SeePromises)
            .WithSummary("Shops that were taken though promises became late by it: who, why, and which; the newest first");
        inserts.MapPost("look", (AskInsert ask, AskInsert.LookRequest request, CancellationToken cancel) => ask.Before(request, cancel))
            .May(Right.KeepPromises).WithSummary("Whose promises would move, before anything is asked; nothing is kept");
        inserts.MapGet("{review}", (ReadInsert read, string review, CancellationToken cancel) => read.Run(review, cancel)).May(Right.SeePromises).WithSummary("An insert review and the promises it would move");
        inserts.MapPost("{review}/again", async (AskInsert ask, ReadInsert read, string review, CancellationToken cancel) =>
        {
            await ask.Again(review, cancel);
            return await read.Run(review, cancel);
        }).May(Right.KeepPromises).WithSummary("Work the consequences out again on the plan as it is now");
        inserts.MapPut("{review}/answers/{shopOrder:long}", async (DecideInsert decide, ReadInsert read, string review, long shopOrder, DecideInsert.ConsentRequest request, CancellationToken cancel) =>
        {
            await decide.Answer(review, shopOrder, request, cancel);
            return await read.Run(review, cancel);
        }).May(Right.KeepPromises).WithSummary("Put down what a customer says whose promise would move");
        inserts.MapPut("{review}/asked/{shopOrder:long}", (AskCustomer ask, HttpRequest http, string review, long shopOrder, AskCustomer.Request request, CancellationToken cancel) =>
            ask.Run(review, shopOrder, request, http.Key(), cancel)).May(Right.KeepPromises).WithSummary("Ask a customer whether their promise may move: by mail, and on their own page")
            .WithDescription("An `Idempotency-Key` makes a repeated call mail once; without one, the same within a minute does.");
        inserts.MapPut("{review}/held", (HoldInsert hold, HttpRequest http, string review, CancellationToken cancel) => hold.Run(review, http.Key(), cancel))
            .May(Right.KeepPromises).WithSummary("It fits by now: hold the day as a quote, without anybody making room");
        inserts.MapPut("{review}/seen", (SeeInsert see, string review, CancellationToken cancel) => see.Run(review, cancel))
            .May(Right.KeepPromises).WithSummary("The caller took note of what was decided, and of their promises that moved");
        inserts.MapPut("{review}/done", (DecideInsert decide, HttpRequest http, string review, DecideInsert.Request request, CancellationToken cancel) => decide.Accept(review, request, http.Key(), cancel))
            .May(Right.KeepSchedule).WithSummary("Put it in: by a scheduler who does not gain from it");
        inserts.MapPut("{review}/refused", (DecideInsert decide, string review, DecideInsert.Request request, CancellationToken cancel) => decide.Refuse(review, request, cancel))
            .May(Right.KeepSchedule).WithSummary("It does not go before others, and why");
        inserts.MapPut("{review}/withdrawn", (DecideInsert decide, string review, CancellationToken cancel) => decide.Withdraw(review, cancel))
            .May(Right.KeepPromises).WithSummary("Whoever asked no longer wants it");
    }
}
