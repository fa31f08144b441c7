using Microsoft.Playwright;
using Troth.Identity;

namespace Troth.Browser.Tests.Journeys;

/// <summary>A page as somebody sees it: its route, who looks, and an address of it in the sample company.</summary>
/// <param name="Ready">What has appeared when the page is all there.</param>
/// <param name="Picture">Its name in docs/guide/pictures; none: not pictured.</param>
/// <param name="Customer">A customer looks, signed in to their own page; then <paramref name="As"/> is nobody.</param>
public sealed record SeenPage(string Route, Role? As, Func<SampleServer, Task<string>> Address, string Ready = "main h1", string? Picture = null, bool Customer = false)
{
    public SeenPage(string Route, Role? As, string Address, string Ready = "main h1", string? Picture = null, bool Customer = false)
        : this(Route, As, _ => Task.FromResult(Address), Ready, Picture, Customer) { }

    public async Task<IPage> Show(SampleServer troth, IBrowserContext window)
    {
        var page = await window.NewPageAsync();
        var answer = await page.GotoAsync(await Address(troth));
        Assert.True(answer!.Ok, $"{Route} as {As}: {answer.Status}");
        await page.WaitForSelectorAsync(Ready);
        // Frames that load when seen are part of the page.
        foreach (var frame in await page.QuerySelectorAllAsync("turbo-frame[src][loading=lazy]"))
        {
            await frame.ScrollIntoViewIfNeededAsync();
            try
            {
                await frame.WaitForSelectorAsync("xpath=self::*[@complete]", new() { State = WaitForSelectorState.Attached });
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"{Route} as {As}: its frame {await frame.GetAttributeAsync("id")} ({await frame.GetAttributeAsync("src")}) is never complete.", late);
            }
        }
        await page.EvaluateAsync("() => { window.scrollTo(0, 0); return document.fonts.ready.then(() => true) }");
        return page;
    }
}

