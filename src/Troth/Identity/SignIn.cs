using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Troth.Identity.Contracts;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Identity;

public sealed record SignInRequest
{
    public string Email { get; init => field = value ?? ""; } = "";
    public string Password { get; init => field = value ?? ""; } = "";
    public string? Next { get; init; }
}

public sealed record SignInApiRequest(string? Email, string? Password);

public static class SignIn
{
    /// <summary>Checked when nobody has the address, so that an answer takes as long as for a wrong password.</summary>
    private static readonly string Decoy = new PasswordHasher<User>().HashPassword(null!, "nobody has this one");

    internal static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", async (string? next, Reader reader, IServiceProvider services, CancellationToken cancel) => reader.SignedIn
            ? Results.Redirect(Pages.Local(next) ?? "/")
            : await Show(new SignInRequest { Next = next }, null, services, cancel)).AllowAnonymous().ExcludeFromDescription();

        app.MapPost("/sign-in", async (
            [FromForm] SignInRequest request, HttpContext http, SignedOut signedOut, SignInManager<User> signIn, IStringLocalizer<Words> words, IServiceProvider services,
            CancellationToken cancel) =>
        {
            if (await Run(request, http, signedOut, signIn)) return Pages.SeeOther(Pages.Local(request.Next) ?? "/");
            var refusal = new Refusal(StatusCodes.Status422UnprocessableEntity, "signIn", words["signIn.wrong"], new Dictionary<string, string[]>());
            return await Show(request, refusal, services, cancel);
        }).AllowAnonymous().ExcludeFromDescription();

        app.MapPost("/sign-out", async (HttpContext http, SignedOut signedOut, SignInManager<User> signIn) =>
        {
            await signedOut.End(http);
            await signIn.SignOutAsync();
            return Pages.SeeOther("/sign-in");
        }).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>The same for programs: they keep the cookie of the answer.</summary>
    internal static void MapSignInApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/sign-in", async Task<NoContent> (SignInApiRequest request, HttpContext http, SignedOut signedOut, SignInManager<User> signIn) =>
            await Run(new() { Email = request.Email ?? "", Password = request.Password ?? "" }, http, signedOut, signIn) ? TypedResults.NoContent()
                : throw new BusinessRuleException("signIn", Words.Say("signIn.wrong")))
            .AllowAnonymous().WithTags("Sign-in").WithSummary("Signs in: the answer sets the cookie `troth`, to be sent with every further request");
        app.MapPost("/api/sign-out", async Task<NoContent> (HttpContext http, SignedOut signedOut, SignInManager<User> signIn) =>
        {
            await signedOut.End(http);
            await signIn.SignOutAsync();
            return TypedResults.NoContent();
        }).AllowAnonymous().WithTags("Sign-in").WithSummary("Ends this sign-in, for every copy of its cookie");
    }

    /// <summary>Ends the sign-in that the browser has, if any: its cookie is replaced, and a copy of it must not outlive it.</summary>
    private static async Task<bool> Run(SignInRequest request, HttpContext http, SignedOut signedOut, SignInManager<User> signIn)
    {
        if (!await Run(request, signIn)) return false;
        await signedOut.End(http);
        return true;
    }

    public static async Task<bool> Run(SignInRequest request, SignInManager<User> signIn)
    {
        var user = await signIn.UserManager.FindByNameAsync(request.Email.Trim());
        if (user is null)
        {
            signIn.UserManager.PasswordHasher.VerifyHashedPassword(null!, Decoy, request.Password);
            return false;
        }
        return (await signIn.PasswordSignInAsync(user, request.Password, isPersistent: true, lockoutOnFailure: true)).Succeeded;
    }

    private static async Task<IResult> Show(SignInRequest request, Refusal? refusal, IServiceProvider services, CancellationToken cancel)
    {
        var company = await services.GetRequiredService<CurrentCompany>().Find(cancel);
        IReadOnlyList<SampleSignIn> sample = company?.IsSample == true ? await services.GetRequiredService<SampleSignIns>().List(cancel) : [];
        return Pages.Show<SignInPage>(new { request.Email, Next = Pages.Local(request.Next), Sample = sample, Refusal = refusal }, refusal?.Status ?? 200);
    }
}
