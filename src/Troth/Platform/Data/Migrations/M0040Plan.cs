using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

[DbContext(typeof(TrothContext))]
[Migration("0040_plan")]
public sealed class M0040Plan : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "plan_heads").Id("plant_id").Long("version").Long("planned_at").Long("learned_at", true).Key("plant_id");
        NewTable.In(migration, "plan_events").Id("plant_id").Long("version").Long("at").Id("actor_id", true).Text("actor_name", 200).Text("through", 20)
            .Long("shop_order", true).Text("act").Key("plant_id", "version");
        NewTable.In(migration, "plan_event_orders").Id("plant_id").Long("shop_order").Long("version").Key("plant_id", "shop_order", "version");
        NewTable.In(migration, "told_stock").Id("record_id").Id("plant_id").Id("product_id").Bool("receipt").Int("quantity").Int("expected_on", true)
            .Key("record_id");
        NewTable.In(migration, "plan_shops").Id("plant_id").Int("number").Long("at").Bool("only_time").Bytes("body").Key("plant_id", "number");
        NewTable.In(migration, "plan_snapshots").Id("plant_id").Long("version").Int("shop").Long("at").Bytes("body").Key("plant_id", "version");
        NewTable.In(migration, "plan_keys").Id("plant_id").Text("key", 64).Text("asked", 64).Long("version").Text("answer").Text("refusal", 80, true).Long("at").Key("plant_id", "key");
        NewTable.In(migration, "shop_orders").Id().Long("number").Id("plant_id").Id("product_id").Int("quantity").Int("shipped_quantity").Id("class_id")
            .Text("state", 12).Text("origin", 12).Id("account_id", true).Id("seller_id", true).Id("order_id", true).Int("line_no", true)
            .Text("source_kind", 24, true).Id("source_id", true).Int("requested_on", true).Int("promised_on", true).Long("due_at", true).Long("ready_by", true)
            .Int("told_quantity", true).Int("told_on", true).Long("held_until", true).Long("entered_at").Long("quoted_earliest", true).Long("planned_for", true).Id("rests_on", true)
            .Text("time_zone", 60).Int("transit_days").Text("receives_on", 27, true).Text("risk", 8).Long("risk_since", true).Long("risk_told_at", true)
            .Long("ended_at", true).Key("id");
        NewTable.In(migration, "feed_differences").Id("shop_order").Id("plant_id").Text("says", 12).Text("because", 12).Long("quantity", true)
            .Int("promised_on", true).Int("could_on", true).Long("since").Int("import").Key("shop_order");
        migration.Index("feed_differences", "plant_id", "since");
        NewTable.In(migration, "shop_order_delays").Id().Id("shop_order").Long("version").Long("at").Long("ready_by").Long("ready_at").Bool("again")
            .Text("kind", 12).Text("operation").Text("subject").Id("center", true).Id("material", true).Long("from").Long("until").Key("id");
        NewTable.In(migration, "shop_order_slips").Id("shop_order").Id("plant_id").Id("class_id").Long("quoted_at").Long("planned_for").Long("ready_at")
            .Int("lead").Int("late").Key("shop_order");
        migration.Index("shop_order_slips", "plant_id", "ready_at");
        migration.Index("shop_order_delays", "shop_order", "at");
        migration.Index("plan_events", "shop_order", "version");
        migration.Index("told_stock", "plant_id", "product_id");
        migration.Index("plan_keys", "at");
        migration.Unique("shop_orders", "number");
        migration.Index("shop_orders", "plant_id", "state", "promised_on");
        migration.Index("shop_orders", "account_id", "state", "promised_on");
        migration.Index("shop_orders", "seller_id", "risk", "promised_on");
        migration.Index("shop_orders", "order_id");
        migration.Index("shop_orders", "source_id");
    }
}
