using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Web;
using Troth.Promises.Inserts;

namespace Troth.Promises.Desk;

/// <summary>The routes of the promise desk's page, and their API.</summary>
internal static class DeskPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/desk", async (HttpRequest http, AskDesk ask, CancellationToken cancel) =>
        {
            var lines = Lines(http.Query["product"], http.Query["quantity"], http.Query["wantedOn"]);
            return Show(await ask.Run(http.Query["account"], lines, cancel), lines, http.Query.ContainsKey("more"), Came(http.Cookies[Usual]), null);
        }).May(Right.SeePromises).ExcludeFromDescription();
        app.MapGet("/desk/reasons", async (AskDesk ask, AskInsert inserts, Reader reader, string? account, string? product, string? quantity, string? wantedOn, string? review,
            CancellationToken cancel) =>
        {
            var (line, reasons, whose) = await ask.Why(account, new(product, quantity, wantedOn), cancel);
            var asks = review is null && reader.May(Right.KeepPromises);
            var not = asks ? await inserts.WhyNot(line, reasons, whose, cancel) : [];
            return Pages.Show<DeskReasons>(new { Line = line, Reasons = reasons, Account = account, Asks = asks, NoInsert = not });
        }).May(Right.SeePromises).ExcludeFromDescription();
        app.MapPost("/desk", async (HttpContext http, AskDesk ask, MakeQuote make, IStringLocalizer<Words> words, CancellationToken cancel) =>
        {
            var form = await http.Request.ReadFormAsync(cancel);
            string?[] Of(string field) => [.. form[field]];
            var (products, quantities, wanted, offered) = (Of("product"), Of("quantity"), Of("wantedOn"), Of("offeredOn"));
            var lines = Lines(products, quantities, wanted);
            var came = Came(form["came"]);
            http.Response.Cookies.Append(Usual, came?.ToString() ?? "",
                new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, IsEssential = true, MaxAge = TimeSpan.FromDays(365) });
            return await Pages.Submit(
                async () =>
                {
                    var view = await ask.Run(form["account"], lines, cancel);
                    if (view.Account is null) throw new Platform.Errors.BadInputException("account", Words.Say("desk.whose"));
                    return await make.Run(new(view.Account.Label, [.. view.Lines.Select((l, i) => new MakeQuote.Line(l.Product?.Id ?? Guid.Empty, l.Quantity, l.WantedOn, Day(offered.ElementAtOrDefault(i))))], Channel: came),
                        form["key"], cancel);
                },
                made => Pages.SeeOther($"/quotes/{made.Label}", words["desk.held", made.Label]),
                async refusal => Show(await ask.Run(form["account"], lines, cancel), lines, false, came, refusal));
        }).May(Right.KeepPromises).ExcludeFromDescription();
        var api = app.MapGroup("/api/desk").WithTags("Promise desk");
        api.MapGet("", (HttpRequest http, AskDesk ask, string? account, string[]? product, string[]? quantity, string[]? wantedOn, CancellationToken cancel) =>
            ask.Run(account, Lines(product ?? [], quantity ?? [], wantedOn ?? []), cancel)).May(Right.SeePromises)
            .WithSummary("When several things can be delivered together").WithDescription("Each `product` (id, code or words) with the `quantity` and `wantedOn` of the same place. Nothing is held.");
        api.MapGet("reasons", async (AskDesk ask, string? account, string? product, string? quantity, string? wantedOn, CancellationToken cancel) =>
            (await ask.Why(account, new(product, quantity, wantedOn), cancel)).Reasons).May(Right.SeePromises).WithSummary("Why that date, and what would give an earlier one");
    }

    /// <summary>The cookie that keeps how customers usually ask whoever sits at this desk.</summary>
    private const string Usual = "troth-desk-came";

    private static SalesChannel? Came(string? said) => Enum.TryParse<SalesChannel>(said, out var came) && DeskPage.Ways.Contains(came) ? came : null;

    private static IResult Show(DeskView view, IReadOnlyList<DeskLine> lines, bool more, SalesChannel? came, Refusal? refusal)
    {
        List<DeskLine> shown = [.. lines.Where(l => !l.IsEmpty)];
        if (shown.Count == 0 || (more && shown.Count < AskDesk.MostLines)) shown.Add(new(null, null, null));
        return Pages.Show<DeskPage>(new { View = view, Typed = shown, Came = came, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static List<DeskLine> Lines(IReadOnlyList<string?> products, IReadOnlyList<string?> quantities, IReadOnlyList<string?> wanted) =>
        [.. Enumerable.Range(0, Math.Min(AskDesk.MostLines, Math.Max(products.Count, Math.Max(quantities.Count, wanted.Count))))
            .Select(i => new DeskLine(products.ElementAtOrDefault(i), quantities.ElementAtOrDefault(i), wanted.ElementAtOrDefault(i))).Where(l => !l.IsEmpty)];

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day : null;
}
