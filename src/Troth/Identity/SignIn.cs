using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Troth.Identity.Contracts;
using Troth.Platform.Web;

namespace Troth.Identity;

public sealed record SignInRequest
{
    public string Email { get; init; } = "";
    public string Password { get; init; } = "";
    public string? Next { get; init; }
}

public static class SignIn
{
    /// <summary>Checked when nobody has the address, so that an answer takes as long as for a wrong password.</summary>
    private static readonly string Decoy = new PasswordHasher<User>().HashPassword(null!, "nobody has this one");

    internal static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", async (string? next, Reader reader, IServiceProvider services, CancellationToken cancel) => reader.SignedIn
            ? Results.Redirect(Pages.Local(next) ?? "/")
            : await Show(new SignInRequest { Next = next }, null, services, cancel)).AllowAnonymous().ExcludeFromDescription();

        app.MapPost("/sign-in", async ([FromForm] SignInRequest request, SignInManager<User> signIn, IStringLocalizer<Words> words, IServiceProvider services, CancellationToken cancel) =>
        {
            if (await Run(request, signIn)) return Pages.SeeOther(Pages.Local(request.Next) ?? "/");
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
