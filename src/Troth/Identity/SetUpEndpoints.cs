using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Troth.Platform;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Identity;

/// <summary>Printed at the start and asked for in set-up when Troth can be reached from elsewhere, so that only who started it becomes administrator.</summary>
public sealed class SetUpCode(TrothSettings settings)
{
    public string? Value { get; } = IPAddress.TryParse(settings.Listen, out var address) && IPAddress.IsLoopback(address)
        ? null : RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 8);

    /// <summary>Tells it who starts Troth, while there is no company.</summary>
    public static async Task Print(IServiceProvider services, CancellationToken cancel)
    {
        if (services.GetRequiredService<SetUpCode>().Value is not { } code) return;
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<CurrentCompany>().Find(cancel) is null)
            Console.WriteLine($"No company is set up yet. Open the page and set it up with this code: {code}");
    }
}

public static class SetUpEndpoints
{
    private static readonly string[] OpenBefore = ["/set-up", "/assets", "/api", "/local", "/preferences", "/health"];

    /// <summary>Whether this request goes to set-up while there is no company.</summary>
    internal static bool LeadsThere(HttpContext http) => !OpenBefore.Any(open => http.Request.Path.StartsWithSegments(open));

    internal static void MapSetUp(this IEndpointRouteBuilder app)
    {
        app.MapGet("/set-up", async (CurrentCompany company, SetUpCode code, CancellationToken cancel) =>
            await company.Find(cancel) is not null ? Results.Redirect("/") : Show(new(), code)).AllowAnonymous().ExcludeFromDescription();

        app.MapPost("/set-up", ([FromForm] SetUpCompany.Request request, SetUpCompany setUp, SetUpCode code,
            SignInManager<User> signIn, CancellationToken cancel) => Pages.Submit(async () =>
            {
                if (code.Value is { } expected && !CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(request.Code ?? ""), System.Text.Encoding.UTF8.GetBytes(expected)))
                    throw new BadInputException("Code", Words.Say("setUp.wrongCode"));
                var user = await setUp.Run(request, cancel);
                await signIn.SignInAsync(user, isPersistent: true);
                return user;
            },
            _ => Pages.SeeOther("/"),
            refusal => Show(request, code, refusal))).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Show(SetUpCompany.Request request, SetUpCode code, Refusal? refusal = null) =>
        Pages.Show<SetUpPage>(new { Request = request, AskCode = code.Value is not null, Refusal = refusal }, refusal?.Status ?? 200);
}
