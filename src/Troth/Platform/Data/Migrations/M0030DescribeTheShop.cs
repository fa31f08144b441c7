using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>The shop as people describe it: plants, calendars, work centers, routings, how products are supplied.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0030_describe_the_shop")]
public sealed class M0030DescribeTheShop : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "shop_calendars").Id().Int("version").Text("name", 120).Text("name_key", 200, ordered: true).Text("week", 4000)
            .Key("id");
        NewTable.In(migration, "calendar_days").Id().Int("version").Id("calendar_id").Int("day").Int("opens_at", true).Int("closes_at", true)
            .Text("note", 120, true)
            .Key("id").Refers("calendar_id", "shop_calendars", cascade: true);
        NewTable.In(migration, "plants").Id().Int("version").Text("name", 120).Text("name_key", 200, ordered: true).Text("time_zone", 60)
            .Int("ship_by").Int("day_ends").Text("receives_on", 27).Int("frozen_minutes").Int("horizon_days").Int("go_live_on", true)
            .Text("go_live_why", 400, true).Text("cancelled_words", 400).Int("hold_hours").Int("confidence")
            .Int("widen_after_hours").Int("stop_after_hours").Id("calendar_id", true).Id("shipping_calendar_id", true)
            .Key("id").Refers("calendar_id", "shop_calendars").Refers("shipping_calendar_id", "shop_calendars");
        NewTable.In(migration, "promise_classes").Id().Int("version").Text("name", 120).Text("name_key", 200, ordered: true)
            .Int("shipping_buffer").Int("production_buffer").Bool("ended")
            .Key("id");
        NewTable.In(migration, "work_centers").Importable().Text("code", 60).Text("name", 120).Text("name_key", 200, ordered: true)
            .Id("plant_id").Id("calendar_id", true).Int("machines").Int("efficiency").Bool("drum").Int("changeover_minutes", true)
            .Text("changeovers", optional: true)
            .Key("id").Refers("calendar_id", "shop_calendars");
        NewTable.In(migration, "supplies").Importable().Id("product_id").Id("plant_id").Bool("stocked").Int("on_hand").Int("lead_days", true)
            .Bool("made")
            .Key("id").Refers("product_id", "products");
        NewTable.In(migration, "expected_receipts").Importable().Id("product_id").Id("plant_id").Int("quantity").Int("expected_on")
            .Int("ordered_on", true).Int("received_on", true)
            .Key("id").Refers("product_id", "products");
        NewTable.In(migration, "routing_operations").Importable().Id("product_id").Id("plant_id").Int("no").Text("name", 120)
            .Text("after", 200, true).Text("family", 60, true).Int("transfer_batch").Int("wait_after").Int("outside_days")
            .Key("id").Refers("product_id", "products");
        NewTable.In(migration, "routing_centers").Importable().Id("operation_id").Id("work_center_id").Int("rank").Int("setup_minutes")
            .Int("run_minutes").Int("run_pieces")
            .Key("id").Refers("operation_id", "routing_operations").Refers("work_center_id", "work_centers");
        NewTable.In(migration, "routing_materials").Importable().Id("product_id").Id("plant_id").Id("component_id").Int("operation_no", true)
            .Int("quantity").Int("per_pieces")
            .Key("id").Refers("product_id", "products").Refers("component_id", "products");
        migration.Index("calendar_days", "calendar_id", "day");
        migration.Index("work_centers", "plant_id", "name_key");
        migration.Unique("supplies", "product_id", "plant_id");
        migration.Index("expected_receipts", "plant_id", "received_on", "expected_on");
        migration.Index("expected_receipts", "product_id");
        migration.Index("routing_operations", "product_id", "no");
        migration.Unique("routing_centers", "operation_id", "work_center_id");
        migration.Index("routing_centers", "work_center_id");
        migration.Index("routing_materials", "product_id");
        migration.Index("routing_materials", "component_id");
        foreach (var table in (string[])["work_centers", "supplies", "expected_receipts", "routing_operations", "routing_centers", "routing_materials"])
        {
            migration.Index(table, "batch_id");
            migration.Unique(table, "source_id", "external_key");
        }
    }
}
