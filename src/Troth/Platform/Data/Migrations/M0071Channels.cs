using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>Ordinary and extraordinary orders: the company's rules, what they look at in each order, and its sums by month, channel and
/// account.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0071_channels")]
public sealed class M0071Channels : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "sorting_rules").Id().Int("version").Bool("amount_on").Long("amount_over").Bool("first_on").Bool("new_on")
            .Bool("discount_on").Long("discount_over").Bool("quantity_on").Long("quantity_times").Bool("earlier_on").Int("earlier_days")
            .Bool("unlisted_on").Int("minutes").Key("id");
        NewTable.In(migration, "order_sorts").Id("order_id").Id("account_id").Int("ordered_on").Int("month").Text("channel", 16, true)
            .Id("seller_id", true).Text("segment", optional: true).Long("net", true).Bool("is_first").Bool("has_new").Bool("has_unlisted")
            .Long("discount").Long("times").Int("days_earlier").Int("lead_days", true).Bool("put_before").Int("caught").Key("order_id");
        NewTable.In(migration, "usual_quantities").Id("product_id").Long("quantity").Int("lines").Key("product_id");
        NewTable.In(migration, "channel_months").Id().Int("month").Text("channel", 16, true).Id("seller_id", true)
            .Text("segment", optional: true)
            .Int("orders").Int("ordinary").Key("id");
        NewTable.In(migration, "channel_accounts").Id("account_id").Long("number").Int("by_people").Int("in_portal").Key("account_id");
        NewTable.In(migration, "asked_months").Int("month").Int("days").Int("orders").Key("month", "days");
        NewTable.In(migration, "asked_accounts").Id("account_id").Long("number").Int("orders").Int("days").Int("orders_before").Int("days_before")
            .Int("change").Key("account_id");
        NewTable.In(migration, "sort_state").Int("id").Int("month").Long("sorted_at").Key("id");
        NewTable.In(migration, "sort_changes").Id().Id("account", true).Long("at").Key("id");
        migration.Index("order_sorts", "account_id");
        migration.Index("order_sorts", "month");
        migration.Index("channel_months", "month");
        migration.Index("channel_accounts", "by_people", "number");
        migration.Index("asked_accounts", "change", "number");
        migration.Index("shop_orders", "entered_at");
        migration.Index("insert_reviews", "asked_at");
        NoteImports(migration);
        NoteOnlyWhatIsGone(migration);
    }

    /// <summary>On PostgreSQL the Book's trigger noted every removal, also of what was not there: the figures were computed anew for
    /// nothing.</summary>
    private static void NoteOnlyWhatIsGone(MigrationBuilder migration)
    {
        if (migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal)) return;
        migration.Sql("""
            DROP TRIGGER book_notes_import ON hidden_batches;
            CREATE TRIGGER book_notes_import AFTER DELETE ON hidden_batches FOR EACH ROW EXECUTE FUNCTION book_notes_import();
            """);
    }

    /// <summary>As the Book's: an import's rows appear or are gone for good with the removal of its hidden batch, and the database notes
    /// that.</summary>
    private static void NoteImports(MigrationBuilder migration)
    {
        if (migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal))
        {
            migration.Sql("""
                CREATE TRIGGER sorts_note_import AFTER DELETE ON hidden_batches BEGIN
                  INSERT INTO sort_changes (id, at) VALUES (randomblob(16), CAST((julianday('now') - 1721425.5) * 864000000000 AS INTEGER));
                END;
                """);
            return;
        }
        migration.Sql("""
            CREATE FUNCTION sorts_note_import() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF NOT EXISTS (SELECT 1 FROM gone) THEN RETURN NULL; END IF;
              INSERT INTO sort_changes (id, at)
                VALUES (gen_random_uuid(), (extract(epoch FROM clock_timestamp()) * 10000000)::bigint + 621355968000000000);
              RETURN NULL;
            END $$;
            CREATE TRIGGER sorts_note_import AFTER DELETE ON hidden_batches REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION sorts_note_import();
            """);
    }
}
