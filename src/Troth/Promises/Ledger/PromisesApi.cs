using Troth.Identity;
using Troth.Platform.History;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Promises.Ledger;

/// <summary>The JSON side of the ledger: the same use cases as the pages.</summary>
internal static class PromisesApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        MapLinks(app);
        var promises = app.MapGroup("/api/promises").WithTags("Promises");
        promises.MapGet("", (ListPromises list, [AsParameters] PromiseFilter filter, string? sort, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(filter, sort, ListPlace.From(after, before, limit), cancel)).May(Right.SeePromises).WithSummary("Promises, filtered and ordered by first due date, a page at a time");
        promises.MapGet("export", (ExportPromises export, [AsParameters] PromiseFilter filter) => PromisePages.Csv(export, filter)).May(Right.SeePromises).WithSummary("The filtered promises as CSV");
        promises.MapPost("", async (MakePromise make, ReadPromise read, MakePromise.Request request, CancellationToken cancel) =>
        {
            var made = await make.Run(request, cancel);
            return TypedResults.Created($"/api/promises/{made.Label}", PromiseDetails.Of(await read.Run(made.Label, cancel)));
        }).May(Right.KeepPromises).WithSummary("Put down a promise of any kind but a delivery");
        promises.MapGet("{promise}", async (ReadPromise read, string promise, CancellationToken cancel) => PromiseDetails.Of(await read.Run(promise, cancel)))
            .May(Right.SeePromises).WithSummary("A promise");
        promises.MapGet("{promise}/changes", async (ListChanges list, ReadPromise read, string promise, string? after, string? before, int? limit, CancellationToken cancel) =>
            await list.Run((await read.Run(promise, cancel)).Promise, ListPlace.From(after, before, limit), null, cancel)).May(Right.SeePromises).WithSummary("The history of a promise");
        promises.MapPut("{promise}/kept", (KeepPromise keep, ReadPromise read, string promise, CancellationToken cancel) => Ended(() => keep.Run(promise, cancel), read, promise, cancel))
            .May(Right.KeepPromises).WithSummary("Say that it is done, now");
        promises.MapPut("{promise}/broken", (BreakPromise broken, ReadPromise read, string promise, BreakPromise.Request request, CancellationToken cancel) =>
            Ended(() => broken.Run(promise, request, cancel), read, promise, cancel)).May(Right.KeepPromises).WithSummary("Say that it is not kept, and why");
        promises.MapPut("{promise}/withdrawn", (WithdrawPromise withdraw, ReadPromise read, string promise, WithdrawPromise.Request request, CancellationToken cancel) =>
            Ended(() => withdraw.Run(promise, request, cancel), read, promise, cancel)).May(Right.KeepPromises).WithSummary("Say that the customer gave it back by their own wish");
        promises.MapPut("{promise}/reopened", (ReopenPromise reopen, ReadPromise read, string promise, ReopenPromise.Request request, CancellationToken cancel) =>
            Ended(() => reopen.Run(promise, request, cancel), read, promise, cancel)).May(Right.KeepPromises).WithSummary("Say that what was done was short, wrong, or came back for our fault");
        promises.MapGet("{promise}/message", async (ReadPromise read, string promise, CancellationToken cancel) => (await read.Drafted(promise, cancel)).Draft)
            .May(Right.KeepPromises).WithSummary("What we would tell the customer of a delivery in danger, to be changed before it leaves");
        promises.MapPost("{promise}/message", (Desk.TellCustomer tell, HttpRequest http, string promise, Desk.TellCustomer.Request request, CancellationToken cancel) =>
            tell.Run(promise, request, http.Key(), cancel)).May(Right.KeepPromises).WithSummary("Mail it: told from that moment, and seen on the customer's page");
        promises.MapPost("{promise}/told", (TellPromise tell, ReadPromise read, string promise, TellPromise.Request request, CancellationToken cancel) =>
            Ended(() => tell.Run(promise, request, cancel), read, promise, cancel)).May(Right.KeepPromises).WithSummary("Say that the customer was told of a slip, of which later day, and what they said");
    }

    private static void MapLinks(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/orders/{order}/promises", (ListOrderPromises list, string order, CancellationToken cancel) => list.Run(order, cancel))
            .May(Right.SeePromises).WithTags("Promises").WithSummary("Shop orders and promises of an order, line by line");
        app.MapGet("/api/schedule/orders/{order}/links", async (FindSource find, Schedule.Contracts.PlannedOrders orders, string order, CancellationToken cancel) =>
            await find.Of((await orders.Find(order, false, cancel)).Id, cancel)).May(Right.SeePromises).WithTags("Promises").WithSummary("The order, the quote or review, and the promise of a shop order");
    }

    private static async Task<PromiseDetails> Ended(Func<Task<Promise>> act, ReadPromise read, string promise, CancellationToken cancel)
    {
        await act();
        return PromiseDetails.Of(await read.Run(promise, cancel));
    }
}
