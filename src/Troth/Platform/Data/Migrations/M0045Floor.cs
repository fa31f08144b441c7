using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>The shop floor: what is reported, by whom, from which tablet.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0045_floor")]
public sealed class M0045Floor : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "floor_reports").Id().Id("plant_id").Text("key", 80).Text("told", 64).Id("center_id").Text("what", 12).Long("at").Long("received_at")
            .Id("operator_id", true).Text("who", 200).Id("device_id", true).Id("user_id", true).Long("shop_order", true).Int("remake", true).Int("operation", true)
            .Int("machine", true).Int("pieces", true).Int("minutes", true).Id("product_id", true).Long("until", true).Text("reason", 120, true).Text("takes_back", 80, true)
            .Text("refusal", 40, true).Text("refused_because", 600, true).Long("taken_back_at", true).Key("id");
        migration.Unique("floor_reports", "plant_id", "key");
        migration.Index("floor_reports", "plant_id", "center_id", "at");
        migration.Index("floor_reports", "plant_id", "shop_order");

        NewTable.In(migration, "operators").Id().Id("plant_id").Text("name", 120).Text("name_key", 200, ordered: true).Bool("active").Text("pin_hash", 200).Int("pin_no").Key("id");
        migration.Unique("operators", "plant_id", "name_key");

        NewTable.In(migration, "floor_devices").Id().Id("plant_id").Text("name", 120).Text("center_ids", 740).Text("code_hash", 64, true).Long("code_ends_at", true)
            .Id("pairing_id", true).Long("paired_at", true).Long("revoked_at", true).Key("id");
        migration.Index("floor_devices", "plant_id");
        migration.Index("floor_devices", "code_hash");

        NewTable.In(migration, "operator_shifts").Id().Id("operator_id").Id("device_id").Int("pin_no").Long("started_at").Long("ends_at")
            .Key("id").Refers("operator_id", "operators", cascade: true).Refers("device_id", "floor_devices", cascade: true);
        migration.Index("operator_shifts", "device_id");
        migration.Index("operator_shifts", "operator_id");
    }
}
