using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Orders.Channels;

/// <summary>The routes of channels and of the rules by which orders are sorted, pages and API.</summary>
internal static class ChannelRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/channels", async (ReadChannels read, ChannelChoices choices, [AsParameters] ChannelFilter filter,
            CancellationToken cancel) =>
            Pages.Show<ChannelsPage>(new { View = await read.Run(filter, cancel), Filter = filter, Offers = await choices.Run(cancel) }))
            .May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapGet("/channels/accounts", async (ListMovable list, ChannelChoices choices, EditSorting rules,
            [AsParameters] ChannelFilter filter,
            string? after, string? before, CancellationToken cancel) => Pages.Show<MovablePage>(new
            {
                Accounts = await list.Run(filter, ListPlace.From(after, before, null), cancel), Filter = filter,
                    Offers = await choices.Run(cancel),
                (await rules.Current(cancel)).Minutes,
            })).May(Right.SeeAccounts).ExcludeFromDescription();
        app.MapGet("/channels/rules", async (HttpContext http, EditSorting edit, CurrentCompany company, CancellationToken cancel) =>
            await Show(edit, company, RulesInAddress.Read(http.Request.Query, await edit.Find(cancel)), cancel)).May(Right.SortOrders)
                .ExcludeFromDescription();
        app.MapPost("/channels/rules", async (HttpContext http, EditSorting edit, CurrentCompany company, IStringLocalizer<Words> words,
            CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var input = Input(form);
            return await Pages.Submit(
                async () =>
                {
                    form.Errors.ThrowIfAny();
                    if (form["look"] is null) await edit.Run(input, cancel);
                    else new SortingRules().Settle(input);
                    return form["look"] is null;
                },
                saved => saved ? Pages.SeeOther("/channels/rules", words["rules.saved"]) : Pages.SeeOther(RulesInAddress.Write(input)),
                refusal => Show(edit, company, input, cancel, form, refusal));
        }).May(Right.SortOrders).ExcludeFromDescription();
        app.MapPost("/orders/{order}/channel", async (HttpContext http, CorrectChannel correct, IStringLocalizer<Words> words,
            string order, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            SalesChannel? channel = form.Text("channel") is not { } typed ? null
                : Enum.TryParse<SalesChannel>(typed, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known
                : throw new BadInputException("channel", Words.Say("orders.channel", typed));
            var saved = await correct.Run(order, new(channel, form.Version), cancel);
            return Pages.SeeOther($"/orders/{saved.Label}", words["channel.corrected"]);
        }).May(Right.EditAccounts).ExcludeFromDescription();

        var api = app.MapGroup("/api/channels").WithTags("Orders");
        api.MapGet("", (ReadChannels read, [AsParameters] ChannelFilter filter, CancellationToken cancel) => read.Run(filter, cancel))
            .May(Right.SeeAccounts)
            .WithSummary("Which share of ordinary orders came by which channel, by month, the newest first");
        api.MapGet("accounts", (ListMovable list, [AsParameters] ChannelFilter filter, string? after, string? before, int? limit,
            CancellationToken cancel) =>
            list.Run(filter, ListPlace.From(after, before, limit), cancel)).May(Right.SeeAccounts)
            .WithSummary("Accounts whose ordinary orders could move to the portal, those with most first");
        api.MapGet("rules", (EditSorting edit, CancellationToken cancel) => edit.Find(cancel)).May(Right.SortOrders)
            .WithSummary("The rules by which orders are sorted");
        api.MapPut("rules", async (EditSorting edit, SortingRulesInput input, CancellationToken cancel) =>
            SortingRulesInput.Of(await edit.Run(input, cancel)))
            .May(Right.SortOrders).WithSummary("Settle the rules; orders are sorted by them within moments");
        api.MapPost("rules/look", (EditSorting edit, SortingRulesInput input, CancellationToken cancel) => edit.Look(input, cancel))
            .May(Right.SortOrders)
            .WithSummary("How many orders of the last twelve months rules would catch; nothing is kept");
        app.MapPut("/api/orders/{order}/channel", async (CorrectChannel correct, string order, CorrectChannel.Request request,
            CancellationToken cancel) =>
        {
            var saved = await correct.Run(order, request, cancel);
            return new CorrectChannel.Request(saved.Channel, saved.Version);
        }).May(Right.EditAccounts).WithTags("Orders").WithSummary("Say by which channel an order really came");
    }

    private static SortingRulesInput Input(FormValues form) => new(
        form["amountOn"] is not null, form.Decimal("amountOver") ?? -1, form["firstOn"] is not null, form["newOn"] is not null,
        form["discountOn"] is not null, (form.Decimal("discountOver") ?? -100) / 100, form["quantityOn"] is not null,
            form.Decimal("quantityTimes") ?? -1,
        form["earlierOn"] is not null, form.Whole("earlierDays") ?? -1, form["unlistedOn"] is not null, form.Whole("minutes") ?? -1,
            form.Version);

    private static async Task<IResult> Show(
        EditSorting edit, CurrentCompany company, SortingRulesInput input, CancellationToken cancel, FormValues? typed = null,
            Refusal? refusal = null) =>
        Pages.Show<RulesPage>(new
        {
            Input = input, Look = refusal is null ? await edit.Look(input, cancel) : null,
                Currency = (await company.Find(cancel))?.BaseCurrency ?? "",
            Typed = typed, Refusal = refusal,
        }, refusal?.Status ?? StatusCodes.Status200OK);
}
