using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>Growth is kept with what it rests on: orders, peers, intervals. The figures are made anew; nothing of them is lost.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0010_growth_facts")]
public sealed class M0010GrowthFacts : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.DropTable("book_figures");
        NewTable.In(migration, "book_figures").Int("generation").Id("account_id").Int("account_batch").Long("number").Text("label", 200)
            .Text("name", 200).Text("name_key", 200, ordered: true).Text("segment", 200, true).Id("seller_id", true)
            .Text("seller_name", 200, true).Text("seller_name_key", 200, ordered: true).Id("team_id", true)
            .Long("bought").Long("bought_before").Int("orders").Int("orders_before").Int("last_order_on", true).Text("missing_rates", 200, true)
            .Long("potential", true).Long("potential_low", true).Long("potential_high", true).Int("peers").Text("withheld", 24, true)
            .Real("penetration", true).Real("penetration_low", true).Real("penetration_high", true)
            .Real("growth", true).Real("growth_low", true).Real("growth_high", true)
            .Real("peer_growth", true).Real("peer_growth_low", true).Real("peer_growth_high", true).Int("growth_peers")
            .Real("growth_against_peers", true).Text("standing", 24)
            .Int("seller_rank", true).Int("sellers_ranked").Bool("seller_grows_fast")
            .Id("claim_id", true).Int("claimed").Int("claimed_on", true).Text("claimed_by", 200, true)
            .Text("kind", 24).Text("kind_without_claim", 24).Int("asked_on", true).Int("lot")
            .Key("generation", "account_id");
        string[] sorts = ["name_key", "seller_name_key", "bought", "potential", "penetration", "growth_against_peers", "claimed"];
        foreach (var column in sorts) migration.Index("book_figures", "generation", column, "number");
        migration.Index("book_figures", "generation", "seller_id");
        migration.Index("book_figures", "generation", "lot");
        migration.Sql("DELETE FROM book_state");
    }
}
