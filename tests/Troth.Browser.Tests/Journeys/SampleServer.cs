using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Troth.Accounts;
using Troth.Browser.Tests.Gallery;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;

namespace Troth.Browser.Tests.Journeys;

/// <summary>The real program with its sample company, and real browsers that look at it.</summary>
public sealed class SampleServer() : TestServer(new SqliteDatabase())
{
    public const int Screen = 1366, Phone = 390;

    /// <summary>The account with most orders, as its address names it.</summary>
    public Task<string> Account() => Database.Db(async db => (await (
        from account in db.Set<Account>()
        orderby db.Set<Order>().Count(o => o.AccountId == account.Id) descending, account.Number
        select account).FirstAsync()).Label);

    public Task<string> Contact() => Database.Db(async db => (await db.Contacts.OrderBy(c => c.Number).FirstAsync()).Label);

    public Task<string> Order() => Database.Db(async db => (await db.Orders.OrderByDescending(o => o.LineCount).ThenBy(o => o.Number).FirstAsync()).Label);

    public Task<Guid> Product() => Database.Db(async db => (await db.Products.OrderBy(p => p.Code).FirstAsync()).Id);

    protected override async Task Seed(IServiceProvider services)
    {
        await base.Seed(services);
        await Database.Db(async db =>
        {
            db.Add(new Product { Code = "P-1", Name = "Pump", NameKey = NameKey.Of("Pump") });
            await db.SaveChangesAsync();
        });
        var account = await this.Account("Brightwater Hydraulics", a => a.LookedAfterBy(SellerId));
        await this.Contact("Ann", "Field", account);
        await this.Order(account, new DateOnly(2026, 5, 4), 1200, 30);
    }

    /// <summary>A browser window where a user of this role has signed in; null: nobody has.</summary>
    public async Task<IBrowserContext> Open(Chromium chromium, Role? role, int width = Screen, ColorScheme scheme = ColorScheme.Light)
    {
        var window = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(), ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, Locale = "en-GB", TimezoneId = "Europe/Berlin",
            ViewportSize = new() { Width = width, Height = width == Phone ? 844 : 860 }, DeviceScaleFactor = width == Phone ? 2 : 1,
        });
        var client = role is { } known ? As(known) : Visitor();
        await window.AddCookiesAsync((await client.GetCookies()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = Address.ToString() }));
        return window;
    }
}
