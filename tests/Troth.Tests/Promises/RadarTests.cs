using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Troth.Accounts;
using Troth.Identity;
using Troth.Orders;
using Troth.Orders.Channels;
using Troth.Platform.Data;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;
using Troth.Promises.Radar;
using Troth.Schedule.Planning;
using Troth.Tests.Accounts;
using Troth.Tests.Harness;

namespace Troth.Tests.Promises;

/// <summary>A little company whose signs are counted by hand, this month; nothing in the months before.</summary>
public abstract class RadarTests(TestServer troth)
{
    private static readonly Guid Plant = new("01900000-0000-7000-8000-00000000aaaa"), Class = Guid.CreateVersion7();

    private DateTimeOffset Now => troth.Clock.GetUtcNow();
    private DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    private static JsonElement Card(JsonElement radar, RadarSign sign) => radar.GetProperty("cards")[(int)sign];

    private static (int Of, int? Count) Figure(JsonElement card) =>
        (card.GetProperty("now").GetProperty("of").GetInt32(), card.GetProperty("now")
            .GetProperty("count") is { ValueKind: JsonValueKind.Number } n ? n.GetInt32() : null);

    [Fact]
    public async Task The_six_signs_are_those_counted_by_hand()
    {
        troth.Available();
        var account = await troth.Account("Pressing");
        var product = Guid.CreateVersion7();
        var month = new DateOnly(Today.Year, Today.Month, 1).AddMonths(1 - ReadRadar.Months);
        var midnight = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(month.ToDateTime(TimeOnly.MinValue), TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna")));
        await troth.Database.Db(async db =>
        {
            db.Add(new Product { Id = product, Code = "Gear", Name = "Gear", NameKey = NameKey.Of("Gear") });
            // A plan since a year ago; dates come from it since the day before yesterday.
            db.Add(new PlanHead { PlantId = Plant, Version = 1 });
            db.Add(new PlanEvent { PlantId = Plant, Version = 1, At = Now.AddYears(-1), ActorName = "Test", Through = "job", Act = "{}" });
            db.Add(new Troth.Schedule.Describing.Plant { Id = Plant, Name = "Works", TimeZone = "Europe/Vienna", GoLiveOn = Today.AddDays(-2) });
            for (var i = 0; i < 3; i++)
            {
                var before = Today.AddDays(-3); // the backlog: nobody could have asked
                db.Add(new Promise(await db.Take<Promise>(default), PromiseKind.Delivery, PromiseOrigin.Inherited, "Gears", account.Id, new(Today.AddYears(1)), before, new(before, default, default)));
            }
            // Padding 1 … 6 days: the median is 3.5. Wanted earlier than promised: two of six.
            for (var i = 1; i <= 6; i++) db.Add(await ShopOrder(db, account, product, padding: i, earlier: i <= 2 ? 3 : 0));
            // Twelve months begin at the company's midnight: one entered just after it, one just before.
            db.Add(await ShopOrder(db, account, product, padding: null, earlier: 3, midnight.AddMinutes(1)));
            db.Add(await ShopOrder(db, account, product, padding: null, earlier: 3, midnight.AddMinutes(-1)));
            var inserted = await ShopOrder(db, account, product, padding: null, earlier: 0);
            db.Add(inserted);
            // Two of eight questions were for an insert; the shop order of the insert itself is no question of its own.
            for (var i = 0; i < 2; i++)
            {
                var review = new InsertReview
                {
                    Number = await db.Take<InsertReview>(default), Plant = Plant, AccountId = account.Id, ProductId = product,
                        Quantity = 1, WantedOn = Today.AddDays(3), GivenOn = Today.AddDays(9),
                    TimeZone = "UTC", TransitDays = 0, UnitPrice = 1, Currency = "EUR", Plea = "Please", AskedBy = "Test", AskedAt = Now,
                };
                db.Add(review);
                if (i > 0) continue;
                var move = new InsertMove { ReviewId = review.Id, ShopOrder = inserted.Id, ShopOrderNumber = inserted.Number,
                    FromOn = Today, ToOn = Today.AddDays(2) };
                move.Answered(InsertConsent.Agreed, Now, "Test", "Ada", PromiseChannel.Phone, null, Today, move.ToOn);
                move.Decided(null, new(Today.AddDays(2)), "Test", null, Today, Now);
                db.Add(move);
            }
            // Six promises made, two of them never asked the plan; one of the six was moved by an insert and is done late, one is given
            // back.
            for (var i = 0; i < 7; i++)
            {
                var promise = new Promise(await db.Take<Promise>(default), PromiseKind.Delivery, i < 2 ? PromiseOrigin.Inherited
                    : PromiseOrigin.Quoted, "Gears", account.Id, new(Today), Today, Now);
                if (i == 2) promise.Of(product, 1, null, null, inserted.Id, Plant);
                if (i == 6) promise.Withdraw(Today, new(Today, TimeOnly.MinValue, TimeSpan.Zero), null);
                else promise.Keep(Today.AddDays(i is 2 or 3 ? 1 : 0), Now.AddDays(i is 2 or 3 ? 1 : 0));
                db.Add(promise);
            }
            // Wanted 2 … 10 days after the order this year, 30 the year before.
            for (var i = 1; i <= 5; i++)
            {
                await Order(db, account, Today, 2 * i);
                await Order(db, account, Today.AddMonths(-14), 30);
            }
            await db.SaveChangesAsync();
        });
        await troth.Services.GetRequiredService<SortOrders>().IfChanged(default);

        var reader = troth.As(Role.Reader);
        var radar = (await reader.Get("/api/radar")).Json;
        Assert.Equal((7, 2), Figure(Card(radar, RadarSign.Earlier)));
        Assert.Equal((6, 2), Figure(Card(radar, RadarSign.Unasked)));
        Assert.Equal((8, 2), Figure(Card(radar, RadarSign.Inserts)));
        Assert.Equal((6, 1), Figure(Card(radar, RadarSign.InsertLate))); // the other late one moved for nobody
        Assert.Equal(3.5, Card(radar, RadarSign.Padding).GetProperty("now").GetProperty("value").GetDouble(), 9);
        Assert.Equal(6, Card(radar, RadarSign.Padding).GetProperty("now").GetProperty("of").GetInt32());
        Assert.Equal(6, Card(radar, RadarSign.Asking).GetProperty("now").GetProperty("value").GetDouble(), 9);
        var earlier = Card(radar, RadarSign.Earlier).GetProperty("now");
        Assert.Equal(Troth.Evidence.Wilson.Of(2, 7).High, earlier.GetProperty("high").GetDouble(), 9);
        Assert.Equal(JsonValueKind.Null, Card(radar, RadarSign.Earlier).GetProperty("before").GetProperty("value").ValueKind);
        Assert.True(Card(radar, RadarSign.Earlier).GetProperty("trend").GetProperty("tooFew").GetBoolean());

        var counts = new[] { ("earlier", 3), ("unasked", 2), ("inserts", 2), ("insertLate", 1), ("padding", 6), ("asking", 1) };
        foreach (var (sign, facts) in counts)
        {
            Assert.Equal(facts, (await reader.Get($"/api/radar/{sign}")).Json.GetProperty("items").GetArrayLength());
            Assert.Equal(facts, (await reader.Open($"/radar/{sign}")).AllWords("tbody tr").Count);
        }
        Assert.Equal(2, (await reader.Get("/api/promises?origin=unasked")).Json.GetProperty("items").GetArrayLength());
        var inherited = (await reader.Get("/api/word")).Json.GetProperty("inherited");
        Assert.Equal((6, 2), (inherited.GetProperty("deliveries").GetInt32(), inherited.GetProperty("beforeAsked").GetInt32()));
        Assert.Contains("R-", (await reader.Open("/radar/insertLate")).Words("tbody tr")!, StringComparison.Ordinal);
        Assert.Equal(1, Card(radar, RadarSign.Earlier).GetProperty("months")[0].GetProperty("figure").GetProperty("count").GetInt32());
        Assert.Equal(month.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            (await reader.Get("/api/radar/earlier")).Json.GetProperty("items")[2].GetProperty("day").GetString());
        var asking = (await reader.Get("/api/radar/asking")).Json.GetProperty("items")[0];
        Assert.Equal((6, 30, -24), (asking.GetProperty("days").GetInt32(), asking.GetProperty("daysBefore").GetInt32(),
            asking.GetProperty("change").GetInt32()));
        Assert.Equal(404, (int)(await reader.Get("/radar/nonsense")).Status);
        var page = await reader.Open("/radar");
        Assert.Equal(6, page.AllWords("main section.card h2").Count);
        // A month with too few is a gap, and no zero.
        var table = page.Words("[aria-labelledby=radar-Unasked] table")!;
        Assert.Contains("too few (0)", table, StringComparison.Ordinal);
        Assert.DoesNotContain("0%", table.Replace("33%", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(page.Text[page.Text.IndexOf("radar-Unasked", StringComparison.Ordinal)..page.Text.IndexOf("radar-Inserts", StringComparison.Ordinal)], "<rect class=\"bar\""));
        Assert.InRange(page.Queries.Count, 1, 14);
    }

    [Theory]
    [InlineData(new[] { 5.0, 1, 2, 4, 3 }, 3.0)]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 100 }, 3.5)]
    public void A_median_is_of_what_occurs_and_lies_between_its_neighbours(double[] days, double median)
    {
        var figure = ReadRadar.Median([.. days.Select(d => (d, 1))]);
        Assert.Equal(median, figure.Value);
        Assert.InRange(figure.Value!.Value, figure.Low!.Value, figure.High!.Value);
        Assert.Null(ReadRadar.Median([(3, 4)]).Value);
    }

    private async Task<ShopOrder> ShopOrder(TrothContext db, Account account, Guid product, int? padding, int earlier,
        DateTimeOffset? entered = null) => new()
    {
        Number = await db.Take<ShopOrder>(default), PlantId = Plant, ProductId = product, Quantity = 1, ClassId = Class,
            State = ShopOrderState.Firm, Origin = ShopOrderOrigin.Quoted,
        AccountId = account.Id, RequestedOn = Today.AddDays(10 - earlier), PromisedOn = Today.AddDays(10), EnteredAt = entered ?? Now,
            TimeZone = "UTC",
        SourceKind = padding is null ? "insert" : null, QuotedEarliest = padding is null ? null : Now, ReadyBy = padding is { } days
            ? Now.AddDays(days) : null,
    };

    private static async Task Order(TrothContext db, Account account, DateOnly on, int days)
    {
        var order = new Order { Number = await db.Take<Order>(default), AccountId = account.Id, OrderedOn = on, Currency = "EUR", Sold = 5,
            LineCount = 1 };
        db.Add(order);
        db.Add(new OrderLine { OrderId = order.Id, LineNo = 1, Kind = LineKind.Sale, Quantity = 1, UnitPrice = 5, Amount = 5,
            RequestedOn = on.AddDays(days) });
    }
}

public sealed class RadarOnSqlite(SqliteServer troth) : RadarTests(troth), IClassFixture<SqliteServer>;

public sealed class RadarOnPostgres(PostgresServer troth) : RadarTests(troth), IClassFixture<PostgresServer>;
