using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Trading;

/// <summary>The JSON side of account trades.</summary>
internal static class TradingApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/api/trades").WithTags("Account trades");
        all.MapGet("", (ReadBoards read, CancellationToken cancel) => read.List(cancel)).May(Right.SeeTrades).WithSummary("Proposals that you may see, the newest first");
        all.MapPost("", async (MakeBoard make, ReadBoards read, BoardTerms terms, CancellationToken cancel) =>
        {
            var made = await make.Run(terms, cancel);
            return TypedResults.Created($"/api/trades/{made.Label}", await read.Run(made.Label, cancel));
        }).May(Right.AssignAccounts).WithSummary("Propose trades from the Book as it is now").WithDescription("Nothing is moved: a proposal is edited, discussed and accepted account by account.");
        all.MapGet("{board}", (ReadBoards read, string board, CancellationToken cancel) => read.Run(board, cancel)).May(Right.SeeTrades).WithSummary("One proposal as you may see it");
        all.MapPut("{board}/shared", async (EditBoard edit, ReadBoards read, string board, CancellationToken cancel) =>
            await read.Run((await edit.Share(board, cancel)).Label, cancel)).May(Right.AssignAccounts).WithSummary("Let the sellers concerned see the moves of their accounts");
        all.MapPut("{board}/closed", async (EditBoard edit, ReadBoards read, string board, CancellationToken cancel) =>
            await read.Run((await edit.Close(board, cancel)).Label, cancel)).May(Right.AssignAccounts).WithSummary("Close it: what was not accepted stays as it is");
        all.MapPost("{board}/moves", async (EditBoard edit, ReadBoards read, string board, EditBoard.Addition request, CancellationToken cancel) =>
        {
            await edit.Add(board, request, cancel);
            return await read.Run(board, cancel);
        }).May(Right.AssignAccounts).WithSummary("Add a move that was not proposed");
        Moves(all.MapGroup("{board}/moves/{account}"));
    }

    private static void Moves(RouteGroupBuilder one)
    {
        one.MapPut("seller", async (EditBoard edit, ReadBoards read, string board, string account, EditBoard.Change request, CancellationToken cancel) =>
        {
            await edit.Run(board, account, request, cancel);
            return await read.Run(board, cancel);
        }).May(Right.AssignAccounts).WithSummary("Give the account to another seller of the proposal, or take a move in again");
        one.MapPut("dropped", async (EditBoard edit, ReadBoards read, string board, string account, EditBoard.Drop request, CancellationToken cancel) =>
        {
            await edit.LeaveOut(board, account, request, cancel);
            return await read.Run(board, cancel);
        }).May(Right.AssignAccounts).WithSummary("Leave a move out, with the reason");
        one.MapPut("telling", async (TellAndAccept tell, ReadBoards read, string board, string account, TellAndAccept.Telling request, CancellationToken cancel) =>
        {
            await tell.Tell(board, account, request, cancel);
            return await read.Run(board, cancel);
        }).May(Right.AssignAccounts).WithSummary("What the customer is told, by whom and by when");
        one.MapPut("accepted", async (TellAndAccept tell, ReadBoards read, string board, string account, TellAndAccept.Acceptance request, CancellationToken cancel) =>
        {
            await tell.Accept(board, account, request, cancel);
            return await read.Run(board, cancel);
        }).May(Right.AssignAccounts).WithSummary("Accept a move: the account is in other hands at once");
        one.MapPut("told", async (TellAndAccept tell, ReadBoards read, string board, string account, CancellationToken cancel) =>
        {
            await tell.Told(board, account, cancel);
            return await read.Run(board, cancel);
        }).May(Right.SeeTrades).WithSummary("The customer knows");
        one.MapPost("remarks", async (TellAndAccept tell, ReadBoards read, string board, string account, TellAndAccept.Remark request, CancellationToken cancel) =>
        {
            await tell.Say(board, account, request, cancel);
            return await read.Run(board, cancel);
        }).May(Right.SeeTrades).WithSummary("Say what you think of a move");
    }
}
