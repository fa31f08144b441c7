using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

[DbContext(typeof(TrothContext))]
[Migration("0042_inserts")]
public sealed class M0042Inserts : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "insert_reviews").Id().Int("version").Long("number").Id("plant").Id("account_id").Id("seller_id", true).Id("product_id").Int("quantity")
            .Id("promise_class", true).Int("wanted_on").Int("given_on", true).Text("time_zone", 60).Int("transit_days").Text("receives_on", 27, true).Long("unit_price").Text("currency", 3).Text("plea", 2000)
            .Id("asker", true).Text("asked_by", 200).Long("asked_at").Long("plan_version").Bool("possible").Text("moving").Text("state", 12)
            .Id("decider", true).Text("decided_by", 200, true).Long("decided_at", true).Text("reason", 2000, true).Id("shop_order", true).Id("quote", true).Long("seen_at", true)
            .Key("id").Refers("account_id", "accounts").Refers("seller_id", "sellers").Refers("product_id", "products");
        NewTable.In(migration, "insert_moves").Id().Int("version").Id("review_id").Id("shop_order").Long("shop_order_number").Id("account_id", true).Id("seller_id", true)
            .Int("from_on").Int("to_on", true).Text("consent", 12).Int("agreed_on", true).Long("answered_at", true).Text("asked_by", 200, true).Text("whom", 2000, true)
            .Text("channel", 12, true).Text("said", 2000, true)
            .Long("asked_at", true).Id("question", true).Id("asked_whom", true).Int("asked_of_on", true).Id("contact", true).Int("said_on", true).Text("doubted_for", 200, true).Text("outcome", 12, true).Long("seen_at", true)
            .Key("id").Refers("review_id", "insert_reviews", cascade: true);
        NewTable.In(migration, "shop_decisions").Id().Int("version").Long("number").Id("plant").Id("decider", true).Text("decided_by", 200).Long("decided_at")
            .Text("reason", 2000).Text("late").Key("id");
        migration.Unique("shop_decisions", "number");
        migration.Unique("insert_reviews", "number");
        migration.Index("insert_reviews", "state", "asked_at");
        migration.Index("insert_reviews", "account_id", "asked_at");
        migration.Index("insert_reviews", "product_id");
        migration.Unique("insert_moves", "review_id", "shop_order_number");
        migration.Index("insert_moves", "shop_order");
        migration.Index("insert_reviews", "seller_id", "state");
        migration.Index("insert_reviews", "shop_order");
        migration.Index("insert_moves", "account_id", "asked_at");
        migration.Index("insert_moves", "seller_id", "outcome");
    }
}
