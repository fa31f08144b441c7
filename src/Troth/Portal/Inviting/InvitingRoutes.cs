using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Lists;
using Troth.Platform.Web;
using Troth.Portal.Access;
using Troth.Portal.Saying;
using Troth.Portal.Seeing;
using Troth.Promises.Contracts;

namespace Troth.Portal.Inviting;

/// <summary>What our own people do about the customer's page: invite to it, look at it, answer what was said there.</summary>
internal static class InvitingRoutes
{
    public sealed record AnswerRequest(string? Answer);

    public static void Map(IEndpointRouteBuilder app)
    {
        MapPages(app);
        MapApi(app);
    }

    private static void MapPages(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/accounts/{account}").ExcludeFromDescription();
        pages.MapGet("/invitations", (TrothContext db, ReadInvitations read, string account, CancellationToken cancel) =>
            Invitations(db, read, account, null, cancel)).May(Right.KeepPortal);
        pages.MapPost("/invitations", async (HttpContext http, TrothContext db, InviteContact invite, ReadInvitations read,
            IStringLocalizer<Words> words, string account, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => invite.Run(account, form.Text("contact"), cancel),
                invited => Pages.SeeOther($"/accounts/{account}/invitations", words["invite.done", invited.Email]),
                refusal => Invitations(db, read, account, refusal, cancel));
        }).May(Right.KeepPortal);
        pages.MapPost("/invitations/{contact}/remove", async (InviteContact invite, IStringLocalizer<Words> words, string account,
            string contact, CancellationToken cancel) =>
        {
            await invite.End(account, contact, cancel);
            return Pages.SeeOther($"/accounts/{account}/invitations", words["invite.ended"]);
        }).May(Right.KeepPortal);
        pages.MapGet("/words", (TrothContext db, ListWords list, string account, CancellationToken cancel) =>
            Said(db, list, account, null, null, null, cancel)).May(Right.SeeAccounts);
        pages.MapPost("/words/{id:guid}/answer", async (HttpContext http, TrothContext db, AnswerWord answer, ListWords list,
            IStringLocalizer<Words> words, string account, Guid id, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var here = await db.AccountHere(account, cancel);
            return await Pages.Submit(
                () => answer.Run(here.Id, id, form["answer"], cancel),
                _ => Pages.SeeOther($"/accounts/{here.Label}", words["word.answer.done"]),
                refusal => Said(db, list, account, id, form["answer"], refusal, cancel));
        }).May(Right.KeepPortal);
        pages.MapGet("/portal", async (TrothContext db, PortalReader portal, ReadOwnOrders orders, ListWords list, DeskForCustomers desk, QuestionsForCustomers questions,
            string account, string? after, string? before, CancellationToken cancel) =>
        {
            await Look(db, portal, account, cancel);
            return await PortalPages.Orders(portal, orders, list, desk, questions, after, before, cancel);
        }).May(Right.KeepPortal);
        pages.MapGet("/portal/orders/{order}", async (TrothContext db, PortalReader portal, ReadOwnOrders orders, string account,
            string order, CancellationToken cancel) =>
        {
            await Look(db, portal, account, cancel);
            return await PortalPages.Order(orders, order, cancel);
        }).May(Right.KeepPortal);
    }

    private static void MapApi(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/accounts/{account}").WithTags("Customer's page");
        api.MapGet("/invitations", async (TrothContext db, ReadInvitations read, string account, CancellationToken cancel) =>
            await read.OfAccount((await db.AccountHere(account, cancel)).Id, cancel)).May(Right.KeepPortal)
                .WithSummary("The people at an account, and who of them is invited to its page");
        api.MapPut("/invitations/{contact}", async (TrothContext db, InviteContact invite, ReadInvitations read, string account,
            string contact, CancellationToken cancel) =>
        {
            var invited = await invite.Run(account, contact, cancel);
            return (await read.OfAccount(invited.AccountId, cancel)).Single(r => r.ContactId == invited.ContactId);
        }).May(Right.KeepPortal).WithSummary("Invites a contact, or sends who is invited another link");
        api.MapDelete("/invitations/{contact}", async (InviteContact invite, string account, string contact, CancellationToken cancel) =>
        {
            await invite.End(account, contact, cancel);
            return TypedResults.NoContent();
        }).May(Right.KeepPortal).WithSummary("Takes an invitation back; links and sign-ins end at once");
        api.MapGet("/words", async (TrothContext db, ListWords list, string account, CancellationToken cancel) =>
        {
            var here = await db.AccountHere(account, cancel);
            return await list.Run(db.CustomerWords.Where(w => w.AccountId == here.Id), ListWords.Most, cancel);
        }).May(Right.SeeAccounts).WithSummary("What they told us on their page, newest first");
        api.MapPut("/words/{id:guid}/answer", async (TrothContext db, AnswerWord answer, ListWords list, string account, Guid id,
            AnswerRequest request, CancellationToken cancel) =>
        {
            await answer.Run((await db.AccountHere(account, cancel)).Id, id, request.Answer, cancel);
            return (await list.Run(db.CustomerWords.Where(w => w.Id == id), 1, cancel)).Single();
        }).May(Right.KeepPortal).WithSummary("Answers what a customer said; they read it on their page");
        api.MapGet("/portal", async (TrothContext db, PortalReader portal, ReadOwnOrders orders, string account, string? after,
            string? before, CancellationToken cancel) =>
        {
            await Look(db, portal, account, cancel);
            return await orders.Run(ListPlace.From(after, before, ReadOwnOrders.Shown), cancel);
        }).May(Right.KeepPortal).WithSummary("The orders as the customer sees them");
        api.MapGet("/portal/orders/{order}", async (TrothContext db, PortalReader portal, ReadOwnOrders orders, string account,
            string order, CancellationToken cancel) =>
        {
            await Look(db, portal, account, cancel);
            return PortalApi.Of(await orders.Find(order, cancel));
        }).May(Right.KeepPortal).WithSummary("One order as the customer sees it");
    }

    /// <summary>From here on this request reads for that customer, and changes nothing.</summary>
    private static async Task Look(TrothContext db, PortalReader portal, string account, CancellationToken cancel)
    {
        var here = await db.AccountHere(account, cancel);
        portal.Looks(here.Id, here.Name, here.Label);
    }

    private static async Task<IResult> Invitations(TrothContext db, ReadInvitations read, string account, Refusal? refusal,
        CancellationToken cancel)
    {
        var here = await db.AccountHere(account, cancel);
        return Pages.Show<InvitationsPage>(new { Account = here, People = await read.OfAccount(here.Id, cancel), Refusal = refusal },
            refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> Said(TrothContext db, ListWords list, string account, Guid? refused, string? typed,
        Refusal? refusal, CancellationToken cancel)
    {
        var here = await db.AccountHere(account, cancel);
        return Pages.Show<WordsPage>(new
        {
            Account = here, Said = await list.Run(db.CustomerWords.Where(w => w.AccountId == here.Id), ListWords.Most, cancel),
                Refused = refused, Typed = typed, Refusal = refusal,
        }, refusal?.Status ?? StatusCodes.Status200OK);
    }
}
