using Microsoft.Extensions.DependencyInjection;
using Troth.Platform;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning;
using Troth.Schedule.Times;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Floor;

namespace Troth.Tests.Schedule.Planning;

/// <summary>The reasons of a date add up: link by link without a gap from now to the end of the very day that is answered.</summary>
public abstract class ReasonsTests(TestDatabase database)
{
    private static readonly string[] s_zones = ["Europe/Budapest", "America/Los_Angeles", "Pacific/Auckland"];

    [Fact]
    public async Task The_chain_of_each_answer_ends_with_its_day()
    {
        database.Available();
        database.Clock.Set(FloorShop.Tuesday);
        var shop = await FloorShop.Open(database.Services);
        await shop.Order(60);
        var (asked, seen) = (0, new HashSet<DateLink>());
        // Working hours, an evening, a weekend; the later ones with work centers that have not reported for long.
        foreach (var hours in new[] { 0, 4, 7, 20, 78, 20 })
        {
            database.Clock.Advance(TimeSpan.FromHours(hours));
            foreach (var pieces in new[] { 1, 7, 40, 150, 700 })
                foreach (var zone in s_zones)
                    foreach (var transit in new[] { 0, 1, 4 })
                        foreach (var (wanted, receives) in new (int?, string?)[] { (null, null), (2, null), (30, "Mon Tue Wed Thu Fri Sat Sun"), (33, "Tue Fri") })
                        {
                            var today = DateOnly.FromDateTime(database.Clock.GetUtcNow().UtcDateTime);
                            var question = new DateQuestion(shop.Frame, pieces) { TimeZone = zone, TransitDays = transit, ReceivesOn = receives, WantedOn = wanted is { } days ? today.AddDays(days) : null };
                            var offer = await shop.Do(s => Task.FromResult(s.GetRequiredService<AskDate>().Run(shop.Plan, question)));
                            if (!offer.HasDate) continue;
                            var causes = await shop.Do(s => Task.FromResult(s.GetRequiredService<FindAlternatives>().Run(shop.Plan, question).Causes));
                            Adds(shop.Plan, causes, offer.DueAt!.Value);
                            Assert.True((Weekdays.Read(receives) ?? Weekdays.WorkingWeek).Has(offer.On!.Value));
                            Assert.True(offer.InTime != true || offer.On <= (offer.ThereBy ?? question.WantedOn));
                            Assert.Equal(offer.On, LocalTime.DayOf(TimeZoneInfo.FindSystemTimeZoneById(zone), causes[^1].Until));
                            seen.UnionWith(causes.Select(c => c.Kind));
                            asked++;
                        }
        }
        Assert.InRange(asked, 400, 1000);
        Assert.Superset(new HashSet<DateLink> { DateLink.Work, DateLink.Buffer, DateLink.Unreported, DateLink.Shipping, DateLink.NoShipping, DateLink.WantedLater, DateLink.OnTheWay, DateLink.Receiving, DateLink.DayEnds }, seen);
    }

    [Fact]
    public async Task That_of_an_order_ends_with_its_promised_day_or_the_first_it_can_be_there()
    {
        database.Available();
        database.Clock.Set(FloorShop.Tuesday);
        var shop = await FloorShop.Open(database.Services);
        var orders = new List<string>();
        foreach (var pieces in new[] { 40, 3, 90, 12 }) orders.Add(await shop.Order(pieces));
        async Task<int> Late()
        {
            var late = 0;
            foreach (var order in orders)
            {
                var view = await shop.Do(s => s.GetRequiredService<ReadShopOrder>().Run(order, default));
                if (view.Finish > view.Order.ReadyBy) late++;
                Adds(shop.Plan, view.Causes, view.Finish > view.Order.ReadyBy ? LikelyDay.Of(shop.Plan, view.Order)!.Value.DueAt : view.Order.DueAt!.Value);
            }
            return late;
        }
        Assert.Equal(0, await Late());
        // What is made again for an order ends it, and is what is explained.
        await shop.Tell(shop.Say("start", orders[0]));
        await shop.Tell(shop.Say("scrap", orders[0]) with { Pieces = 40, Reason = "material" });
        Assert.NotEmpty(shop.Plan.Remakes);
        await Late();
        // Nothing happens for days: what is planned moves on with the clock.
        database.Clock.Advance(TimeSpan.FromDays(9));
        await shop.Pass();
        Assert.InRange(await Late(), 1, 4);
    }

    private static void Adds(PlantPlan plan, IReadOnlyList<DateCause> causes, DateTimeOffset end)
    {
        Assert.Equal(plan.Shop.Clock.InstantOf(plan.Plan.Now), causes[0].From);
        for (var i = 0; i < causes.Count; i++)
        {
            Assert.True(causes[i].Until > causes[i].From && causes[i].Text.Length > 0, causes[i].ToString());
            if (i > 0) Assert.True(causes[i - 1].Until == causes[i].From, $"{causes[i - 1]} {causes[i]}");
        }
        Assert.Equal(end, causes[^1].Until);
    }
}

public sealed class ReasonsOnSqlite(SqliteDatabase database) : ReasonsTests(database), IClassFixture<SqliteDatabase>;

public sealed class ReasonsOnPostgres(PostgresDatabase database) : ReasonsTests(database), IClassFixture<PostgresDatabase>;
