using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.History;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>The account pages' routes.</summary>
internal static class AccountPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/accounts", async (HttpContext http, ListAccounts list, AccountWords words, [AsParameters] AccountFilter filter, string? sort, string? after, string? before, CancellationToken cancel) =>
            Pages.Show<AccountsPage>(new
            {
                Accounts = await list.Run(filter, sort, ListPlace.From(after, before, null), cancel), Filter = filter, Sort = sort ?? ListAccounts.ByName,
                Choices = http.Request.Frame() is null ? await words.Find(cancel) : null,
            })).May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapGet("/accounts/export", (ExportAccounts export, [AsParameters] AccountFilter filter) => Csv(export, filter)).May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapGet("/accounts/new", () => Pages.Show<NewAccountPage>()).May(Right.EditAccounts).ExcludeFromDescription();
        app.MapPost("/accounts", async (HttpContext http, CreateAccount create, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => create.Run(AccountForm.Read(form, null, new AccountInput()), cancel),
                made => Pages.SeeOther($"/accounts/{made.Label}", words["account.added", made.Name]),
                refusal => Pages.Show<NewAccountPage>(new { Values = AccountForm.Typed(form, null), Refusal = refusal }, refusal.Status));
        }).May(Right.EditAccounts).ExcludeFromDescription();

        app.MapGet("/accounts/{account}", (ShowAccount show, string account, CancellationToken cancel) => show.Run(account, null, null, null, cancel))
            .May(Right.SeeAccounts).ExcludeFromDescription();
        foreach (var section in new[] { AccountForm.About, AccountForm.Place })
        {
            app.MapGet($"/accounts/{{account}}/{section}", (ShowAccount show, string account, CancellationToken cancel) => show.Run(account, section, null, null, cancel))
                .May(Right.EditAccounts).ExcludeFromDescription();
            app.MapPost($"/accounts/{{account}}/{section}", async (HttpContext http, EditAccount edit, ShowAccount show, IStringLocalizer<Words> words, string account, CancellationToken cancel) =>
            {
                var form = await FormValues.Read(http);
                return await Pages.Submit(
                    () => edit.Run(account, now => AccountForm.Read(form, section, now), cancel),
                    saved => Pages.SeeOther($"/accounts/{saved.Label}", words["saved"]),
                    refusal => show.Run(account, section, AccountForm.Typed(form, section), refusal, cancel));
            }).May(Right.EditAccounts).ExcludeFromDescription();
        }
        app.MapGet("/accounts/{account}/seller", (ShowAccount show, string account, CancellationToken cancel) => show.Run(account, ShowAccount.Seller, null, null, cancel))
            .May(Right.AssignAccounts).ExcludeFromDescription();
        app.MapPost("/accounts/{account}/seller", async (HttpContext http, AssignAccount assign, ShowAccount show, IStringLocalizer<Words> words, string account, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => assign.Run(account, new(form.Text("seller"), form.Version), cancel),
                saved => Pages.SeeOther($"/accounts/{saved.Label}", words["saved"]),
                refusal => show.Run(account, ShowAccount.Seller, new Dictionary<string, string?> { ["seller"] = form["seller"] }, refusal, cancel));
        }).May(Right.AssignAccounts).ExcludeFromDescription();
        app.MapGet("/accounts/{account}/history", async (ReadAccount read, ListChanges list, string account, string? after, string? before, CancellationToken cancel) =>
        {
            var (found, hidden) = await read.Brief(account, cancel);
            var changes = await list.Run(found, ListPlace.From(after, before, ShowAccount.ChangesShown), hidden, cancel);
            return Pages.Show<AccountHistory>(new { Account = found, Changes = changes });
        }).May(Right.SeeAccounts).ExcludeFromDescription();
    }

    internal static IResult Csv(ExportAccounts export, AccountFilter filter) => CsvAnswer.Of("accounts.csv", ExportAccounts.Columns, cancel => export.Run(filter, cancel));
}

/// <summary>Draws the account's page, with one of its sections open for change.</summary>
public sealed class ShowAccount(ReadAccount read, AccountWords words, ReaderSettings reader)
{
    public const string Seller = "seller", Person = "person";
    public const int ChangesShown = 20;

    /// <param name="section">Which part is being edited.</param>
    /// <param name="typed">What the person typed, when it was refused.</param>
    /// <param name="alike">People already known whom the person being added might be.</param>
    public async Task<IResult> Run(
        string account, string? section, IReadOnlyDictionary<string, string?>? typed, Refusal? refusal, CancellationToken cancel, IReadOnlyList<Contact>? alike = null)
    {
        var view = await read.Run(account, cancel);
        var saved = AccountForm.Saved(AccountInput.Of(view.Account, view.Parent?.Number), reader.Culture);
        return Pages.Show<AccountPage>(new
        {
            View = view, Edit = section, Saved = saved, Typed = typed, Refusal = refusal, Sellers = section == Seller ? await words.Sellers(cancel) : [],
            Alike = alike ?? [],
        }, refusal?.Status ?? StatusCodes.Status200OK);
    }
}
