using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Identity;

public static class PeopleEndpoints
{
    internal static void MapPeople(this IEndpointRouteBuilder app)
    {
        app.MapGet("/people", async (People people, CancellationToken cancel) => Pages.Show<PeoplePage>(new { People = await people.List(cancel) }))
            .May(Right.Administer).ExcludeFromDescription();
        app.MapGet("/people/new", (ShowPerson show, CancellationToken cancel) => show.Run(null, new PersonInput { Roles = [Role.Seller] }, null, cancel))
            .May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/people", ([FromForm] PersonForm form, People people, ShowPerson show, CancellationToken cancel) => Pages.Submit(
            () => people.Add(form.Input, cancel),
            added => Pages.Show<NewPasswordPage>(new { added.User.Name, Email = added.User.Email!, added.Password }),
            refusal => show.Run(null, form.Input, refusal, cancel))).May(Right.Administer).ExcludeFromDescription();
        app.MapGet("/people/{id:guid}", async (Guid id, string? after, string? before, People people, ShowPerson show, CancellationToken cancel) =>
        {
            var user = await people.Get(id);
            return await show.Run(user, Input(user), null, cancel, ListPlace.From(after, before, ShowPerson.ChangesShown));
        }).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/people/{id:guid}", (Guid id, [FromForm] PersonForm form, People people, Reader reader, ShowPerson show, IStringLocalizer<Words> words, CancellationToken cancel) => Pages.Submit(
            () => people.Edit(id, form.Input, reader.UserId, cancel),
            user => Pages.SeeOther("/people", words["people.saved", user.Name]),
            async refusal => await show.Run(await people.Get(id), form.Input, refusal, cancel))).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/people/{id:guid}/password", async (Guid id, People people) =>
        {
            var (user, password) = await people.NewPasswordFor(id);
            return Pages.Show<NewPasswordPage>(new { user.Name, Email = user.Email!, Password = password });
        }).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/people/{id:guid}/lock", (Guid id, [FromForm] bool locked, People people, Reader reader, ShowPerson show, IStringLocalizer<Words> words, CancellationToken cancel) => Pages.Submit(
            () => people.Lock(id, locked, reader.UserId, cancel),
            user => Pages.SeeOther("/people", words[locked ? "people.isLocked" : "people.isOpen", user.Name]),
            async refusal => { var user = await people.Get(id); return await show.Run(user, Input(user), refusal, cancel); })).May(Right.Administer).ExcludeFromDescription();
    }

    private static PersonInput Input(User user) => new() { Name = user.Name, Email = user.Email ?? "", Roles = user.Roles, SellerId = user.SellerId, TeamId = user.TeamId };
}

/// <summary>The form as it is sent: what nobody chose comes as an empty text, which is no id.</summary>
public sealed record PersonForm
{
    public string? Name { get; init; }
    public string? Email { get; init; }
    public Role[]? Roles { get; init; }
    public string? SellerId { get; init; }
    public string? TeamId { get; init; }

    public PersonInput Input => new() { Name = Name ?? "", Email = Email ?? "", Roles = Roles ?? [], SellerId = Id(SellerId), TeamId = Id(TeamId) };

    private static Guid? Id(string? text) => string.IsNullOrEmpty(text) ? null : Guid.TryParse(text, out var id) ? id : Guid.Empty; // which nobody has
}

/// <summary>Draws a person's page, or the form for a new one.</summary>
public sealed class ShowPerson(TrothContext db, ListChanges changes)
{
    public const int ChangesShown = 20;

    public async Task<IResult> Run(User? user, PersonInput input, Refusal? refusal, CancellationToken cancel, ListPlace? place = null)
    {
        var sellers = await db.Sellers.AsNoTracking().OrderBy(s => s.NameKey).Select(s => new { s.Id, s.Name }).ToListAsync(cancel);
        var teams = await db.Teams.AsNoTracking().OrderBy(t => t.NameKey).Select(t => new { t.Id, t.Name }).ToListAsync(cancel);
        return Pages.Show<PersonPage>(new
        {
            User = user, Input = input, Refusal = refusal,
            Changes = user is null ? new([], null, null) : await changes.Run(user.Id, place ?? new(Limit: ChangesShown), cancel),
            Sellers = sellers.Select(s => (s.Id.ToString(), s.Name)).ToList(), Teams = teams.Select(t => (t.Id.ToString(), t.Name)).ToList(),
        }, refusal?.Status ?? 200);
    }
}
