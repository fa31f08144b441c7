using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform;
using Troth.Platform.Errors;
using Troth.Schedule.Contracts;
using Troth.Schedule.Dates;
using Troth.Schedule.Planning;
using Troth.Schedule.Planning.Acts;
using Troth.Scheduling.Plans;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Floor;

namespace Troth.Tests.Schedule.Planning;

/// <summary>More pieces, other ways and far days get what anybody gets who asks for as many: the plan's day, widened where nobody reports.</summary>
public abstract class AskedAgainTests(TestDatabase database)
{
    private Task<FloorShop> Shop()
    {
        database.Available();
        database.Clock.Set(FloorShop.Tuesday);
        return FloorShop.Open(database.Services);
    }

    private static long Number(string order) => long.Parse(order.AsSpan(2), CultureInfo.InvariantCulture);

    private static Task<T> Turn<T>(FloorShop shop, Func<ShopDesk, PlanTurn, Task<T>> work) =>
        shop.Do(s => s.GetRequiredService<PlanWriter>().Write(shop.Plant, turn => work(s.GetRequiredService<ShopDesk>(), turn), default));

    private static Task<DateOffer> Ask(FloorShop shop, PlantPlan plan, DateQuestion question) =>
        shop.Do(s => Task.FromResult(s.GetRequiredService<AskDate>().Run(plan, question)));

    private static Task<DeskAnswer> Alter(FloorShop shop, string order, int pieces) => shop.Do(s => s.GetRequiredService<PlanWriter>().Write(shop.Plant,
        async turn => await s.GetRequiredService<ShopDesk>().Alter(turn, await s.GetRequiredService<ReadShopOrder>().Find(order, true, default), pieces, default), default));

    [Fact]
    public async Task More_pieces_are_quoted_anew()
    {
        var shop = await Shop();
        var order = await shop.Order(20);
        var refused = 0;
        for (var pieces = 30; pieces <= 120; pieces += 10)
        {
            var without = shop.Plan;
            without = new Cancel(Number(order)).Apply(without).Plan;
            var quote = await Ask(shop, without, new(shop.Frame, pieces));
            var answer = await Alter(shop, order, pieces);
            var promised = answer.Order!.PromisedOn;
            Assert.Equal(quote.On <= promised, answer.Done);
            Assert.Equal(PromiseRisk.None, OrderStates.Risk(shop.Plan, Number(order)));
            if (answer.Done) continue;
            refused++;
            Assert.Equal(("dateLost", quote.On), (answer.Refusal, answer.Offer!.On));
            Assert.Contains("The first now is", ShopDesk.Refused(answer).Message, StringComparison.Ordinal);
        }
        Assert.InRange(refused, 1, 9);
        // Fewer stay where they are, whatever else.
        Assert.True((await Alter(shop, order, 10)).Done);
    }

    [Fact]
    public async Task More_pieces_are_not_promised_while_nobody_reports()
    {
        var shop = await Shop();
        await shop.Order(20);
        var order = await shop.Order(4);
        database.Clock.Advance(TimeSpan.FromDays(7));
        var answer = await Alter(shop, order, 6);
        Assert.Equal(("dateLost", NoDateReason.Unreported), (answer.Refusal, answer.Offer!.NoDate));
        Assert.True((await Alter(shop, order, 3)).Done);
    }

    [Fact]
    public async Task The_day_shown_is_given_or_refused_and_none_beyond_what_is_planned()
    {
        var shop = await Shop();
        async Task<DeskAnswer> Hold(DateOnly? shown, DateOnly? wanted = null) => await Turn(shop, (desk, turn) => desk.Hold(
            turn, new(shop.Frame, 2) { WantedOn = wanted }, shown, null, new() { SourceKind = "test", SourceId = Guid.Empty }, default));
        foreach (var far in new[] { new DateOnly(2029, 1, 31), DayReach.Last })
        {
            foreach (var answer in new[] { await Hold(far), await Hold(null, far) })
                Assert.Equal(("noDate", NoDateReason.Beyond), (answer.Refusal, answer.Offer!.NoDate));
            Assert.Contains("beyond what is planned", (await Ask(shop, shop.Plan, new(shop.Frame, 2) { WantedOn = far })).Why, StringComparison.Ordinal);
        }
        var later = new DateOnly(2027, 9, 15);
        Assert.Equal(later, (await Hold(later)).Order!.PromisedOn);
        Assert.Equal("dateLost", (await Hold(DayReach.First)).Refusal);
        Assert.False((await Ask(shop, shop.Plan, new(shop.Frame, 2) { WantedOn = DayReach.First })).InTime);
        foreach (var nobodyMeans in new[] { DateOnly.MinValue, DateOnly.MaxValue })
            Assert.Contains("wantedOn", (await Assert.ThrowsAsync<BadInputException>(() => Hold(null, nobodyMeans))).Errors.Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Other_ways_are_earlier_and_widened_like_the_answer(int silentDays)
    {
        var shop = await Shop();
        foreach (var pieces in new[] { 80, 60, 120 }) await shop.Order(pieces);
        database.Clock.Advance(TimeSpan.FromDays(silentDays));
        await Turn(shop, (_, _) => Task.FromResult(true));
        foreach (var pieces in new[] { 10, 40, 100, 300, 900 })
            foreach (var wanted in new DateOnly?[] { null, new(2027, 3, 19) })
            {
                var question = new DateQuestion(shop.Frame, pieces) { WantedOn = wanted };
                var offer = await Ask(shop, shop.Plan, question with { WantedOn = null });
                Assert.Equal(silentDays > 0, offer.Widened > 0);
                var ways = (await shop.Do(s => Task.FromResult(s.GetRequiredService<FindAlternatives>().Run(shop.Plan, question)))).Alternatives;
                Assert.All(ways, way => Assert.True(way.On < offer.On, $"{pieces}: {way.Kind} {way.On} is not before {offer.On}."));
                foreach (var split in ways.Where(w => w.Kind == Scheduling.Quoting.AlternativeKind.SplitDelivery))
                    Assert.Equal((await Ask(shop, shop.Plan, new(shop.Frame, split.Pieces))).On, split.On);
            }
    }

    [Fact]
    public async Task The_load_of_the_running_week_is_that_of_the_hours_left()
    {
        var shop = await Shop();
        await shop.Order(400);
        var load = await shop.Do(s => Task.FromResult(s.GetRequiredService<Troth.Schedule.Seeing.SeeLoad>().Run(shop.Plan, null, 1)));
        // Tuesday, 9:00 to Friday, 14:00, on two saws.
        Assert.Equal(2 * 29m, load.Centers.Single(c => c.Center == shop.Saw).Weeks[0].OpenHours);
    }
}

public sealed class AskedAgainOnSqlite(SqliteDatabase database) : AskedAgainTests(database), IClassFixture<SqliteDatabase>;

public sealed class AskedAgainOnPostgres(PostgresDatabase database) : AskedAgainTests(database), IClassFixture<PostgresDatabase>;
