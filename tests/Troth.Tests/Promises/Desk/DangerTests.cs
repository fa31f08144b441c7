using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Live;
using Troth.Platform.Mail;
using Troth.Promises;
using Troth.Promises.Ledger;
using Troth.Schedule.Describing;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Planning;
using static Troth.Tests.Schedule.Planning.DescribedShop;

namespace Troth.Tests.Promises.Desk;

public abstract class DangerTests(TestServer troth)
{
    [Fact]
    public async Task A_stop_puts_a_promise_in_danger_and_the_customer_is_told_before_it_is_late()
    {
        troth.Available();
        await troth.Open();
        await troth.Database.Db(async db =>
        {
            var (account, contact) = (new Account(909, "Ian Moss Ltd"), new Contact(909, "Ian", "Moss") { Email = "ian@moss.example" });
            account.LookedAfterBy(troth.SellerId);
            db.AddRange(account, contact, new ContactRole { AccountId = account.Id, ContactId = contact.Id });
            await db.SaveChangesAsync();
        });
        var seller = troth.As(Role.Seller);
        var made = await seller.Json(HttpMethod.Post, "/api/quotes", new { account = "A-909", lines = new[] { new { product = Bracket, quantity = 40 } } });
        Assert.Equal(HttpStatusCode.OK, (await seller.Json(HttpMethod.Put, $"/api/quotes/{made.Json.GetProperty("label").GetString()}/confirmed", new { })).Status);
        var promise = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync());
        Assert.DoesNotContain("In danger", (await seller.Open($"/promises/{promise.Label}")).Text, StringComparison.Ordinal);

        // Told before there was any danger: of what comes later the customer does not know yet.
        await troth.Database.Db(db => db.ShopOrders.ExecuteUpdateAsync(set => set.SetProperty(o => o.RiskToldAt, troth.Clock.GetUtcNow())));

        using var heard = troth.Services.GetRequiredService<LiveNews>().Listen();
        var stopped = await troth.As(Role.Scheduler).Json(HttpMethod.Post, $"/api/plants/{Plant.TheFirst}/reports",
            new[] { new { key = "stop-1", what = "stop", center = "PRESS", machine = 1, minutes = 60 * 24 * 5, reason = "breakdown", at = troth.Clock.GetUtcNow() } });
        Assert.True(stopped.Json[0].GetProperty("outcome").GetString() == "accepted", stopped.Text);
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        Assert.Contains(PlanMemory.Topic, await heard.Next(soon.Token));

        var page = await seller.Open($"/promises/{promise.Label}");
        Assert.Contains("In danger", page.Text, StringComparison.Ordinal);
        Assert.Contains("PRESS", page.Words(".danger-card"), StringComparison.Ordinal);
        Assert.InRange(page.Queries.Count, 1, 12);
        var today = await seller.Open("/");
        Assert.Contains("Tell Ian Moss Ltd", today.Words("main"), StringComparison.Ordinal);
        Assert.Contains("does not know yet", today.Words("main"), StringComparison.Ordinal);

        var form = await seller.Open($"/promises/{promise.Label}?act=message");
        Assert.Contains("a machine that your order needs has stopped", form.Words("textarea"), StringComparison.Ordinal);
        Assert.DoesNotContain("PRESS", form.Words("textarea"), StringComparison.Ordinal);
        var told = await seller.Submit(form, "form:has(textarea)", ("text", "Ian, the press stands. It will be later."));
        Assert.True(told.Status == HttpStatusCode.SeeOther, told.Text);
        await seller.Submit(form, "form:has(textarea)", ("text", "Ian, the press stands. It will be later."));
        var mail = await troth.Database.Db(db => db.Mails.AsNoTracking().SingleAsync());
        Assert.Equal(("ian@moss.example", "Ian, the press stands. It will be later."), (mail.To, mail.Body));
        var saved = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync());
        Assert.Equal((PromiseState.Open, promise.DueOn, true), (saved.State, saved.DueOn, saved.Notice > 0));
        Assert.NotNull((await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync())).RiskToldAt);

        var yes = await seller.Json(HttpMethod.Post, $"/api/promises/{promise.Label}/renegotiation", new { channel = "phone", answer = "agreed", whom = "Ian Moss" });
        Assert.True(yes.Status == HttpStatusCode.OK, yes.Text);
        var agreed = await troth.Database.Db(db => db.Promises.AsNoTracking().SingleAsync());
        Assert.True(agreed.DueOn > promise.DueOn);
        Assert.Equal(promise.FirstDueOn, agreed.FirstDueOn);

        // The plan recovered while the message was written: a word to the customer now does not release what comes later.
        await troth.Database.Db(db => db.ShopOrders.ExecuteUpdateAsync(set => set
            .SetProperty(o => o.Risk, PromiseRisk.None).SetProperty(o => o.RiskToldAt, (DateTimeOffset?)null)));
        var late = await seller.Json(HttpMethod.Post, $"/api/promises/{promise.Label}/message", new { text = "It may be late after all." });
        Assert.True(late.Status == HttpStatusCode.OK, late.Text);
        Assert.Null((await troth.Database.Db(db => db.ShopOrders.AsNoTracking().SingleAsync())).RiskToldAt);
    }
}

public sealed class DangerOnSqlite(SqliteServer troth) : DangerTests(troth), IClassFixture<SqliteServer>;

public sealed class DangerOnPostgres(PostgresServer troth) : DangerTests(troth), IClassFixture<PostgresServer>;
