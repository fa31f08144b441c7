using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.History;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>The JSON side of this room: the same use cases as the pages.</summary>
internal static class AccountsApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var accounts = app.MapGroup("/api/accounts").WithTags("Accounts");
        accounts.MapGet("", (ListAccounts list, [AsParameters] AccountFilter filter, string? sort, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(filter, sort, ListPlace.From(after, before, limit), cancel))
            .May(Right.SeeAccounts).WithSummary("Accounts, filtered and ordered, a page at a time");
        accounts.MapGet("export", (ExportAccounts export, [AsParameters] AccountFilter filter) => AccountPages.Csv(export, filter))
            .May(Right.SeeAccounts).WithSummary("All accounts that a filter lets through, as CSV that can be imported again")
            .Produces<string>(contentType: "text/csv");
        accounts.MapPost("", async (CreateAccount create, ReadAccount read, AccountInput input, CancellationToken cancel) =>
        {
            var account = await create.Run(input, cancel);
            return TypedResults.Created($"/api/accounts/{account.Id}", AccountAnswer.Of(await read.Run(account.Label, cancel)));
        }).May(Right.EditAccounts).WithSummary("Add an account").WithDescription("It is looked after by the caller, when the caller is a seller.");
        accounts.MapGet("{account}", async (ReadAccount read, string account, CancellationToken cancel) => AccountAnswer.Of(await read.Run(account, cancel)))
            .May(Right.SeeAccounts).WithSummary("An account, by number (A-1042) or id");
        accounts.MapPatch("{account}", async (EditAccount edit, ReadAccount read, MergePatch patch, string account, JsonElement changes, CancellationToken cancel) =>
        {
            var changed = await edit.Run(account, now => patch.Apply(now, changes), cancel);
            return AccountAnswer.Of(await read.Run(changed.Label, cancel));
        }).May(Right.EditAccounts).Accepts<AccountInput>("application/merge-patch+json", "application/json").WithSummary("Change an account")
            .WithDescription("Members left out stay as they are. Send `version` as you read it: when somebody saved meanwhile, the answer is 409 with code `stale`.");
        accounts.MapPut("{account}/seller", async (AssignAccount assign, ReadAccount read, string account, AssignAccount.Request request, CancellationToken cancel) =>
        {
            var changed = await assign.Run(account, request, cancel);
            return AccountAnswer.Of(await read.Run(changed.Label, cancel));
        }).May(Right.AssignAccounts).WithSummary("Say who looks after an account")
            .WithDescription("Managers of a team among its sellers, and from nobody to one of them; other managers and administrators among all.");
        accounts.MapGet("{account}/claims", async (ReadAccount read, string account, CancellationToken cancel) => (await read.Run(account, cancel)).Claims)
            .May(Right.SeeClaims).WithSummary("What was claimed, newest first")
            .WithDescription("Empty unless the caller looks after the account, manages who does, or administers. `counts` tells the word of who looks after it now; earlier sellers' is for managers and administrators only.");
        accounts.MapPost("{account}/claims", async (MakeClaim make, string account, MakeClaim.Request request, CancellationToken cancel) =>
        {
            var claim = await make.Run(account, request, cancel);
            return TypedResults.Created($"/api/accounts/{claim.AccountId}/claims", new ClaimSaid(claim.Step, claim.ClaimedOn, claim.ClaimedBy));
        }).May(Right.Claim).WithSummary("Say what the relationship is").WithDescription("Only the seller who looks after the account. Claims are added, never changed.");
        accounts.MapGet("{account}/changes", async (ListChanges list, ReadAccount read, string account, string? after, string? before, int? limit, CancellationToken cancel) =>
        {
            var (found, hidden) = await read.Brief(account, cancel);
            return await list.Run(found, ListPlace.From(after, before, limit), hidden, cancel);
        }).May(Right.SeeAccounts).WithSummary("The history of an account");
        MapContacts(app);
        MapSellers(app);
    }

    private static void MapContacts(IEndpointRouteBuilder app)
    {
        var contacts = app.MapGroup("/api/contacts").WithTags("Contacts");
        contacts.MapGet("", (ListContacts list, [AsParameters] ContactFilter filter, string? sort, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(filter, sort, ListPlace.From(after, before, limit), cancel)).May(Right.SeeAccounts).WithSummary("People, a page at a time");
        contacts.MapPost("", async (CreateContact create, ReadContact read, CreateContact.Request request, CancellationToken cancel) =>
        {
            var contact = await create.Run(request, cancel);
            return TypedResults.Created($"/api/contacts/{contact.Id}", ContactAnswer.Of(await read.Run(contact.Label, cancel)));
        }).May(Right.EditAccounts).WithSummary("Add a person").WithDescription("409 with code `contact.known` when somebody of that name or mail address is known; send `evenSo` to add all the same.");
        contacts.MapGet("{contact}", async (ReadContact read, string contact, CancellationToken cancel) => ContactAnswer.Of(await read.Run(contact, cancel)))
            .May(Right.SeeAccounts).WithSummary("A person, by number (C-12) or id");
        contacts.MapPatch("{contact}", async (EditContact edit, ReadContact read, MergePatch patch, string contact, JsonElement changes, CancellationToken cancel) =>
        {
            var changed = await edit.Run(contact, now => patch.Apply(now, changes), cancel);
            return ContactAnswer.Of(await read.Run(changed.Label, cancel));
        }).May(Right.EditAccounts).Accepts<ContactInput>("application/merge-patch+json", "application/json").WithSummary("Change a person");
        contacts.MapPut("{contact}/accounts/{account}", async (PlaceContact place, ReadContact read, string contact, string account, PlaceContact.Request request, CancellationToken cancel) =>
        {
            await place.Run(contact, account, request, cancel);
            return ContactAnswer.Of(await read.Run(contact, cancel));
        }).May(Right.EditAccounts).WithSummary("Say that a person is at an account, and as what");
        contacts.MapDelete("{contact}/accounts/{account}", async Task<NoContent> (PlaceContact place, string contact, string account, CancellationToken cancel) =>
        {
            await place.Remove(contact, account, cancel);
            return TypedResults.NoContent();
        }).May(Right.EditAccounts).WithSummary("Say that a person is no longer at an account");
        contacts.MapGet("{contact}/changes", async (ListChanges list, ReadContact read, string contact, string? after, string? before, int? limit, CancellationToken cancel) =>
            await list.Run((await read.Run(contact, cancel)).Contact, ListPlace.From(after, before, limit), null, cancel)).May(Right.SeeAccounts).WithSummary("The history of a person");
    }

    private static void MapSellers(IEndpointRouteBuilder app)
    {
        var sellers = app.MapGroup("/api/sellers").WithTags("Sellers");
        sellers.MapGet("", (ListSellers list, CancellationToken cancel) => list.Run(cancel)).May(Right.SeeAccounts).WithSummary("Who looks after accounts");
        sellers.MapGet("{seller}", (ListSellers list, string seller, CancellationToken cancel) => list.Find(seller, cancel)).May(Right.SeeAccounts).WithSummary("A seller");
        sellers.MapPost("", async (EditSeller edit, EditSeller.Request request, CancellationToken cancel) =>
        {
            var seller = await edit.Add(request, cancel);
            return TypedResults.Created($"/api/sellers/{seller.Label}", new SellerAnswer(seller.Id, seller.Label, seller.Name, request.Team));
        }).May(Right.Administer).WithSummary("Add a seller");
        sellers.MapPut("{seller}", async (EditSeller edit, string seller, EditSeller.Request request, CancellationToken cancel) =>
        {
            var changed = await edit.Run(seller, request, cancel);
            return new SellerAnswer(changed.Id, changed.Label, changed.Name, request.Team);
        }).May(Right.Administer).WithSummary("Change a seller");
        app.MapGet("/api/claims", async (RunThroughClaims run, ReaderSettings reader, string? at, string? after, CancellationToken cancel) =>
            ClaimRunAnswer.Of(reader.SafeView ? ClaimRun.Hidden : await run.Find(at, after, cancel))).May(Right.Claim).WithTags("Accounts")
            .WithSummary("The run through one's own accounts: how many are said, and the one to say now (at), or the next after one");
        app.MapGet("/api/claims/words", (Microsoft.Extensions.Localization.IStringLocalizerFactory texts) =>
            Enumerable.Range(ClaimWords.Lowest, ClaimWords.Highest).Select(step => new ClaimStep(step, ClaimWords.Short(step).In(texts), ClaimWords.Sentence(step).In(texts))).ToList())
            .May(Right.SeeAccounts).WithTags("Accounts").WithSummary("The five steps of a claim, in words");
    }

    /// <param name="Account">The one to say now; null when all are said.</param>
    /// <param name="SaidNow">What was said of it today.</param>
    public sealed record ClaimRunAnswer(int Said, int Total, AccountAnswer? Account, string? Previous, ClaimSaid? SaidNow)
    {
        internal static ClaimRunAnswer Of(ClaimRun run) =>
            new(run.Said, run.Total, run.Account is null ? null : AccountAnswer.Of(run.Account), run.Previous, run.SaidNow);
    }

    public sealed record ClaimStep(int Step, string Short, string Sentence);
}
