using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>The run through one's own accounts: one question, five answers, the next.</summary>
internal static class ClaimPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/claims", async (RunThroughClaims run, ReaderSettings reader, string? at, string? after, CancellationToken cancel) =>
            Pages.Show<ClaimsPage>(new { Run = reader.SafeView ? null : await run.Find(at, after, cancel) })).May(Right.Claim).ExcludeFromDescription();
        app.MapPost("/accounts/{account}/claims", async (HttpContext http, MakeClaim make, RunThroughClaims run, ReaderSettings reader, string account, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => make.Run(account, new(form.Whole("step") ?? 0), cancel),
                _ => Pages.SeeOther($"/claims?after={Uri.EscapeDataString(account)}"),
                async refusal => Pages.Show<ClaimsPage>(new { Run = reader.SafeView ? null : await run.Find(account, null, cancel), Refusal = refusal }, refusal.Status));
        }).May(Right.Claim).ExcludeFromDescription();
    }
}
