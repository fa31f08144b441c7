using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>The routes of the pages about our own sellers.</summary>
internal static class SellerPages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/sellers", async (ListSellers list, CancellationToken cancel) => Pages.Show<SellersPage>(new { Sellers = await list.Run(cancel) }))
            .May(Right.Administer).ExcludeFromDescription();
        app.MapGet("/sellers/new", (ShowSeller show, CancellationToken cancel) => show.Run(null, null, null, cancel)).May(Right.Administer).ExcludeFromDescription();
        app.MapGet("/sellers/{seller}", (ShowSeller show, string seller, CancellationToken cancel) => show.Run(seller, null, null, cancel)).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/sellers", (HttpContext http, EditSeller edit, ShowSeller show, IStringLocalizer<Words> words, CancellationToken cancel) =>
            Save(http, null, (_, request) => edit.Add(request, cancel), show, words, cancel)).May(Right.Administer).ExcludeFromDescription();
        app.MapPost("/sellers/{seller}", (HttpContext http, EditSeller edit, ShowSeller show, IStringLocalizer<Words> words, string seller, CancellationToken cancel) =>
            Save(http, seller, (reference, request) => edit.Run(reference!, request, cancel), show, words, cancel)).May(Right.Administer).ExcludeFromDescription();
    }

    private static async Task<IResult> Save(
        HttpContext http, string? seller, Func<string?, EditSeller.Request, Task<Seller>> save, ShowSeller show, IStringLocalizer<Words> words, CancellationToken cancel)
    {
        var form = await FormValues.Read(http);
        var request = new EditSeller.Request(
            form.Text("name") ?? "", form.Text("title"), form.Text("email"), form.Text("phone"), form.Text("team"), form.Text("active") == "true", form.Version);
        return await Pages.Submit(() => save(seller, request), _ => Pages.SeeOther("/sellers", words["saved"]), refusal => show.Run(seller, form, refusal, cancel));
    }
}

/// <summary>Draws the form for a seller, new or known.</summary>
public sealed class ShowSeller(TrothContext db)
{
    private static readonly string[] Fields = ["name", "team", "title", "email", "phone", "active"];

    public async Task<IResult> Run(string? reference, FormValues? form, Refusal? refusal, CancellationToken cancel)
    {
        var (id, number) = reference is null ? default : Reference.Parse("S", reference);
        var seller = reference is null ? null
            : await db.Sellers.AsNoTracking().FirstOrDefaultAsync(s => id != null ? s.Id == id : s.Number == number, cancel) ?? throw new NotFoundException(Words.Say("seller.named", reference));
        var teams = await db.Teams.AsNoTracking().OrderBy(t => t.NameKey).Select(t => new { t.Id, t.Name }).ToListAsync(cancel);
        var saved = seller is null ? [] : new Dictionary<string, string?>
        {
            ["name"] = seller.Name, ["team"] = teams.FirstOrDefault(t => t.Id == seller.TeamId)?.Name, ["title"] = seller.Title, ["email"] = seller.Email, ["phone"] = seller.Phone,
            ["active"] = seller.Active ? "true" : null,
        };
        return Pages.Show<SellerPage>(new
        {
            Seller = seller, Saved = saved, Typed = form is null ? null : Fields.ToDictionary(f => f, f => form[f]), Refusal = refusal, Teams = teams.Select(t => t.Name).ToList(),
        }, refusal?.Status ?? StatusCodes.Status200OK);
    }
}
