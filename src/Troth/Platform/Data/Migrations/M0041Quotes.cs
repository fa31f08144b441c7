using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

[DbContext(typeof(TrothContext))]
[Migration("0041_quotes")]
public sealed class M0041Quotes : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var sqlite = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);
        migration.AddColumn<string>("channel", "orders", sqlite ? "TEXT" : "character varying(16)", maxLength: 16, nullable: true);
        NewTable.In(migration, "quotes").Id().Int("version").Long("number").Id("account_id").Id("contact_id", true).Id("seller_id", true).Id("plant")
            .Text("state", 12).Text("channel", 16, true).Text("currency", 3).Text("customer_reference", 120, true).Text("note", 4000, true)
            .Long("made_at").Int("made_on").Long("held_until").Long("requested_at", true).Long("sent_at", true).Long("ended_at", true).Text("ended_by", 200, true).Id("order_id", true)
            .Key("id").Refers("account_id", "accounts").Refers("contact_id", "contacts").Refers("seller_id", "sellers").Refers("order_id", "orders");
        NewTable.In(migration, "quote_lines").Id().Int("version").Id("quote_id").Int("line_no").Id("product_id").Int("quantity").Long("unit_price").Long("discount")
            .Int("requested_on", true).Int("promised_on", true).Id("shop_order", true)
            .Key("id").Refers("quote_id", "quotes", cascade: true).Refers("product_id", "products");
        migration.Unique("quotes", "number");
        migration.Index("quotes", "account_id", "made_on");
        migration.Index("quotes", "contact_id");
        migration.Index("quotes", "order_id");
        migration.Index("quotes", "seller_id", "state", "held_until");
        migration.Index("quotes", "state", "held_until");
        migration.Unique("quote_lines", "quote_id", "line_no");
        migration.Index("quote_lines", "product_id");
    }
}
