using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Troth.Platform;
using Troth.Platform.Errors;
using Troth.Platform.Mail;
using Troth.Portal.Access;

namespace Troth.Tests.Platform.Mail;

public sealed class OwnAddressTests
{
    [Fact]
    public void Links_lead_to_the_setting() =>
        Assert.Equal("https://orders.example.com/portal/in/x", Services(("TROTH_URL", "https://orders.example.com"))
            .GetRequiredService<OwnAddress>().Of("/portal/in/x"));

    [Fact]
    public void This_machine_alone_needs_no_setting() =>
        Assert.Equal("http://127.0.0.1:5099/portal", Services(("PORT", "5099")).GetRequiredService<OwnAddress>().Of("/portal"));

    [Fact]
    public void Whoever_is_reached_by_others_must_say_where() => Assert.Equal("address.unknown",
        Assert.Throws<BusinessRuleException>(() => Services(("TROTH_LISTEN", "0.0.0.0")).GetRequiredService<OwnAddress>().Root).Code);

    [Theory]
    [InlineData("orders.example.com")]
    [InlineData("ftp://orders.example.com")]
    [InlineData("https://me:secret@orders.example.com")]
    [InlineData("https://orders.example.com/troth")]
    [InlineData("https://orders.example.com/?a=b")]
    public void A_wrong_address_is_refused_at_the_start(string url) =>
        Assert.Throws<ArgumentException>(() => TrothSettings.From(name => name == "TROTH_URL" ? url : null));

    [Theory]
    [InlineData("https://orders.example.com", CookieSecurePolicy.Always)]
    [InlineData("http://orders.example.com", CookieSecurePolicy.SameAsRequest)]
    public void Cookies_of_customers_travel_encrypted_where_the_address_is(string url, CookieSecurePolicy policy)
    {
        var cookie = Services(("TROTH_URL", url)).GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(PortalScheme.Name).Cookie;
        Assert.Equal((policy, true, SameSiteMode.Lax), (cookie.SecurePolicy, cookie.HttpOnly, cookie.SameSite));
    }

    private static ServiceProvider Services(params (string Name, string Value)[] set)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        Rooms.Add(services, TrothSettings.From(name => set.FirstOrDefault(s => s.Name == name).Value));
        return services.BuildServiceProvider();
    }
}
