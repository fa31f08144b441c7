using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

[DbContext(typeof(TrothContext))]
[Migration("0070_outbox")]
public sealed class M0070Outbox : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "outbox").Id().Long("number").Long("at").Text("kind", 12).Id("shop_order").Long("shop_order_number").Id("order_id", true).Int("line_no", true)
            .Id("account_id", true).Id("product_id").Int("quantity").Int("shipped").Int("promised_on", true).Int("requested_on", true)
            .Int("was_quantity", true).Int("was_promised_on", true).Text("by", 200).Text("through", 12)
            .Text("state", 12).Long("answered_at", true).Text("answered_by", 200, true).Text("reference", 200, true).Text("message", 1000, true)
            .Key("id");
        migration.Unique("outbox", "number");
        migration.Index("outbox", "state", "number");
        migration.Index("outbox", "shop_order");
        migration.Index("outbox", "order_id");
    }
}
