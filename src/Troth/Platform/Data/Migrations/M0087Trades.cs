using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

[DbContext(typeof(TrothContext))]
[Migration("0087_trades")]
public sealed class M0087Trades : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "trade_boards").Id().Int("version").Long("number").Text("name", 120).Id("team_id", true).Text("made_by", 200).Long("made_at").Int("as_of").Text("currency", 3)
            .Int("most_moves").Int("stays").Int("afresh").Int("least").Int("most").Long("hour_costs").Int("minutes_an_account").Int("minutes_an_order").Int("accounts").Int("staying").Int("hours_said")
            .Long("now").Long("proposed").Long("bound").Long("shared_at", true).Long("closed_at", true).Text("closed_by", 200, true).Key("id");
        migration.Unique("trade_boards", "number");
        NewTable.In(migration, "trade_moves").Id().Int("version").Id("board_id").Id("account_id").Text("field", 120).Id("from_id").Id("to_id").Id("proposed_to_id", true)
            .Long("potential").Long("bought").Long("minutes").Bool("hours_said").Real("share_now").Real("share_then").Text("state", 12).Text("why", 400, true).Text("decided_by", 200, true).Long("decided_at", true)
            .Text("tell", 2000, true).Id("tell_by_id", true).Int("tell_by", true).Int("told_on", true).Key("id").Refers("board_id", "trade_boards", true)
            .Refers("from_id", "sellers").Refers("to_id", "sellers").Refers("proposed_to_id", "sellers").Refers("tell_by_id", "sellers");
        migration.Index("trade_moves", "proposed_to_id");
        migration.Unique("trade_moves", "board_id", "account_id");
        migration.Index("trade_moves", "tell_by_id", "state", "told_on");
        migration.Index("trade_moves", "from_id", "board_id");
        migration.Index("trade_moves", "to_id", "board_id");
        NewTable.In(migration, "trade_loads").Id("board_id").Id("seller_id").Int("accounts").Long("minutes").Long("least").Long("most").Key("board_id", "seller_id").Refers("board_id", "trade_boards", true);
        NewTable.In(migration, "trade_fits").Id("board_id").Id("seller_id").Text("field", 120).Real("share").Real("low").Real("high").Int("accounts")
            .Key("board_id", "seller_id", "field").Refers("board_id", "trade_boards", true);
        NewTable.In(migration, "trade_remarks").Id().Id("move_id").Text("by", 200).Long("at").Text("text", 1000).Key("id").Refers("move_id", "trade_moves", true);
        migration.Index("trade_remarks", "move_id", "at");
    }
}
