using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Promises;
using Troth.Promises.Contracts;
using Troth.Promises.Ledger;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Desk;

/// <summary>Only with the customer's word, and only in time, does a promise get smaller or leave the count.</summary>
public abstract class CustomersWordTests(TestServer troth) : IAsyncLifetime
{
    private TestClient seller = null!;

    public async Task InitializeAsync()
    {
        if (troth.Database.MissingBecause is not null) return;
        seller = troth.As(Role.Seller);
        if (await troth.Database.Db(db => db.Accounts.AnyAsync(a => a.Number == 960))) return;
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            db.Add(new Account(960, "Changes its mind"));
            return await db.SaveChangesAsync();
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<Promise> Saved(Promise promise) => troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.Id == promise.Id));

    private async Task<(Promise Promise, string Order)> Promised(int quantity)
    {
        var made = await seller.Json(HttpMethod.Post, "/api/quotes",
            new { account = "A-960", lines = new[] { new { product = Bracket, quantity } } });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var label = made.Json.GetProperty("label").GetString();
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{label}/confirmed", new { })).Status);
        var quote = (await seller.Get($"/api/quotes/{label}")).Json;
        var order = quote.GetProperty("order").GetGuid();
        return (await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync(p => p.OrderId == order)),
            quote.GetProperty("lines")[0].GetProperty("shopOrder").GetString()!);
    }

    private async Task Put(string path, object body)
    {
        var answer = await seller.Json(HttpMethod.Put, path, body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    private async Task Ship(string order, int pieces)
    {
        var sent = await troth.As(Role.Scheduler).Json(HttpMethod.Post, $"/api/shop-orders/{order}/shipments", new { pieces, why = "From stock" });
        Assert.True(sent.Status == HttpStatusCode.OK, sent.Text);
    }

    [Fact]
    public async Task What_nobody_at_the_customer_has_cancelled_we_have_broken()
    {
        troth.Available();
        var (ours, order) = await Promised(5);
        await Put($"/api/shop-orders/{order}/cancelled", new { text = "We do not want to make it" });
        Assert.Equal((PromiseState.Broken, "Cancelled", "We do not want to make it"),
            ((await Saved(ours)).State, (await Saved(ours)).Cause.ToString(), (await Saved(ours)).CauseText));
        var (theirs, second) = await Promised(5);
        foreach (var half in new object[] { new { whom = "Ms Alt" }, new { channel = "phone" } })
            Assert.Equal(HttpStatusCode.BadRequest, (await seller.Json(HttpMethod.Put, $"/api/shop-orders/{second}/cancelled", half)).Status);
        Assert.True((await Saved(theirs)).IsOpen);
        await Put($"/api/shop-orders/{second}/cancelled", new { text = "Project stopped", whom = "Ms Alt", channel = "phone" });
        Assert.Equal((PromiseState.Withdrawn, "Project stopped"), ((await Saved(theirs)).State, (await Saved(theirs)).CauseText));
        var said = (await seller.Get($"/api/promises/{theirs.Label}")).Json.GetProperty("told")[0];
        Assert.Equal(("Ms Alt", "phone"), (said.GetProperty("whom").GetString(), said.GetProperty("channel").GetString()));
        Assert.Contains("Ms Alt", (await seller.Open($"/promises/{theirs.Label}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_in_part_is_settled_by_the_customers_word_and_can_still_come_back()
    {
        troth.Available();
        var ((theirs, first), (ours, second)) = (await Promised(4), await Promised(4));
        await Ship(first, 1);
        await Ship(second, 1);
        await Put($"/api/shop-orders/{first}/cancelled", new { whom = "Ms Alt", channel = "mail" });
        await Put($"/api/shop-orders/{second}/cancelled", new { });
        Assert.Equal((PromiseState.Renegotiated, PromiseState.Broken), ((await Saved(theirs)).State, (await Saved(ours)).State));
        foreach (var promise in new[] { theirs, ours })
        {
            Assert.Contains("?act=returned", (await seller.Open($"/promises/{promise.Label}")).Text, StringComparison.Ordinal);
            await Put($"/api/promises/{promise.Label}/returned", new { cause = "defect", text = "Bent" });
            Assert.Equal((PromiseState.Broken, PromiseCause.Defect), ((await Saved(promise)).State, (await Saved(promise)).Cause!.Value));
        }
    }

    /// <summary>All of it was never with the customer, and no day is named as if it were.</summary>
    [Fact]
    public async Task What_came_in_part_has_no_day_on_which_all_was_there()
    {
        troth.Available();
        foreach (var (body, word) in new (object, string)[] { (new { whom = "Ms Alt", channel = "mail" }, "PartOnly"), (new { }, "Broken") })
        {
            var (promise, order) = await Promised(4);
            await Ship(order, 1);
            await Put($"/api/shop-orders/{order}/cancelled", body);
            var saved = await Saved(promise);
            Assert.Equal((null, null), (saved.DaysLate, saved.RealisedDays));
            await using var scope = troth.Services.CreateAsyncScope();
            var own = (await scope.ServiceProvider.GetRequiredService<OwnDeliveries>().Of([promise.OrderId!.Value], default))[promise.OrderId!.Value].Single();
            Assert.Equal((word, null), (own.State.ToString(), own.DoneOn));
            Assert.Contains("1 of 4 came", (await seller.Open($"/promises/{promise.Label}")).Words("[aria-labelledby=end-title]"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cause_that_follows_from_what_was_done_is_not_picked()
    {
        troth.Available();
        var (promise, order) = await Promised(4);
        foreach (var act in new[] { "broken", "reopened", "returned" })
            foreach (var cause in new[] { "cancelled", "decision", "insert" })
            {
                var refused = await seller.Json(HttpMethod.Put, $"/api/promises/{promise.Label}/{act}", new { cause, text = "So it is" });
                Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
                Assert.True(refused.Json.GetProperty("errors").TryGetProperty("cause", out _), refused.Text);
            }
        Assert.True((await Saved(promise)).IsOpen);
        await Ship(order, 4);
        var form = await seller.Open($"/promises/{promise.Label}?act=returned");
        Assert.Contains("value=\"Defect\"", form.Text, StringComparison.Ordinal);
        Assert.All(["Cancelled", "Decision", "Insert"], cause => Assert.DoesNotContain($"value=\"{cause}\"", form.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_word_came_through_a_page_on_which_customers_cannot_say_it()
    {
        troth.Available();
        var (promise, order) = await Promised(4);
        foreach (var act in new[] { "quantity", "cancelled" })
        {
            object body = act == "quantity" ? new { quantity = 2, whom = "Ms Alt", channel = "portal" } : new { whom = "Ms Alt", channel = "portal" };
            var refused = await seller.Json(HttpMethod.Put, $"/api/shop-orders/{order}/{act}", body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            Assert.True(refused.Json.GetProperty("errors").TryGetProperty("channel", out _), refused.Text);
            Assert.DoesNotContain("value=\"Portal\"", (await seller.Open($"/promises/{promise.Label}?act={act}")).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fewer_pieces_are_the_promise_only_with_the_customers_word()
    {
        troth.Available();
        var ((ours, first), (theirs, second), (again, third)) = (await Promised(8), await Promised(8), await Promised(8));
        foreach (var order in new[] { first, second, third }) await Ship(order, 1);
        await Put($"/api/shop-orders/{first}/quantity", new { quantity = 2 });
        await Put($"/api/shop-orders/{second}/quantity", new { quantity = 2, whom = "Ms Alt", channel = "visit" });
        await Put($"/api/shop-orders/{third}/quantity", new { quantity = 2 });
        await Put($"/api/shop-orders/{third}/quantity", new { quantity = 8 });
        Assert.Contains("8", (await seller.Open($"/promises/{ours.Label}")).Words("[aria-labelledby=end-title]"), StringComparison.Ordinal);
        await Ship(first, 1);
        await Ship(second, 1);
        await Ship(third, 7);
        Assert.Equal((PromiseState.Broken, PromiseCause.Short), ((await Saved(ours)).State, (await Saved(ours)).Cause!.Value));
        Assert.Equal((PromiseState.Kept, PromiseState.Kept), ((await Saved(theirs)).State, (await Saved(again)).State));
        var said = (await seller.Get($"/api/promises/{theirs.Label}")).Json.GetProperty("told")[0];
        Assert.Equal(("Ms Alt", "visit"), (said.GetProperty("whom").GetString(), said.GetProperty("channel").GetString()));
    }

    [Fact]
    public async Task The_forms_ask_who_said_it()
    {
        troth.Available();
        var ((fewer, _), (none, _)) = (await Promised(6), await Promised(6));
        foreach (var (promise, act, quantity) in new[] { (fewer, "quantity", "3"), (none, "cancelled", "") })
        {
            var form = await seller.Open($"/promises/{promise.Label}?act={act}");
            Assert.Contains("name=\"whom\"", form.Text, StringComparison.Ordinal);
            var saved = await seller.Submit(form, "main form", ("quantity", quantity), ("whom", "Ms Alt"), ("channel", "Phone"));
            Assert.True((int)saved.Status == 303, saved.Text);
        }
        Assert.Equal((3m, PromiseState.Withdrawn), ((await Saved(fewer)).Quantity, (await Saved(none)).State));
        Assert.Equal(2, await troth.Database.Db(db => db.PromiseTalks.CountAsync(t => (t.PromiseId == fewer.Id || t.PromiseId == none.Id) && t.Whom == "Ms Alt")));
    }
}

public sealed class CustomersWordOnSqlite(SqliteServer troth) : CustomersWordTests(troth), IClassFixture<SqliteServer>;

public sealed class CustomersWordOnPostgres(PostgresServer troth) : CustomersWordTests(troth), IClassFixture<PostgresServer>;
