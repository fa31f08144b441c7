using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Accounts;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Identity;

public static class PeopleEndpoints
{
    internal static void MapPeople(this IEndpointRouteBuilder app)
    {
        app.MapGet("/people", async (People people, CancellationToken cancel) => Pages.Show<PeoplePage>(new { People = await people.List(cancel) }))
            .May(Right.Administer).ExcludeFromDescription();
        app.MapGet("/people/new", (TrothContext db, CancellationToken cancel) => Form(db, null, new PersonInput { Roles = [Role.Seller] }, null, cancel))
            .May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/people", ([FromForm] PersonInput input, People people, TrothContext db, CancellationToken cancel) => Pages.Submit(
            () => people.Add(input, cancel),
            added => Pages.Show<NewPasswordPage>(new { added.User.Name, Email = added.User.Email!, added.Password }),
            refusal => Form(db, null, input, refusal, cancel))).May(Right.Administer).ExcludeFromDescription();
        app.MapGet("/people/{id:guid}", async (Guid id, People people, TrothContext db, CancellationToken cancel) =>
        {
            var user = await people.Get(id);
            return await Form(db, user, Input(user), null, cancel);
        }).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/people/{id:guid}", (Guid id, [FromForm] PersonInput input, People people, Reader reader, TrothContext db, IStringLocalizer<Words> words, CancellationToken cancel) => Pages.Submit(
            () => people.Edit(id, input, reader.UserId, cancel),
            user => Pages.SeeOther("/people", words["people.saved", user.Name]),
            async refusal => await Form(db, await people.Get(id), input, refusal, cancel))).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/people/{id:guid}/password", async (Guid id, People people) =>
        {
            var (user, password) = await people.NewPasswordFor(id);
            return Pages.Show<NewPasswordPage>(new { user.Name, Email = user.Email!, Password = password });
        }).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/people/{id:guid}/lock", (Guid id, [FromForm] bool locked, People people, Reader reader, TrothContext db, IStringLocalizer<Words> words, CancellationToken cancel) => Pages.Submit(
            () => people.Lock(id, locked, reader.UserId, cancel),
            user => Pages.SeeOther("/people", words[locked ? "people.isLocked" : "people.isOpen", user.Name]),
            async refusal => { var user = await people.Get(id); return await Form(db, user, Input(user), refusal, cancel); })).May(Right.Administer).ExcludeFromDescription();

        app.MapGet("/api/people", (People people, CancellationToken cancel) => people.List(cancel)).May(Right.Administer).WithTags("People");
        app.MapPost("/api/people", async (PersonInput input, People people, CancellationToken cancel) =>
        {
            var (user, password) = await people.Add(input, cancel);
            return TypedResults.Created($"/api/people/{user.Id}", new { user.Id, user.Name, user.Email, user.Roles, Password = password });
        }).May(Right.Administer).WithTags("People");
        app.MapPut("/api/people/{id:guid}", async (Guid id, PersonInput input, People people, Reader reader, CancellationToken cancel) =>
        {
            var user = await people.Edit(id, input, reader.UserId, cancel);
            return TypedResults.Ok(new { user.Id, user.Name, user.Email, user.Roles });
        }).May(Right.Administer).WithTags("People");
    }

    private static PersonInput Input(User user) => new() { Name = user.Name, Email = user.Email ?? "", Roles = user.Roles, SellerId = user.SellerId, TeamId = user.TeamId };

    private static async Task<IResult> Form(TrothContext db, User? user, PersonInput input, Refusal? refusal, CancellationToken cancel)
    {
        var sellers = await db.Sellers.AsNoTracking().OrderBy(s => s.NameKey).Select(s => new { s.Id, s.Name }).ToListAsync(cancel);
        var teams = await db.Teams.AsNoTracking().OrderBy(t => t.NameKey).Select(t => new { t.Id, t.Name }).ToListAsync(cancel);
        return Pages.Show<PersonPage>(new
        {
            User = user, Input = input, Refusal = refusal,
            Sellers = sellers.Select(s => (s.Id.ToString(), s.Name)).ToList(), Teams = teams.Select(t => (t.Id.ToString(), t.Name)).ToList(),
        }, refusal?.Status ?? 200);
    }
}
