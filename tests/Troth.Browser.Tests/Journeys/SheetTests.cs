using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Troth.Accounts;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;

namespace Troth.Browser.Tests.Journeys;

/// <summary>A manager prints a seller's sheet: one side of A4 with room to write, of the smallest book and of the largest.</summary>
[Collection(Journeys.Name)]
public sealed partial class SheetTests(SampleServer troth, Chromium chromium)
{
    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PdfPage { get; }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sheet_is_one_printed_page_with_room_for_notes(bool largest)
    {
        troth.Available();
        var sellers = await troth.Database.Db(db => db.Sellers.Select(s => new { s.Number, Accounts = db.Set<Account>().Count(a => a.SellerId == s.Id) }).Where(s => s.Accounts > 0).ToListAsync());
        var seller = largest ? sellers.MaxBy(s => s.Accounts)! : sellers.MinBy(s => s.Accounts)!;
        await using var window = await troth.Open(chromium, Role.Administrator);
        var page = await window.NewPageAsync();
        await page.GotoAsync($"/team/S-{seller.Number}/sheet");
        Assert.True(await page.Locator(".sheet").CountAsync() == 1, await page.Locator("body").InnerTextAsync());
        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });
        Assert.Single(PdfPage.Matches(Encoding.Latin1.GetString(pdf)));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(688, 1031); // what is left of A4 within the margins
        var room = await page.EvaluateAsync<double[]>("() => { const sheet = document.querySelector('.sheet'), notes = document.querySelector('.sheet-notes'); return [sheet.scrollHeight - sheet.clientHeight, notes.clientHeight] }");
        Assert.True(room[0] <= 1, $"{room[0]} pixels of the sheet of {seller.Accounts} accounts are cut off");
        Assert.True(room[1] > 80, $"{room[1]} pixels are left for notes beside {seller.Accounts} accounts");
    }
}
