using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>The routes of the pages about people at accounts.</summary>
internal static class ContactPages
{
    public const string Role = "role", About = "about";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/contacts", async (ListContacts list, [AsParameters] ContactFilter filter, string? sort, string? after, string? before, CancellationToken cancel) =>
            Pages.Show<ContactsPage>(new { Contacts = await list.Run(filter, sort, ListPlace.From(after, before, null), cancel), Filter = filter, Sort = sort ?? "name" }))
            .May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapGet("/contacts/{contact}", (ReadContact read, string contact, CancellationToken cancel) => Show(read, contact, null, null, null, cancel)).May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapGet("/contacts/{contact}/about", (ReadContact read, string contact, CancellationToken cancel) => Show(read, contact, About, null, null, cancel))
            .May(Right.EditAccounts).ExcludeFromDescription();
        app.MapPost("/contacts/{contact}/about", async (HttpContext http, EditContact edit, ReadContact read, IStringLocalizer<Words> words, string contact, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => edit.Run(contact, _ => ContactForm.Read(form), cancel),
                saved => Pages.SeeOther($"/contacts/{saved.Label}", words["saved"]),
                refusal => Show(read, contact, About, ContactForm.Typed(form), refusal, cancel));
        }).May(Right.EditAccounts).ExcludeFromDescription();
        app.MapGet("/contacts/{contact}/accounts/new", (ReadContact read, string contact, CancellationToken cancel) => Show(read, contact, Role, null, null, cancel))
            .May(Right.EditAccounts).ExcludeFromDescription();
        app.MapPost("/contacts/{contact}/accounts", async (HttpContext http, PlaceContact place, TrothContext db, ReadContact read, IStringLocalizer<Words> words, string contact, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                async () =>
                {
                    var account = await db.TypedAccount("account", form.Text("account"), cancel) ?? throw new BadInputException("account", words["account.needed"]);
                    return await place.Run(contact, account.Label, new(form.Text("role"), form.Text("department")), cancel);
                },
                _ => Pages.SeeOther($"/contacts/{contact}", words["saved"]),
                refusal => Show(read, contact, Role, ContactForm.TypedRole(form), refusal, cancel));
        }).May(Right.EditAccounts).ExcludeFromDescription();
        app.MapPost("/contacts/{contact}/accounts/{account}/remove", async (PlaceContact place, IStringLocalizer<Words> words, string contact, string account, CancellationToken cancel) =>
        {
            await place.Remove(contact, account, cancel);
            return Pages.SeeOther($"/contacts/{contact}", words["saved"]);
        }).May(Right.EditAccounts).ExcludeFromDescription();
        app.MapGet("/contacts/{contact}/history", async (ReadContact read, ListChanges list, string contact, string? after, string? before, CancellationToken cancel) =>
        {
            var view = await read.Run(contact, cancel);
            return Pages.Show<ContactHistory>(new { view.Contact, Changes = await list.Run(view.Contact, ListPlace.From(after, before, ShowAccount.ChangesShown), null, cancel) });
        }).May(Right.SeeAccounts).ExcludeFromDescription();

        app.MapGet("/accounts/{account}/people/new", (ShowAccount show, string account, CancellationToken cancel) => show.Run(account, ShowAccount.Person, null, null, cancel))
            .May(Right.EditAccounts).ExcludeFromDescription();
        app.MapPost("/accounts/{account}/people", async (HttpContext http, AddPerson add, ShowAccount show, IStringLocalizer<Words> words, string account, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => add.Run(account, form, cancel),
                _ => Pages.SeeOther($"/accounts/{account}", words["saved"]),
                async refusal => await show.Run(account, ShowAccount.Person, ContactForm.TypedRole(form), refusal, cancel,
                    refusal.Code == CreateContact.Known ? await add.Alike(form, cancel) : []));
        }).May(Right.EditAccounts).ExcludeFromDescription();
    }

    private static async Task<IResult> Show(ReadContact read, string contact, string? section, IReadOnlyDictionary<string, string?>? typed, Refusal? refusal, CancellationToken cancel)
    {
        var view = await read.Run(contact, cancel);
        return Pages.Show<ContactPage>(new { View = view, Edit = section, Saved = ContactForm.Saved(ContactInput.Of(view.Contact)), Typed = typed, Refusal = refusal },
            refusal?.Status ?? StatusCodes.Status200OK);
    }
}

/// <summary>The form on an account's page: somebody new, or somebody known who is at this account too.</summary>
public sealed class AddPerson(CreateContact create, PlaceContact place)
{
    public async Task<bool> Run(string account, FormValues form, CancellationToken cancel)
    {
        if (form.Text("known") is { } known) await place.Run(known, account, new(form.Text("role"), form.Text("department")), cancel);
        else await create.Run(new(ContactForm.Read(form), account, form.Text("role"), form.Text("department"), form.Text("evenSo") is not null), cancel);
        return true;
    }

    public Task<List<Contact>> Alike(FormValues form, CancellationToken cancel) => create.Alike(ContactForm.Read(form), cancel);
}
