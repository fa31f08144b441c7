using System.ComponentModel;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Effort;

/// <summary>The room's route table.</summary>
internal static class EffortRoutes
{
    public static void MapPages(IEndpointRouteBuilder app)
    {
        app.MapGet("/hours", async (ListHours list, WhoseHours whose, Reader reader, CancellationToken cancel) =>
        {
            var sellers = await list.Run(cancel);
            return sellers is [var only] && reader.SellerId is not null ? Results.LocalRedirect($"/hours/{only.Seller}")
                : Pages.Show<HoursOfSellersPage>(new { Sellers = sellers, OnlyOwn = await whose.OnlyOwn(cancel) });
        }).May(Right.PlanHours).ExcludeFromDescription();
        app.MapGet("/hours/{seller}", async (string seller, int? from, ReadHours read, CancellationToken cancel) =>
            Pages.Show<HoursPage>(new { View = await read.Run(seller, cancel), From = Math.Max(0, from ?? 0) })).May(Right.PlanHours).ExcludeFromDescription();
        app.MapGet("/hours/accounts/{account}", (string account, ReadHours read, CancellationToken cancel) => Curve(read, account, null, null, cancel))
            .May(Right.PlanHours).ExcludeFromDescription();
        app.MapPost("/hours/accounts/{account}", async (string account, HttpContext http, SayEffort say, ReadHours read, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(async () =>
            {
                var input = await Input(form, read, account, cancel);
                form.Errors.ThrowIfAny();
                return await say.Run(account, input, cancel);
            }, _ => Pages.SeeOther($"/hours/accounts/{account}", words["said"]), refusal => Curve(read, account, form, refusal, cancel));
        }).May(Right.PlanHours).ExcludeFromDescription();
        app.MapGet("/hours/settings", async (EditEffortSettings edit, CancellationToken cancel) => Settings(await edit.Find(cancel)))
            .May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/hours/settings", async (HttpContext http, EditEffortSettings edit, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var input = new EffortSettingsInput(form.Decimal("hoursPerMonth"), form.Whole("stays"), form.Decimal("steepness"), form.Whole("room"), form.Decimal("halfHours"),
                form.Decimal("visitHours"), form.Version);
            return await Pages.Submit(() => edit.Run(input, cancel), _ => Pages.SeeOther("/hours/settings", words["settings.saved"]), refusal => Settings(input, refusal));
        }).May(Right.Administer).ExcludeFromDescription();
    }

    public static void MapApi(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/hours").WithTags("Hours");
        api.MapGet("", (ListHours list, CancellationToken cancel) => list.Run(cancel)).May(Right.PlanHours).WithSummary("Sellers whose time the caller may look at");
        api.MapGet("{seller}", async ([Description("S-7, 7, or the seller's id.")] string seller, ReadHours read, CancellationToken cancel) => HoursAnswer.Of(await read.Run(seller, cancel)))
            .May(Right.PlanHours).WithSummary("A seller's hours over accounts: today's split beside the best, with what the difference is worth");
        api.MapGet("accounts/{account}", async (string account, ReadHours read, CancellationToken cancel) =>
            (await read.Account(account, cancel)).Row is { } row ? HoursOfAccount.Of(row) : throw new Platform.Errors.NotFoundException(Words.Say("account.inBook", account)))
            .May(Right.PlanHours).WithSummary("One account's hours and response curve");
        api.MapPut("accounts/{account}", async (string account, AccountEffortInput input, SayEffort say, CancellationToken cancel) =>
            AccountEffortInput.Of(await say.Run(account, input, cancel))).May(Right.PlanHours).WithSummary("Say how many hours an account gets and what it would buy at others");
        api.MapGet("settings", (EditEffortSettings edit, CancellationToken cancel) => edit.Find(cancel)).May(Right.Administer).WithSummary("What is assumed where nobody said anything");
        api.MapPut("settings", (EditEffortSettings edit, EffortSettingsInput input, CancellationToken cancel) => edit.Run(input, cancel))
            .May(Right.Administer).WithSummary("Settle what is assumed where nobody said anything");
    }

    /// <summary>Hours as typed, or visits times the hours of one.</summary>
    private static async Task<AccountEffortInput> Input(FormValues form, ReadHours read, string account, CancellationToken cancel)
    {
        var hours = form.Decimal("hours");
        if (hours is null && form.Decimal("visits") is { } visits)
            hours = Math.Abs(visits) > EffortSettings.MostHours ? visits : visits * (await read.Account(account, cancel)).View.Hours.Settings.VisitHours;
        return new AccountEffortInput
        {
            Hours = hours, Without = form.Decimal("without"), Half = form.Decimal("half"), OneAndHalf = form.Decimal("oneAndHalf"), Ceiling = form.Decimal("ceiling"),
            LeastVisits = form.Whole("leastVisits"), MostVisits = form.Whole("mostVisits"),
            SaidFrom = Enum.TryParse<SaidFrom>(form["saidFrom"], out var from) ? from : SaidFrom.Seller, Version = form.Version,
        };
    }

    private static async Task<IResult> Curve(ReadHours read, string account, FormValues? form, Refusal? refusal, CancellationToken cancel) =>
        Pages.Show<CurvePage>(new { Of = await read.Account(account, cancel), Typed = form, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);

    private static IResult Settings(EffortSettingsInput input, Refusal? refusal = null) =>
        Pages.Show<EffortSettingsPage>(new { Input = input, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
}
