using System.ComponentModel;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Tiers;

/// <summary>The room's route table.</summary>
internal static class TiersRoutes
{
    public static void MapPages(IEndpointRouteBuilder app)
    {
        app.MapGet("/tiers", async ([AsParameters] TierFilter filter, ListTiers list, CancellationToken cancel) =>
            Pages.Show<TiersPage>(new { Listing = await list.Run(filter, null, cancel), Filter = filter })).May(Right.SeeTiers).ExcludeFromDescription();
        app.MapGet("/tiers/export", ([AsParameters] TierFilter filter, ExportTiers export) => Csv(filter, export)).May(Right.SeeTiers).ExcludeFromDescription();
        app.MapGet("/tiers/settings", async (EditTierSettings edit, CancellationToken cancel) => Settings(await edit.Find(cancel))).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/tiers/settings", async (HttpContext http, EditTierSettings edit, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var input = new TierSettingsInput(form.Whole("keyPotential"), form.Whole("keyMost"), form.Whole("small"), form.Whole("highPenetration"), form.Whole("leastYield"), form.Whole("simpleOrders"),
                form.Whole("leastOrders"), form.Decimal("hoursAnAccount"), form.Decimal("hoursAnOrder"), form.Whole("hoursOff"), form.Whole("notableChange"), form.Whole("comesBackAfter"), form.Version);
            return await Pages.Submit(() =>
            {
                form.Errors.ThrowIfAny();
                return edit.Run(input, cancel);
            }, _ => Pages.SeeOther("/tiers/settings", words["settings.saved"]), refusal => Settings(input, form, refusal));
        }).May(Right.Administer).ExcludeFromDescription();
        app.MapGet("/tiers/{account}", (string account, ReadTier read, CancellationToken cancel) => One(account, read, null, null, cancel)).May(Right.SeeTiers).ExcludeFromDescription();
        app.MapPost("/tiers/{account}", async (string account, HttpContext http, DecideTier decide, ReadTier read, TrothContext db, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var declined = form["tier"] == "declined";
            var request = new DecideTier.Request(declined ? null : form.Text("tier"), declined, form.Text("reason"), form.Text("proposed"), form.Whole("decisions"));
            return await Pages.Submit(() => decide.Run(account, request, cancel), _ => Pages.SeeOther(Pages.Local(form.Text("back")) ?? $"/tiers/{account}", words["decided.done"]), refusal =>
            {
                // What the refused decision had put there is not shown.
                db.ChangeTracker.Clear();
                return One(account, read, form, refusal, cancel);
            });
        }).May(Right.DecideTiers).ExcludeFromDescription();
    }

    public static void MapApi(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/tiers").WithTags("Tiers");
        api.MapGet("", async (ListTiers list, [AsParameters] TierFilter filter, [Description("Rows, 1 to 200.")] int? limit, CancellationToken cancel) =>
            TiersAnswer.Of(await list.Run(filter, limit, cancel)))
            .May(Right.SeeTiers).WithSummary("Proposals of tiers as the caller may see them, those first about which most is at stake, and counts of each tier");
        api.MapGet("export", ([AsParameters] TierFilter filter, ExportTiers export) => Csv(filter, export)).May(Right.SeeTiers).WithSummary("The same as CSV, all rows");
        api.MapGet("settings", (EditTierSettings edit, CancellationToken cancel) => edit.Find(cancel)).May(Right.Administer).WithSummary("Where the borders between tiers lie");
        api.MapPut("settings", (EditTierSettings edit, TierSettingsInput input, CancellationToken cancel) => edit.Run(input, cancel)).May(Right.Administer).WithSummary("Settle where the borders lie");
        api.MapGet("{account}", async ([Description("A-1042, 1042, or the account's id.")] string account, ReadTier read, CancellationToken cancel) =>
            OneAnswer.Of(await read.Run(account, cancel))).May(Right.SeeTiers).WithSummary("One account's tier with its reasons and all decisions about it");
        api.MapPut("{account}/decision", async (string account, DecideTier decide, ReadTier read, DecideTier.Request request, CancellationToken cancel) =>
        {
            await decide.Run(account, request, cancel);
            return OneAnswer.Of(await read.Run(account, cancel));
        }).May(Right.DecideTiers).WithSummary("Decide: as proposed, another tier, or leave it; against the proposal with a reason");
    }

    private static IResult Csv(TierFilter filter, ExportTiers export) => CsvAnswer.Of("tiers.csv", ExportTiers.Columns, cancel => export.Run(filter, cancel));

    private static async Task<IResult> One(string account, ReadTier read, FormValues? typed, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<TierPage>(new { View = await read.Run(account, cancel), Typed = typed, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);

    private static IResult Settings(TierSettingsInput input, FormValues? typed = null, Refusal? refusal = null) =>
        Pages.Show<TierSettingsPage>(new { Input = input, Typed = typed, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
}

/// <summary>A page of tiers for programs.</summary>
/// <param name="AsOf">Last day of the twelve months; null as long as nothing was computed.</param>
public sealed record TiersAnswer(DateOnly? AsOf, DateTimeOffset? ComputedAt, string? Currency, IReadOnlyList<TierRow> Accounts, IReadOnlyList<TierCount> Tiers, string? After, string? Before)
{
    internal static TiersAnswer Of(TierListing listing) =>
        new(listing.State?.AsOf, listing.State?.ComputedAt, listing.State?.Currency, listing.Rows, listing.Counts, listing.After, listing.Before);
}

/// <summary>One account's tier for programs.</summary>
public sealed record OneAnswer(DateOnly AsOf, string Currency, TierRow Tier, IReadOnlyList<TierDecisionRow> Decisions)
{
    internal static OneAnswer Of(TierView view) => new(view.State.AsOf, view.State.Currency, view.Row, view.Decisions);
}
