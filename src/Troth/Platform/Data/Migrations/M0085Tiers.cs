using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>Tiers that people decided, each decision with its figures, where the borders lie, and what is proposed now.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0085_tiers")]
public sealed class M0085Tiers : Migration
{
    private const int Code = 16;

    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "decided_tiers").Id().Int("version").Id("account_id").Text("tier", Code, true).Text("answer", Code).Text("reason", 1000, true).Int("decisions")
            .Key("id").Refers("account_id", "accounts");
        migration.Unique("decided_tiers", "account_id");
        NewTable.In(migration, "tier_decisions").Id().Id("account_id").Int("nth").Text("answer", Code).Text("tier", Code, true).Text("before", Code, true).Text("proposed", Code, true)
            .Text("reason", 1000, true).Text("decided_by", 200).Long("decided_at").Int("as_of").Text("currency", 3).Long("bought").Int("orders").Long("potential", true).Long("potential_low", true)
            .Long("potential_high", true).Int("peers").Real("growth", true).Real("hours").Bool("hours_said").Int("promised").Int("kept").Int("comes_back_on")
            .Key("id").Refers("account_id", "accounts");
        migration.Unique("tier_decisions", "account_id", "nth");
        NewTable.In(migration, "tier_settings").Id().Int("version").Int("key_potential").Int("key_most").Int("small").Int("high_penetration").Int("least_yield").Int("simple_orders")
            .Int("least_orders").Long("hours_an_account").Long("hours_an_order").Int("hours_off").Int("notable_change").Int("comes_back_after").Key("id");
        NewTable.In(migration, "tier_standings").Int("generation").Id("account_id").Int("account_batch").Long("number").Text("name", 200).Id("seller_id", true).Text("seller_name", 200, true)
            .Id("team_id", true).Long("bought").Int("orders").Int("orders_before").Long("potential", true).Long("potential_low", true).Long("potential_high", true).Int("peers").Real("growth", true)
            .Real("growth_low", true).Real("growth_high", true).Bool("falls_behind").Int("promised").Int("kept").Real("alive", true).Real("alive_low", true).Real("alive_high", true).Bool("only_claimed").Real("hours").Bool("hours_said").Int("sorted").Int("ordinary", true)
            .Text("proposed", Code, true).Text("decided", Code, true).Text("stage", Code).Long("stake").Key("generation", "account_id");
        migration.Index("tier_standings", "generation", "stage", "stake", "number");
        migration.Index("tier_standings", "generation", "stage", "proposed", "stake", "number");
        migration.Index("tier_standings", "generation", "seller_id", "stage", "stake", "number");
        migration.Index("tier_standings", "generation", "team_id", "stage", "stake", "number");
        NewTable.In(migration, "tier_state").Int("id").Int("generation").Text("stamp", 200).Int("as_of").Long("computed_at").Text("currency", 3).Text("basis").Int("milliseconds").Key("id");
        NewTable.In(migration, "tier_totals").Id().Int("generation").Id("seller_id", true).Id("team_id", true).Text("proposed", Code, true).Text("decided", Code, true).Text("stage", Code)
            .Int("accounts").Long("bought").Long("potential").Key("id");
        migration.Index("tier_totals", "generation", "seller_id");
    }
}
