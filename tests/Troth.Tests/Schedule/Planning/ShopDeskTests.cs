using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;
using Troth.Tests.Harness;
using Troth.Tests.Schedule.Floor;

namespace Troth.Tests.Schedule.Planning;

public abstract class ShopDeskTests(TestDatabase database)
{
    [Fact]
    public async Task An_order_of_which_pieces_are_made_again_can_be_given_a_later_day()
    {
        database.Available();
        database.Clock.Set(FloorShop.Tuesday);
        var shop = await FloorShop.Open(database.Services);
        var order = await shop.Order(20);
        database.Clock.Advance(TimeSpan.FromMinutes(30));
        await shop.Tell(shop.Say("start", order, minutesAgo: 20), shop.Say("scrap", order) with { Pieces = 2 });
        var number = long.Parse(order.AsSpan(2), CultureInfo.InvariantCulture);
        Assert.NotEmpty(shop.Plan.Remakes[number]);
        var (answer, on) = await shop.Do(s => s.GetRequiredService<PlanWriter>().Write(shop.Plant, async turn =>
        {
            var one = await s.GetRequiredService<ReadShopOrder>().Find(order, true, default);
            var day = one.PromisedOn!.Value.AddDays(14);
            return (await s.GetRequiredService<ShopDesk>().Postpone(turn, one, day, default), day);
        }, default));
        Assert.Null(answer.Refusal);
        Assert.Equal((on, 20), (answer.Order!.PromisedOn, answer.Order.Quantity));
        // What is made again is promised with it, and neither has more or fewer pieces than before.
        var minute = shop.Plan.Shop.Clock.MinuteOf(answer.Order.ReadyBy!.Value);
        Assert.Equal([(20, minute), (2, minute)], shop.Plan.All(number).Select(p => (p.Terms.Quantity, p.Terms.Promised)));
        var rebuilt = await shop.Db(async db => (await PlanStore.Version(db, shop.Plant, long.MaxValue, default))!);
        Assert.Equal(PlanSnapshots.Write(shop.Plan), PlanSnapshots.Write(rebuilt));
    }
}

public sealed class ShopDeskOnSqlite(SqliteDatabase database) : ShopDeskTests(database), IClassFixture<SqliteDatabase>;

public sealed class ShopDeskOnPostgres(PostgresDatabase database) : ShopDeskTests(database), IClassFixture<PostgresDatabase>;
