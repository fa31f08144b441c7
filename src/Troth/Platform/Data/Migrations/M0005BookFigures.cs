using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

[DbContext(typeof(TrothContext))]
[Migration("0005_book_figures")]
public sealed class M0005BookFigures : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "book_figures").Int("generation").Id("account_id").Int("account_batch").Long("number").Text("label", 200)
            .Text("name", 200).Text("name_key", 200, ordered: true).Text("segment", 200, true).Id("seller_id", true)
            .Text("seller_name", 200, true).Text("seller_name_key", 200, ordered: true).Id("team_id", true)
            .Long("bought").Long("bought_before").Int("orders").Int("last_order_on", true).Text("missing_rates", 200, true)
            .Long("potential", true).Long("potential_low", true).Long("potential_high", true).Int("peers").Text("withheld", 24, true)
            .Real("penetration", true).Real("penetration_low", true).Real("penetration_high", true)
            .Real("growth", true).Real("peer_growth", true).Real("growth_against_peers", true).Text("standing", 24)
            .Int("seller_rank", true).Int("sellers_ranked").Bool("seller_grows_fast")
            .Id("claim_id", true).Int("claimed").Int("claimed_on", true).Text("claimed_by", 200, true)
            .Text("kind", 24).Text("kind_without_claim", 24).Int("asked_on", true).Int("lot")
            .Key("generation", "account_id");
        NewTable.In(migration, "book_state").Int("id").Int("generation").Int("as_of", true).Long("computed_at").Text("currency", 3)
            .Real("threshold").Int("accounts").Int("buyers").Int("sellers").Int("unknown").Text("missing_rates", 200, true).Int("milliseconds")
            .Key("id");
        NewTable.In(migration, "book_totals").Id().Int("generation").Id("seller_id", true).Id("team_id", true).Text("segment", 200, true)
            .Text("kind", 24).Text("kind_without_claim", 24).Int("asked_on", true).Int("accounts").Long("bought").Long("open")
            .Key("id");
        NewTable.In(migration, "book_changes").Id().Id("claim_of_account", true).Long("at")
            .Key("id");
        NewTable.In(migration, "claim_questions").Id().Id("claim_id").Id("account_id").Id("seller_id", true).Int("asked_on").Text("facts")
            .Text("answer", 4000, true).Text("answered_by", 200, true).Long("answered_at", true).Int("closed_on", true).Int("version")
            .Key("id");
        migration.Index("book_figures", "generation", "name_key", "number");
        migration.Index("book_figures", "generation", "seller_name_key", "number");
        migration.Index("book_figures", "generation", "bought", "number");
        migration.Index("book_figures", "generation", "potential", "number");
        migration.Index("book_figures", "generation", "penetration", "number");
        migration.Index("book_figures", "generation", "growth_against_peers", "number");
        migration.Index("book_figures", "generation", "claimed", "number");
        migration.Index("book_figures", "generation", "seller_id");
        migration.Index("book_figures", "generation", "lot");
        migration.Index("book_totals", "generation", "seller_id");
        migration.Unique("claim_questions", "claim_id");
        migration.Index("claim_questions", "account_id");
        migration.Index("claim_questions", "closed_on", "seller_id", "asked_on");
        NoteImports(migration);
    }

    /// <summary>
    /// Imports write past the context, in several ways and places; whichever it is, an import's rows appear or are gone for good with the
    /// removal of its hidden batch. So the database notes it, in that transaction. Instants are ticks since the year 1.
    /// </summary>
    private static void NoteImports(MigrationBuilder migration)
    {
        if (migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal))
        {
            migration.Sql("""
                CREATE TRIGGER book_notes_import AFTER DELETE ON hidden_batches BEGIN
                  INSERT INTO book_changes (id, at) VALUES (randomblob(16), CAST((julianday('now') - 1721425.5) * 864000000000 AS INTEGER));
                END;
                """);
            return;
        }
        migration.Sql("""
            CREATE FUNCTION book_notes_import() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              INSERT INTO book_changes (id, at) VALUES (gen_random_uuid(), (extract(epoch FROM clock_timestamp()) * 10000000)::bigint + 621355968000000000);
              RETURN NULL;
            END $$;
            CREATE TRIGGER book_notes_import AFTER DELETE ON hidden_batches FOR EACH STATEMENT EXECUTE FUNCTION book_notes_import();
            """);
    }
}
