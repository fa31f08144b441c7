using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>The ledger of promises, what customers were told of them, and who looked at whose figures.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0020_promises")]
public sealed class M0020Promises : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "promises").Importable().Long("number").Text("kind", 12).Text("origin", 12).Text("state", 12).Text("what", 400).Text("name_key", 200, ordered: true)
            .Id("account_id").Id("contact_id", true).Id("seller_id", true).Int("made_on", true).Long("made_at", true)
            .Int("first_due_on").Long("first_due_at", true).Int("due_on").Long("due_at", true).Int("expected_on", true).Text("source_kind", 40, true).Id("source_record", true)
            .Id("product_id", true).Long("quantity", true).Long("first_quantity", true).Long("delivered", true).Int("came_on", true).Long("came_at", true).Id("order_id", true).Int("order_line_no", true)
            .Id("shop_order", true).Id("plant", true).Id("work_center", true).Text("vendor", 200, true)
            .Int("done_on", true).Long("done_at", true).Int("broken_on", true).Text("cause", 12, true).Text("cause_text", 1000, true).Id("cause_center", true)
            .Text("decision_kind", 40, true).Id("decision_record", true).Int("withdrawn_on", true).Long("withdrawn_at", true).Long("told_at", true).Int("notice", true)
            .Int("days_late", true).Int("quoted_days", true).Int("realised_days", true).Bool("at_risk")
            .Key("id").Refers("account_id", "accounts").Refers("contact_id", "contacts").Refers("seller_id", "sellers").Refers("product_id", "products")
            .Refers("order_id", "orders");
        NewTable.In(migration, "promise_talks").Id().Int("version").Id("promise_id").Long("at").Text("told_by", 200).Text("whom", 1000, true)
            .Text("channel", 12).Text("answer", 12).Text("said", 1000, true).Bool("their_wish").Int("from_due_on")
            .Int("to_due_on", true).Long("to_due_at", true).Text("about", 12).Int("from_quantity", true).Int("to_quantity", true)
            .Key("id").Refers("promise_id", "promises", cascade: true);
        NewTable.In(migration, "word_settings").Id().Int("version").Text("sellers", 12).Int("return_days").Key("id");
        NewTable.In(migration, "word_looks").Id().Long("at").Id("user_id").Text("who", 200).Id("seller_id", true).Key("id");
        migration.Unique("promises", "number");
        migration.Unique("promises", "source_id", "external_key");
        migration.Index("promises", "batch_id");
        migration.Index("promises", "order_id");
        migration.Index("promises", "shop_order");
        migration.Index("promises", "contact_id");
        migration.Index("promises", "state", "due_on", "number");
        migration.Index("promises", "seller_id", "state", "due_on");
        migration.CreateIndex("ix_promises_word", "promises", ["first_due_on", "number", "state", "batch_id", "ended_on", "kind", "due_on", "origin",
            "notice", "days_late", "quoted_days", "realised_days"]);
        migration.CreateIndex("ix_promises_made", "promises", ["made_on", "kind", "origin", "state", "batch_id", "ended_on", "first_due_on"]);
        foreach (var column in (string[])["account_id", "seller_id", "product_id", "vendor", "work_center"])
            migration.CreateIndex($"ix_promises_word_{column}", "promises", [column, "first_due_on", "state", "batch_id", "ended_on", "kind", "due_on"]);
        migration.Index("promise_talks", "promise_id", "at");
        migration.Index("word_looks", "at", "id");
        migration.Index("word_looks", "seller_id", "at");
    }
}