/// <summary>Every page there is; a test finds those that are missing here.</summary>
public static class PageList
{
    public static readonly SeenPage[] All =
    [
        new("/sign-in", null, "/sign-in"),
        new("/", Role.Seller, "/", Picture: "today"),
        new("/accounts", Role.Seller, "/accounts"),
        new("/accounts/new", Role.Seller, "/accounts/new"),
        new("/accounts/{account}", Role.Seller, Account(""), Picture: "account"),
        new("/accounts/{account}/about", Role.Seller, Account("/about")),
        new("/accounts/{account}/address", Role.Seller, Account("/address")),
        new("/accounts/{account}/seller", Role.Manager, Account("/seller")),
        new("/accounts/{account}/people/new", Role.Seller, Account("/people/new")),
        new("/accounts/{account}/history", Role.Seller, Account("/history"), "turbo-frame"),
        new("/duplicates", Role.Manager, troth => troth.Doubles(), Picture: "duplicates"),
        new("/radar", Role.Manager, "/radar"),
        new("/radar/{sign}", Role.Manager, "/radar/padding"),
        new("/channels", Role.Seller, "/channels"),
        new("/channels/accounts", Role.Seller, "/channels/accounts"),
        new("/channels/rules", Role.Manager, "/channels/rules"),
        new("/book", Role.Manager, "/book", Picture: "book"),
        new("/book/{account}", Role.Manager, async troth => $"/book/{await troth.Account()}"),
        new("/book/{account}/peers", Role.Manager, async troth => $"/book/{await troth.Account()}/peers", "main"),
        new("/book/{account}/potential", Role.Seller, async troth => $"/book/{await troth.Account()}/potential"),
        new("/book/white-space", Role.Manager, "/book/white-space", Picture: "white-space"),
        new("/book/{account}/white-space", Role.Manager, async troth => await troth.Gap() is var (account, family) ? $"/book/{account}/white-space?family={Uri.EscapeDataString(family)}" : ""),
        new("/team", Role.Manager, "/team", Picture: "team"),
        new("/team/{seller}/sheet", Role.Manager, async troth => $"/team/{await troth.OneOfTheTeam()}/sheet"),
        new("/team/{seller}/sheet", Role.Seller, "/team", ".sheet"),
        new("/hours", Role.Manager, "/hours"),
        new("/hours/{seller}", Role.Manager, troth => Task.FromResult($"/hours/{troth.UserOf(Role.Seller).SellerId}"), Picture: "hours"),
        new("/hours/accounts/{account}", Role.Manager, async troth => $"/hours/accounts/{await troth.Account()}"),
        new("/hours/settings", Role.Administrator, "/hours/settings"),
        new("/import", Role.Administrator, "/import", Picture: "import"),
        new("/import/{id:int}", Role.Administrator, async troth => $"/import/{await troth.Import()}"),
        new("/import/drafts/{id:guid}", Role.Administrator, troth => troth.Draft(), "#looking form"),
        new("/claims", Role.Seller, "/claims", Picture: "claims"),
        new("/contacts", Role.Seller, "/contacts"),
        new("/contacts/{contact}", Role.Seller, Contact("")),
        new("/contacts/{contact}/about", Role.Seller, Contact("/about")),
        new("/contacts/{contact}/accounts/new", Role.Seller, Contact("/accounts/new")),
        new("/contacts/{contact}/history", Role.Seller, Contact("/history"), "turbo-frame"),
        new("/orders", Role.Scheduler, "/orders"),
        new("/orders/{order}", Role.Scheduler, async troth => $"/orders/{await troth.Order()}"),
        new("/orders/{order}/history", Role.Scheduler, async troth => $"/orders/{await troth.Order()}/history", "turbo-frame"),
        new("/desk", Role.Seller, "/desk?product=a&quantity=4"),
        new("/desk/reasons", Role.Seller, "/desk/reasons", "turbo-frame"),
        new("/quotes", Role.Seller, "/quotes"),
        new("/quotes/{quote}", Role.Seller, async troth => $"/quotes/{await troth.Quote()}"),
        new("/inserts", Role.Seller, async troth => (await troth.Insert()) is var _ ? "/inserts" : ""),
        new("/inserts/new", Role.Seller, async troth => $"/inserts/new?product={await troth.Product()}&quantity=40&wantedOn=2030-01-01"),
        new("/inserts/{review}", Role.Scheduler, async troth => $"/inserts/{(await troth.Insert()).Review}"),
        new("/promises", Role.Seller, "/promises", Picture: "promises"),
        new("/promises/new", Role.Seller, "/promises/new"),
        new("/promises/{promise}", Role.Seller, async troth => $"/promises/{await troth.Promise()}"),
        new("/promises/{promise}/history", Role.Seller, async troth => $"/promises/{await troth.Promise()}/history", "turbo-frame"),
        new("/word", Role.Manager, "/word", Picture: "word"),
        new("/word/looks", Role.Manager, "/word/looks"),
        new("/word/settings", Role.Administrator, "/word/settings"),
        new("/trades", Role.Manager, async troth => (await troth.Board()) is var _ ? "/trades" : ""),
        new("/trades/{board}", Role.Manager, async troth => $"/trades/{(await troth.Board()).Board}", Picture: "trades"),
        new("/trades/{board}/moves/{account}", Role.Manager, async troth => await troth.Board() is var (board, move) ? $"/trades/{board}/moves/{move}" : ""),
        new("/tiers", Role.Manager, "/tiers", Picture: "tiers"),
        new("/tiers/settings", Role.Administrator, "/tiers/settings"),
        new("/tiers/{account}", Role.Manager, async troth => $"/tiers/{await troth.Account()}"),
        new("/products", Role.Marketer, "/products"),
        new("/products/{id:guid}", Role.Marketer, async troth => $"/products/{await troth.Product()}"),
        new("/products/{id:guid}/history", Role.Marketer, async troth => $"/products/{await troth.Product()}/history", "turbo-frame"),
        new("/rates", Role.Administrator, "/rates"),
        new("/search", Role.Seller, "/search?q=a"),
        new("/sellers", Role.Administrator, "/sellers"),
        new("/sellers/new", Role.Administrator, "/sellers/new"),
        new("/sellers/{seller}", Role.Administrator, async troth => $"/sellers/{await troth.Seller()}"),
        new("/settings", Role.Seller, "/settings"),
        new("/people", Role.Administrator, "/people"),
        new("/people/new", Role.Administrator, "/people/new"),
        new("/people/{id:guid}", Role.Administrator, troth => Task.FromResult($"/people/{troth.UserOf(Role.Seller).Id}")),
        new("/company", Role.Administrator, "/company"),
        new("/floor", Role.Scheduler, "/floor"),
        new("/floor/pair", null, "/floor/pair"),
        new("/schedule/reports", Role.Seller, "/schedule/reports"),
        new("/schedule/operators", Role.Scheduler, "/schedule/operators"),
        new("/schedule/tablets", Role.Scheduler, "/schedule/tablets"),
        new("/mails", Role.Administrator, "/mails"),
        new("/history", Role.Administrator, "/history", Picture: "history"),
        new("/history/{change:guid}", Role.Manager, async troth => $"/history/{await troth.ChangeOfAccount()}"),
        new("/outbox", Role.Scheduler, "/outbox"),
        new("/accounts/{account}/invitations", Role.Seller, Account("/invitations")),
        new("/accounts/{account}/words", Role.Seller, Account("/words")),
        new("/accounts/{account}/portal", Role.Seller, Account("/portal")),
        new("/accounts/{account}/portal/orders/{order}", Role.Seller, async troth => $"/accounts/{await troth.Account()}/portal/orders/{await troth.OrderOfCustomer()}"),
        new("/schedule", Role.Scheduler, "/schedule", ".gantt-bar", Picture: "plan"),
        new("/schedule", Role.Scheduler, "/schedule?by=order&days=28", ".gantt-bar"),
        new("/schedule", Role.Scheduler, "/schedule?view=table"),
        new("/schedule/shop/take", Role.Scheduler, "/schedule/shop/take"),
        new("/schedule/decisions", Role.Scheduler, "/schedule/decisions", "turbo-frame"),
        new("/schedule/dispatch", Role.Scheduler, "/schedule/dispatch?days=7"),
        new("/schedule/orders", Role.Scheduler, "/schedule/orders"),
        new("/schedule/slips", Role.Scheduler, "/schedule/slips"),
        new("/schedule/orders/{order}", Role.Scheduler, async troth => $"/schedule/orders/{await troth.ShopOrder()}"),
        new("/schedule/orders/{order}/history", Role.Scheduler, async troth => $"/schedule/orders/{await troth.ShopOrder()}/history", "turbo-frame"),
        new("/schedule/orders/{order}/operations/{remake:int}/{operation:int}", Role.Scheduler, async troth => $"/schedule/orders/{await troth.ShopOrder()}/operations/0/0?how=pin"),
        new("/schedule/centers/{center:guid}/machines/{machine:int}/sequence", Role.Scheduler, async troth => $"/schedule/centers/{await troth.Press()}/machines/1/sequence"),
        new("/schedule/go-live", Role.Scheduler, "/schedule/go-live"),
        new("/schedule/go-live/look", Role.Scheduler, "/schedule/go-live/look"),
        new("/schedule/what-if", Role.Scheduler, "/schedule/what-if"),
        new("/schedule/what-if/{scenario}", Role.Scheduler, async troth => $"/schedule/what-if/{await troth.Scenario()}", "table.what-if"),
        new("/schedule/what-if/{scenario}/comparison", Role.Scheduler, async troth => $"/schedule/what-if/{await troth.Scenario()}/comparison", "turbo-frame"),
        new("/schedule/what-if/{scenario}/standing", Role.Scheduler, async troth => $"/schedule/what-if/{await troth.Scenario()}/standing?on=1", "turbo-frame"),
        new("/schedule/what-if/{scenario}/apply", Role.Scheduler, async troth => $"/schedule/what-if/{await troth.Scenario()}/apply"),
        new("/portal", null, "/portal", Picture: "portal", Customer: true),
        new("/portal/orders/{order}", null, async troth => $"/portal/orders/{await troth.OrderOfCustomer()}", Customer: true),
        new("/portal/quotes/{quote}", null, async troth => $"/portal/quotes/{await troth.Quote()}", Customer: true),
        new("/portal/questions/{question}", null, async troth => $"/portal/questions/{(await troth.Insert()).Question}", Customer: true),
        new("/portal/reorder", null, "/portal/reorder", Customer: true),
        new("/portal/thanks", null, "/portal/thanks", Customer: true),
        new("/portal/let-down", null, "/portal/let-down", Customer: true),
        new("/portal/settings", null, "/portal/settings", Customer: true),
        new("/portal/sign-in", null, "/portal/sign-in"),
        new("/portal/in/{secret}", null, async troth => $"/portal/in/{await troth.CustomerLink()}"),
        new("/schedule/shop", Role.Scheduler, "/schedule/shop"),
        new("/schedule/plant", Role.Scheduler, "/schedule/plant"),
        new("/schedule/classes", Role.Scheduler, "/schedule/classes"),
        new("/schedule/calendars", Role.Scheduler, "/schedule/calendars"),
        new("/schedule/calendars/new", Role.Scheduler, "/schedule/calendars/new?week=two"),
        new("/schedule/calendars/{id:guid}", Role.Scheduler, async troth => $"/schedule/calendars/{await troth.Calendar()}"),
        new("/schedule/centers", Role.Scheduler, "/schedule/centers"),
        new("/schedule/centers/new", Role.Scheduler, "/schedule/centers/new"),
        new("/schedule/centers/{id:guid}", Role.Scheduler, async troth => $"/schedule/centers/{await troth.WorkCenter()}"),
        new("/schedule/supplies", Role.Scheduler, "/schedule/supplies"),
        new("/schedule/supplies/{product:guid}", Role.Scheduler, async troth => $"/schedule/supplies/{await troth.Product()}"),
        new("/schedule/routings", Role.Scheduler, "/schedule/routings"),
        new("/schedule/routings/{product:guid}", Role.Scheduler, async troth => $"/schedule/routings/{await troth.Product()}"),
    ];

    private static Func<SampleServer, Task<string>> Account(string part) => async troth => $"/accounts/{await troth.Account()}{part}";

    private static Func<SampleServer, Task<string>> Contact(string part) => async troth => $"/contacts/{await troth.Contact()}{part}";

    /// <summary>What answers GET but is no page, or none of a company that is set up.</summary>
    public static readonly string[] NoPages = ["/set-up", "/accounts/export", "/book/export", "/book/white-space/export", "/team/export", "/tiers/export", "/duplicates/export", "/promises/export", "/quotes/export", "/outbox/export", "/schedule/orders/export", "/schedule/dispatch/export", "/import/drafts/{id:guid}/recipe.json",
        "/import/{id:int}/refused/{file}", "/assets/{name}", "/live", "/portal/live", "/panels/{place}/{key}/{subject:guid}", "/{*path}"];
}
