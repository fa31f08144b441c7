using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Troth.Identity.Contracts;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Identity;

public sealed record OwnSettingsInput
{
    public string? Culture { get; init; }
    public string? TimeZone { get; init; }
}

public sealed record OwnPasswordInput
{
    public string Old { get; init => field = value ?? ""; } = "";
    public string Password { get; init => field = value ?? ""; } = "";
}

/// <summary>The person signed in, as they see themselves.</summary>
public sealed record OwnSettingsAnswer(Guid Id, string Name, string Email, Role[] Roles, string? Culture, string? TimeZone)
{
    internal static OwnSettingsAnswer Of(User user) => new(user.Id, user.Name, user.Email ?? "", user.Roles, user.Culture, user.TimeZone);
}

/// <summary>What everybody may set for themselves.</summary>
public sealed class OwnSettings(UserManager<User> users, SignInManager<User> signIn, ChangedPeople changed, IHttpContextAccessor http)
{
    /// <summary>Held against the record even where the cookie is still trusted: saving gives a new cookie, which must not let in again who was locked meanwhile.</summary>
    public async Task<User> Get() => await signIn.ValidateSecurityStampAsync(http.HttpContext?.User) ?? throw new NotFoundException(Words.Say("signIn.yours"));

    public async Task<User> Run(OwnSettingsInput input)
    {
        var user = await Get();
        user.Culture = string.IsNullOrEmpty(input.Culture) ? null : ReadingChoices.CultureOf(input.Culture);
        user.TimeZone = string.IsNullOrEmpty(input.TimeZone) ? null : ReadingChoices.ZoneOf(input.TimeZone);
        (await users.UpdateAsync(user)).OrRefuse();
        await signIn.RefreshSignInAsync(user);
        return user;
    }

    public async Task<User> ChangePassword(OwnPasswordInput input)
    {
        var user = await Get();
        // Wrong ones count as at the sign-in: whoever found an open screen must not try them all.
        if (!(await signIn.CheckPasswordSignInAsync(user, input.Old, lockoutOnFailure: true)).Succeeded) throw new BadInputException(nameof(input.Old), Words.Say("password.wrong"));
        (await users.ChangePasswordAsync(user, input.Old, input.Password)).OrRefuse();
        changed.Note(user); // whoever else is signed in as them is not any more
        await signIn.RefreshSignInAsync(user);
        return user;
    }
}

public static class OwnSettingsEndpoints
{
    internal static void MapOwnSettings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/settings", async (OwnSettings settings) => Show(await settings.Get())).May(Right.OwnSettings).ExcludeFromDescription();
        app.MapPost("/settings", ([FromForm] OwnSettingsInput input, OwnSettings settings, IStringLocalizer<Words> words) => Pages.Submit(
            () => settings.Run(input), _ => Pages.SeeOther("/settings", words["saved"]),
            async refusal => Show(await settings.Get(), refusal))).May(Right.OwnSettings).ExcludeFromDescription();
        app.MapPost("/settings/password", ([FromForm] OwnPasswordInput input, OwnSettings settings, IStringLocalizer<Words> words) => Pages.Submit(
            () => settings.ChangePassword(input), _ => Pages.SeeOther("/settings", words["password.changed"]),
            async refusal => Show(await settings.Get(), passwordRefusal: refusal))).May(Right.OwnSettings).ExcludeFromDescription();

        var own = app.MapGroup("/api/settings").May(Right.OwnSettings).WithTags("Settings");
        own.MapGet("", async (OwnSettings settings) => OwnSettingsAnswer.Of(await settings.Get())).WithSummary("Who is signed in, and what they have set for themselves");
        own.MapPut("", async (OwnSettingsInput input, OwnSettings settings) => OwnSettingsAnswer.Of(await settings.Run(input)))
            .WithSummary("Sets culture and time zone; what is left out is as in the company");
        own.MapPut("password", async Task<NoContent> (OwnPasswordInput input, OwnSettings settings) =>
        {
            await settings.ChangePassword(input);
            return TypedResults.NoContent();
        }).WithSummary("Changes one's own password and ends every other session; this one goes on with the cookie of the answer");
    }

    private static IResult Show(User user, Refusal? refusal = null, Refusal? passwordRefusal = null) =>
        Pages.Show<SettingsPage>(new { User = user, Refusal = refusal, PasswordRefusal = passwordRefusal }, (refusal ?? passwordRefusal)?.Status ?? 200);
}
