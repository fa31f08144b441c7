using Microsoft.Extensions.Localization;
using Troth.Platform.Lists;
using Troth.Platform.Live;
using Troth.Platform.Web;
using Troth.Portal.Access;
using Troth.Portal.Saying;
using Troth.Portal.Seeing;
using Troth.Promises.Contracts;

namespace Troth.Portal;

/// <summary>The routes of the customer's own pages.</summary>
internal static class PortalPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var all = app.MapGroup(PortalRoutes.Root).ExcludeFromDescription();
        MapWayIn(all.MapGroup("").ForInvited());
        var own = all.MapGroup("").ForCustomers();
        own.MapGet("", (PortalReader reader, ReadOwnOrders orders, ListWords list, DeskForCustomers desk,
            QuestionsForCustomers questions, string? after, string? before, CancellationToken cancel) =>
            Orders(reader, orders, list, desk, questions, after, before, cancel));
        own.MapGet("/orders/{order}", (ReadOwnOrders orders, string order, CancellationToken cancel) => Order(orders, order, cancel));
        own.MapGet("/live", (HttpContext http, PortalReader reader) =>
        {
            var topic = $"account:{reader.AccountId}";
            // That some plan changed tells nothing of anybody; what of it is theirs, the page asks for anew.
            return LiveEndpoint.Stream(http, heard => heard == topic || heard == "schedule");
        });
        MapWord(own, "/thanks", WordKind.Thanks);
        MapWord(own, "/let-down", WordKind.LetDown);
        own.MapGet("/settings", (PortalSettings settings) => Settings(settings.Get(), null));
        own.MapPost("/settings", async (HttpContext http, PortalSettings settings, IStringLocalizer<Words> words,
            CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            var input = new PortalSettingsInput(form.Text("culture"), form.Text("timeZone"));
            return await Pages.Submit(() => settings.Run(input, cancel), _ => Pages.SeeOther("/portal/settings", words["saved"]),
                refusal => Settings(input, refusal));
        });
    }

    private static void MapWayIn(RouteGroupBuilder way)
    {
        way.MapGet("/sign-in", (string? asked) => Pages.Show<AskPage>(new { Sent = asked is not null }));
        way.MapPost("/sign-in", async (HttpContext http, AskForLink ask, CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                async () =>
                {
                    await ask.Run(http, form["email"], cancel);
                    return true;
                },
                _ => Pages.SeeOther("/portal/sign-in?asked=yes"),
                refusal => Pages.Show<AskPage>(new { Email = form["email"], Refusal = refusal }, refusal.Status));
        });
        way.MapGet("/in/{secret}", async (HttpContext http, SignInByLink link, string secret, CancellationToken cancel) =>
            await link.Find(http, secret, cancel) is { } found
                ? Pages.Show<LinkPage>(new { Secret = secret, found.Contact, found.Account })
                : Wrong());
        way.MapPost("/in/{secret}", async (HttpContext http, SignInByLink link, string secret, CancellationToken cancel) =>
            await link.Run(http, secret, cancel) ? Pages.SeeOther(PortalRoutes.Root) : Wrong());
        way.MapPost("/sign-out", async (HttpContext http, SignInByLink link, CancellationToken cancel) =>
        {
            await link.End(http, cancel);
            return Pages.SeeOther(PortalRoutes.SignInPath);
        });
    }

    private static void MapWord(RouteGroupBuilder own, string path, WordKind kind)
    {
        own.MapGet(path, (ReadOwnOrders orders, string? order, CancellationToken cancel) => Say(orders, kind, order, null, null, cancel));
        own.MapPost(path, async (HttpContext http, SayWord say, ReadOwnOrders orders, IStringLocalizer<Words> words,
            CancellationToken cancel) =>
        {
            var form = await FormValues.Read(http);
            return await Pages.Submit(
                () => say.Run(kind, new(form["text"], form.Text("order")), cancel),
                _ => Pages.SeeOther(PortalRoutes.Root, words[$"say.done.{kind}"]),
                refusal => Say(orders, kind, form.Text("order"), form["text"], refusal, cancel));
        });
    }

    public static async Task<IResult> Orders(PortalReader reader, ReadOwnOrders orders, ListWords list, DeskForCustomers desk,
        QuestionsForCustomers questions, string? after, string? before, CancellationToken cancel) => Pages.Show<MyOrdersPage>(new
    {
        Orders = await orders.Run(ListPlace.From(after, before, ReadOwnOrders.Shown), cancel),
        Said = await list.Run(reader.Said, ListWords.Shown, cancel),
        Quotes = await desk.Quotes(reader.AccountId, true, cancel), Kept = await desk.Record(reader.AccountId, cancel),
        Questions = await questions.Run(reader.AccountId, true, cancel),
    });

    public static async Task<IResult> Order(ReadOwnOrders orders, string reference, CancellationToken cancel)
    {
        var (order, lines) = await orders.Find(reference, cancel);
        return Pages.Show<MyOrderPage>(new { Order = order, Lines = lines });
    }

    private static async Task<IResult> Say(ReadOwnOrders orders, WordKind kind, string? order, string? text, Refusal? refusal,
        CancellationToken cancel)
    {
        var choices = (await orders.List(new ListPlace(Limit: ReadOwnOrders.Shown), cancel)).Items;
        // One that is older than those offered was come from: it is found, if it is this customer's.
        if (order is not null && refusal is null && choices.All(o => o.Label != order)) choices = [(await orders.Find(order,
            cancel)).Order, .. choices];
        return Pages.Show<SayPage>(new { Kind = kind, Orders = choices, Order = order, Text = text, Refusal = refusal }, refusal?.Status
            ?? StatusCodes.Status200OK);
    }

    private static IResult Settings(PortalSettingsInput input, Refusal? refusal) =>
        Pages.Show<PortalSettingsPage>(new { Input = input, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);

    /// <summary>Used up, ended, altered or never made: it says the same, and how to get another.</summary>
    private static IResult Wrong() => Pages.Show<AskPage>(new { Wrong = true }, StatusCodes.Status404NotFound);
}
