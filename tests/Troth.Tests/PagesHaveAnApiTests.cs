using System.Text.RegularExpressions;
using Troth.Tests.Harness;

namespace Troth.Tests;

/// <summary>What a page shows or changes, a program can too.</summary>
public sealed class PagesHaveAnApiTests(SqliteServer troth) : IClassFixture<SqliteServer>
{
    /// <summary>Pages whose API has another address than theirs under /api. Empty: there is nothing in it for a program.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["GET /"] = "GET /api/today",
        ["GET /sign-in"] = "", ["POST /sign-in"] = "", ["POST /sign-out"] = "", ["GET /set-up"] = "", ["POST /set-up"] = "",
        ["GET /assets/{name}"] = "", ["GET /live"] = "", ["GET /panels/{place}/{key}/{subject:guid}"] = "", ["POST /local/command"] = "",
        ["POST /preferences/safe-view"] = "", ["POST /preferences/theme"] = "", ["GET /{*path}"] = "", ["POST /{*path}"] = "",
        ["POST /company"] = "PUT /api/company", ["POST /settings"] = "PUT /api/settings", ["POST /settings/password"] = "PUT /api/settings/password",
        ["POST /people/{id:guid}"] = "PUT /api/people/{id:guid}", ["POST /people/{id:guid}/lock"] = "PUT /api/people/{id:guid}/locked",
        ["POST /sellers/{seller}"] = "PUT /api/sellers/{seller}", ["POST /rates"] = "PUT /api/rates", ["POST /rates/{id:guid}/remove"] = "DELETE /api/rates/{id:guid}",
        ["POST /accounts/{account}/about"] = "PATCH /api/accounts/{account}",
        ["POST /accounts/{account}/address"] = "PATCH /api/accounts/{account}",
        ["POST /accounts/{account}/seller"] = "PUT /api/accounts/{account}/seller",
        ["POST /accounts/{account}/people"] = "POST /api/contacts",
        ["POST /contacts/{contact}/about"] = "PATCH /api/contacts/{contact}",
        ["POST /contacts/{contact}/accounts"] = "PUT /api/contacts/{contact}/accounts/{account}",
        ["POST /contacts/{contact}/accounts/{account}/remove"] = "DELETE /api/contacts/{contact}/accounts/{account}",
        ["POST /book/{account}/potential/{id:guid}/withdraw"] = "DELETE /api/book/{account}/potential/{id:guid}",
        ["POST /book/questions/{id:guid}/answer"] = "PUT /api/book/questions/{id:guid}/answer",
        ["GET /floor"] = "GET /api/floor/work", ["GET /floor/pair"] = "", ["POST /floor/pair"] = "",
        ["POST /schedule/operators/{id:guid}"] = "PUT /api/schedule/operators/{id:guid}", ["POST /schedule/tablets/{id:guid}/revoke"] = "PUT /api/schedule/tablets/{id:guid}/revoked",
        ["POST /inserts/{review}/again"] = "POST /api/inserts/{review}/again", ["POST /inserts/{review}/held"] = "PUT /api/inserts/{review}/held",
        ["POST /inserts/{review}/withdrawn"] = "PUT /api/inserts/{review}/withdrawn", ["POST /inserts/{review}/seen"] = "PUT /api/inserts/{review}/seen",
        ["POST /inserts/{review}/done"] = "PUT /api/inserts/{review}/done", ["POST /inserts/{review}/refused"] = "PUT /api/inserts/{review}/refused",
        ["POST /inserts/{review}/asked/{shopOrder:long}"] = "PUT /api/inserts/{review}/asked/{shopOrder:long}",
        ["POST /inserts/{review}/answers/{shopOrder:long}"] = "PUT /api/inserts/{review}/answers/{shopOrder:long}",
        ["POST /portal/questions/{question}/answer"] = "PUT /api/portal/questions/{question}/answer",
        ["POST /portal/quotes/{quote}/accepted"] = "PUT /api/portal/quotes/{quote}/accepted",
        ["GET /portal"] = "GET /api/portal/orders", ["POST /portal/settings"] = "PUT /api/portal/settings", ["GET /portal/live"] = "",
        ["GET /portal/thanks"] = "", ["GET /portal/let-down"] = "", ["GET /portal/sign-in"] = "", ["POST /portal/sign-in"] = "", ["POST /portal/sign-out"] = "",
        ["GET /portal/in/{secret}"] = "", ["POST /portal/in/{secret}"] = "",
        ["POST /accounts/{account}/invitations"] = "PUT /api/accounts/{account}/invitations/{contact}",
        ["POST /accounts/{account}/invitations/{contact}/remove"] = "DELETE /api/accounts/{account}/invitations/{contact}",
        ["POST /accounts/{account}/words/{id:guid}/answer"] = "PUT /api/accounts/{account}/words/{id:guid}/answer",
        ["POST /promises/{promise}/kept"] = "PUT /api/promises/{promise}/kept", ["POST /promises/{promise}/broken"] = "PUT /api/promises/{promise}/broken",
        ["POST /promises/{promise}/withdrawn"] = "PUT /api/promises/{promise}/withdrawn", ["POST /promises/{promise}/reopened"] = "PUT /api/promises/{promise}/reopened",
        ["POST /desk"] = "POST /api/quotes", ["POST /quotes/{quote}/sent"] = "PUT /api/quotes/{quote}/sent", ["POST /quotes/{quote}/confirmed"] = "PUT /api/quotes/{quote}/confirmed",
        ["POST /quotes/{quote}/declined"] = "PUT /api/quotes/{quote}/declined", ["POST /quotes/{quote}/held"] = "PUT /api/quotes/{quote}/held",
        ["POST /quotes/{quote}/again"] = "PUT /api/quotes/{quote}/again", ["POST /quotes/{quote}/line"] = "PUT /api/quotes/{quote}/lines/{line:int}",
        ["POST /promises/{promise}/quantity"] = "PUT /api/shop-orders/{order}/quantity", ["POST /promises/{promise}/cancelled"] = "PUT /api/shop-orders/{order}/cancelled",
        ["POST /promises/{promise}/returned"] = "PUT /api/promises/{promise}/returned",
        ["GET /schedule/shop/take"] = "GET /api/plants/{plant:guid}/plan/shop", ["POST /schedule/shop/take"] = "POST /api/plants/{plant:guid}/plan/shop",
        ["GET /schedule/orders/{order}"] = "GET /api/shop-orders/{order}",
        ["POST /outbox/taken"] = "PUT /api/outbox/answers", ["POST /outbox/{number:long}/again"] = "PUT /api/outbox/{number:long}/again",
        ["POST /channels/rules"] = "PUT /api/channels/rules", ["POST /orders/{order}/channel"] = "PUT /api/orders/{order}/channel",
        ["POST /hours/accounts/{account}"] = "PUT /api/hours/accounts/{account}", ["POST /hours/settings"] = "PUT /api/hours/settings",
        ["POST /history/{change:guid}/taken-back"] = "PUT /api/changes/{change:guid}/taken-back",
        ["POST /word/settings"] = "PUT /api/word/settings",
        ["GET /import"] = "GET /api/imports", ["POST /import"] = "POST /api/imports/drafts", ["GET /import/{id:int}"] = "GET /api/imports/{id:int}",
        ["POST /import/{id:int}/stop"] = "PUT /api/imports/{id:int}/stopped", ["POST /import/{id:int}/revert"] = "PUT /api/imports/{id:int}/reverted",
        ["GET /import/{id:int}/refused/{file}"] = "GET /api/imports/{id:int}/refused/{file}",
        ["GET /import/drafts/{id:guid}"] = "GET /api/imports/drafts/{id:guid}", ["GET /import/drafts/{id:guid}/recipe.json"] = "GET /api/imports/drafts/{id:guid}",
        ["POST /import/drafts/{id:guid}"] = "PUT /api/imports/drafts/{id:guid}/recipe", ["POST /import/drafts/{id:guid}/recipe"] = "PUT /api/imports/drafts/{id:guid}/recipe",
        ["POST /import/drafts/{id:guid}/import"] = "POST /api/imports/drafts/{id:guid}/import",
        ["POST /schedule/plant"] = "PUT /api/schedule/plant",
        ["POST /schedule/classes/{id:guid}"] = "PUT /api/schedule/classes/{id:guid}", ["POST /schedule/calendars/{id:guid}"] = "PUT /api/schedule/calendars/{id:guid}",
        ["POST /schedule/calendars/{id:guid}/days/{day:guid}/remove"] = "DELETE /api/schedule/calendars/{id:guid}/days/{day:guid}",
        ["POST /schedule/centers/{id:guid}"] = "PUT /api/schedule/centers/{id:guid}", ["POST /schedule/centers/{id:guid}/remove"] = "DELETE /api/schedule/centers/{id:guid}",
        ["POST /schedule/supplies/{product:guid}"] = "PUT /api/schedule/supplies/{product:guid}", ["POST /schedule/routings/{product:guid}"] = "PUT /api/schedule/routings/{product:guid}",
        ["POST /schedule/supplies/{product:guid}/receipts/{id:guid}/received"] = "PUT /api/schedule/supplies/{product:guid}/receipts/{id:guid}/received",
        ["GET /schedule/what-if"] = "GET /api/what-if", ["POST /schedule/what-if"] = "POST /api/what-if", ["GET /schedule/what-if/{scenario}"] = "GET /api/what-if/{scenario}",
        ["GET /schedule/what-if/{scenario}/comparison"] = "GET /api/what-if/{scenario}/comparison", ["GET /schedule/what-if/{scenario}/standing"] = "GET /api/what-if/{scenario}",
        ["POST /schedule/what-if/{scenario}/changes"] = "POST /api/what-if/{scenario}/changes", ["POST /schedule/what-if/{scenario}/name"] = "PUT /api/what-if/{scenario}/name",
        ["POST /schedule/what-if/{scenario}/changes/{no:int}/remove"] = "DELETE /api/what-if/{scenario}/changes/{no:int}",
        ["POST /schedule/what-if/{scenario}/remove"] = "DELETE /api/what-if/{scenario}", ["GET /schedule/what-if/{scenario}/apply"] = "GET /api/what-if/{scenario}/apply",
        ["POST /schedule/what-if/{scenario}/apply"] = "PUT /api/what-if/{scenario}/applied",
        ["POST /schedule/centers/{id:guid}/days/{day:guid}/remove"] = "DELETE /api/schedule/centers/{id:guid}/days/{day:guid}",
        ["POST /duplicates/{pair:guid}/decision"] = "PUT /api/duplicates/{pair:guid}/decision",
        ["POST /duplicates/decided/{decision:guid}/remove"] = "DELETE /api/duplicates/decided/{decision:guid}",
        ["POST /tiers/settings"] = "PUT /api/tiers/settings", ["POST /tiers/{account}"] = "PUT /api/tiers/{account}/decision",
        ["POST /trades/{board}/shared"] = "PUT /api/trades/{board}/shared", ["POST /trades/{board}/closed"] = "PUT /api/trades/{board}/closed",
        ["GET /trades/{board}/moves/{account}"] = "GET /api/trades/{board}", ["POST /trades/{board}/moves/{account}/seller"] = "PUT /api/trades/{board}/moves/{account}/seller",
        ["POST /trades/{board}/moves/{account}/dropped"] = "PUT /api/trades/{board}/moves/{account}/dropped", ["POST /trades/{board}/moves/{account}/telling"] = "PUT /api/trades/{board}/moves/{account}/telling",
        ["POST /trades/{board}/moves/{account}/accepted"] = "PUT /api/trades/{board}/moves/{account}/accepted", ["POST /trades/{board}/moves/{account}/told"] = "PUT /api/trades/{board}/moves/{account}/told",
        ["POST /import/drafts/{id:guid}/throw-away"] = "DELETE /api/imports/drafts/{id:guid}",
    };

    /// <summary>What programs of more people may read than open the page, which is a form to change it.</summary>
    private static readonly string[] Wider = ["GET /api/company", "GET /api/sellers", "GET /api/sellers/{seller}"];

    [Fact]
    public void Every_page_has_its_api()
    {
        troth.Available();
        var all = Routes.Of(troth).ToList();
        var api = all.Where(r => r.IsApi).ToDictionary(r => r.ToString(), r => (r.Right, r.ForCustomers));
        var wrong = new List<string>();
        foreach (var page in all.Where(r => !r.IsApi && !IsForm(r)))
        {
            var there = Elsewhere.GetValueOrDefault(page.ToString(), $"{page.Method} /api{page.Pattern.Replace("/history", "/changes", StringComparison.Ordinal)}");
            if (there.Length == 0) continue;
            if (!api.TryGetValue(there, out var reader)) wrong.Add($"{page} has no {there}");
            else if (reader != (page.Right, page.ForCustomers) && !Wider.Contains(there)) wrong.Add($"{page} is for {page.Right}, {there} for {reader}");
        }
        wrong.AddRange(Elsewhere.Keys.Except(all.Select(r => r.ToString())).Select(gone => $"no such page: {gone}"));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>A form to fill in is nothing to a program.</summary>
    private static bool IsForm(Route route) => route.Method == HttpMethod.Get && Regex.IsMatch(route.Pattern, "/new$|^/(accounts|contacts)/[^/]*/(about|address|seller)$");
}
