using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Lists;

namespace Troth.Identity;

/// <summary>One person as an administrator's program sees them.</summary>
public sealed record PersonAnswer(Guid Id, string Name, string Email, Role[] Roles, Guid? SellerId, Guid? TeamId)
{
    internal static PersonAnswer Of(User user) => new(user.Id, user.Name, user.Email ?? "", user.Roles, user.SellerId, user.TeamId);
}

/// <summary>A password made by Troth; it is told this once and kept nowhere.</summary>
public sealed record NewPasswordAnswer(Guid Id, string Password);

/// <summary>Who may sign in, for programs.</summary>
public static class PeopleApi
{
    /// <param name="Locked">True keeps them out, false lets them in again.</param>
    public sealed record LockRequest(bool? Locked);

    internal static void MapPeopleApi(this IEndpointRouteBuilder app)
    {
        var people = app.MapGroup("/api/people").May(Right.Administer).WithTags("People");
        people.MapGet("", (People all, CancellationToken cancel) => all.List(cancel)).WithSummary("Everybody who may sign in");
        people.MapPost("", async (PersonInput input, People all, CancellationToken cancel) =>
        {
            var (user, password) = await all.Add(input, cancel);
            return TypedResults.Created($"/api/people/{user.Id}", new { user.Id, user.Name, user.Email, user.Roles, Password = password });
        }).WithSummary("Adds a person; the answer holds their first password, once");
        people.MapGet("{id:guid}", async (Guid id, People all) => PersonAnswer.Of(await all.Get(id))).WithSummary("One person");
        people.MapPut("{id:guid}", async (Guid id, PersonInput input, People all, Reader reader, CancellationToken cancel) =>
            PersonAnswer.Of(await all.Edit(id, input, reader.UserId, cancel))).WithSummary("Sets a person's name, address, roles, seller and team");
        people.MapPost("{id:guid}/password", async (Guid id, People all) => new NewPasswordAnswer(id, (await all.NewPasswordFor(id)).Password))
            .WithSummary("A new password for who forgot theirs; ends all their sessions");
        people.MapPut("{id:guid}/locked", async (Guid id, LockRequest request, People all, Reader reader, CancellationToken cancel) =>
            PersonAnswer.Of(await all.Lock(id,
                request.Locked ?? throw new BadInputException(nameof(request.Locked), Words.Say("people.lockedWanted")), reader.UserId, cancel))).WithSummary("Keeps a person out, or lets them in again");
        people.MapGet("{id:guid}/changes", async (Guid id, People all, ListChanges changes, string? after, string? before, int? limit, CancellationToken cancel) =>
            await changes.Run((await all.Get(id)).Id, ListPlace.From(after, before, limit), cancel)).WithSummary("What was changed about a person, newest first");
    }
}
