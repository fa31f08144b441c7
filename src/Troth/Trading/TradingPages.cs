using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Trading;

/// <summary>The pages of account trades.</summary>
internal static class TradingPages
{
    private const string Root = "/trades", One = Root + "/{board}", Move = One + "/moves/{account}";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, (ShowTrades show, CancellationToken cancel) => show.All(null, null, cancel)).May(Right.SeeTrades).ExcludeFromDescription();
        app.MapPost(Root, async (HttpContext http, MakeBoard make, ShowTrades show, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(() =>
            {
                var terms = new BoardTerms(form.Text("name"), Guid.TryParse(form.Text("team"), out var team) ? team : null, form.Whole("mostMoves"), form.Whole("stays"), form.Whole("afresh"), form.Whole("least"),
                    form.Whole("most"), form.Decimal("hoursAnAccount"), form.Decimal("hoursAnOrder"), form.Decimal("hourCosts"), form.Text("leftAlone"));
                form.Errors.ThrowIfAny();
                return make.Run(terms, cancel);
            }, made => Pages.SeeOther($"{Root}/{made.Label}"), refusal => show.All(form, refusal, cancel));
        }).May(Right.AssignAccounts).ExcludeFromDescription();
        app.MapGet(One, (ShowTrades show, string board, CancellationToken cancel) => show.One(board, null, null, cancel)).May(Right.SeeTrades).ExcludeFromDescription();
        app.MapPost(One + "/shared", async (EditBoard edit, ShowTrades show, IStringLocalizer<Words> words, string board, CancellationToken cancel) => await Pages.Submit(
            () => edit.Share(board, cancel), _ => Pages.SeeOther($"{Root}/{board}", words["shared.done"]), refusal => show.One(board, null, refusal, cancel))).May(Right.AssignAccounts).ExcludeFromDescription();
        app.MapPost(One + "/closed", async (EditBoard edit, ShowTrades show, IStringLocalizer<Words> words, string board, CancellationToken cancel) => await Pages.Submit(
            () => edit.Close(board, cancel), _ => Pages.SeeOther($"{Root}/{board}", words["closed.done"]), refusal => show.One(board, null, refusal, cancel))).May(Right.AssignAccounts).ExcludeFromDescription();
        app.MapPost(One + "/moves", async (HttpContext http, EditBoard edit, ShowTrades show, string board, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(() => edit.Add(board, new(form.Text("account"), form.Text("to"), form.Text("why")), cancel),
                _ => Pages.SeeOther($"{Root}/{board}"), refusal => show.One(board, form, refusal, cancel));
        }).May(Right.AssignAccounts).ExcludeFromDescription();
        Moves(app);
    }

    private static void Moves(IEndpointRouteBuilder app)
    {
        app.MapGet(Move, (ShowTrades show, string board, string account, CancellationToken cancel) => show.Move(board, account, null, null, null, cancel)).May(Right.SeeTrades).ExcludeFromDescription();
        Form("seller", Right.AssignAccounts, (edit, _, board, account, form, cancel) => edit.Run(board, account, new EditBoard.Change(form.Text("to"), form.Text("why"), form.Version), cancel));
        Form("dropped", Right.AssignAccounts, (edit, _, board, account, form, cancel) => edit.LeaveOut(board, account, new EditBoard.Drop(form.Text("why"), form.Version), cancel));
        Form("telling", Right.AssignAccounts, (_, tell, board, account, form, cancel) =>
        {
            var on = form.Day("on");
            form.Errors.ThrowIfAny();
            return tell.Tell(board, account, new(form.Text("text"), form.Text("by"), on, form.Version), cancel);
        });
        Form("accepted", Right.AssignAccounts, (_, tell, board, account, form, cancel) => tell.Accept(board, account, new(form.Version), cancel));
        Form("told", Right.SeeTrades, (_, tell, board, account, _, cancel) => tell.Told(board, account, cancel));
        Form("remarks", Right.SeeTrades, (_, tell, board, account, form, cancel) => tell.Say(board, account, new(form.Text("text")), cancel));

        void Form(string act, Right right, Func<EditBoard, TellAndAccept, string, string, FormValues, CancellationToken, Task> run) =>
            app.MapPost($"{Move}/{act}", async (HttpContext http, TrothContext db, EditBoard edit, TellAndAccept tell, ShowTrades show, string board, string account, CancellationToken cancel) =>
            {
                var form = await FormValues.Read(http);
                return await Pages.Submit(async () =>
                {
                    await run(edit, tell, board, account, form, cancel);
                    return true;
                }, _ => Pages.SeeOther(Pages.Local(form.Text("back")) ?? $"{Root}/{board}/moves/{account}"), refusal =>
                {
                    // What the refused change had put there is not shown.
                    db.ChangeTracker.Clear();
                    return show.Move(board, account, act, form, refusal, cancel);
                });
            }).May(right).ExcludeFromDescription();
    }
}

/// <summary>Draws the pages, fresh or after a refusal.</summary>
public sealed class ShowTrades(TrothContext db, ReadBoards read, BoardSight sight, CurrentCompany companies, TimeProvider time)
{
    public async Task<IResult> All(FormValues? typed, Refusal? refusal, CancellationToken cancel) => Pages.Show<BoardsPage>(new
    {
        Boards = await read.List(cancel), Typed = typed, Refusal = refusal, sight.Manages,
        Teams = sight.Manages && sight.OnlyTeam is null ? await db.Teams.AsNoTracking().OrderBy(t => t.NameKey).Select(t => new { t.Id, t.Name }).ToListAsync(cancel) is var teams
            ? teams.Select(t => (t.Id.ToString(), t.Name)).ToList() : [] : [],
        Currency = (await companies.Find(cancel))?.BaseCurrency ?? "",
    }, refusal?.Status ?? StatusCodes.Status200OK);

    public async Task<IResult> One(string board, FormValues? typed, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<BoardPage>(new { View = await read.Run(board, cancel), Typed = typed, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);

    /// <param name="act">Which of the page's forms was refused.</param>
    public async Task<IResult> Move(string board, string account, string? act, FormValues? typed, Refusal? refusal, CancellationToken cancel)
    {
        var view = await read.Run(board, cancel);
        var found = await db.AccountCalled(account, cancel);
        var move = view.Moves.FirstOrDefault(m => found is not null && m.Account == $"A-{found.Number}") ?? throw new Platform.Errors.NotFoundException(Words.Say("move.named", account, view.Board));
        return Pages.Show<MovePage>(new { View = view, Move = move, Act = act, Typed = typed, Refusal = refusal, Today = await companies.Today(time, cancel) }, refusal?.Status ?? StatusCodes.Status200OK);
    }
}
