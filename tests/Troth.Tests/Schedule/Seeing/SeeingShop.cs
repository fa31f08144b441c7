using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Schedule.Seeing;

/// <summary>The little described shop, open, with promised orders of one customer.</summary>
internal static class SeeingShop
{
    /// <summary>Opens it once per server.</summary>
    public static async Task Ready(this TestServer troth)
    {
        if (troth.Database.MissingBecause is not null || await troth.Database.Db(db => db.Accounts.AnyAsync(a => a.Number == 901))) return;
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            var account = new Account(901, "Halas Kft.");
            account.LookedAfterBy(troth.SellerId);
            db.Add(account);
            await db.SaveChangesAsync();
        });
    }

    /// <summary>A date set aside for so many brackets; W-17.</summary>
    public static async Task<(string Quote, string Order)> Hold(this TestServer troth, int quantity, string? wantedOn = null)
    {
        var seller = troth.As(Role.Seller);
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-901", lines = new[] { new { product = Bracket, quantity, wantedOn } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var label = made.Json.GetProperty("label").GetString()!;
        return (label, (await seller.Get($"/api/quotes/{label}")).Json.GetProperty("lines")[0].GetProperty("shopOrder").GetString()!);
    }

    /// <summary>A promised order for so many brackets, for the first day or one on which they are wanted later.</summary>
    public static async Task<string> Promise(this TestServer troth, int quantity, string? wantedOn = null)
    {
        var (quote, order) = await troth.Hold(quantity, wantedOn);
        var confirmed = await troth.As(Role.Seller).Json(HttpMethod.Put, $"/api/quotes/{quote}/confirmed", new { });
        Assert.True(confirmed.Status == HttpStatusCode.OK, confirmed.Text);
        return order;
    }

    public static async Task<JsonElement> Ok(this TestClient client, string path)
    {
        var answer = await client.Get(path);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Text}");
        return answer.Json;
    }
}
