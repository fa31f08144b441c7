using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

[DbContext(typeof(TrothContext))]
[Migration("0082_doubles")]
public sealed class M0082Doubles : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "double_searches").Text("kind", 12).Long("asked_at", true).Long("started_at", true).Long("as_of", true).Int("records").Int("milliseconds").Long("newest").Key("kind");
        NewTable.In(migration, "double_clusters").Id().Text("kind", 12).Int("rank").Int("size").Int("open_pairs").Key("id");
        migration.Index("double_clusters", "kind", "rank");
        NewTable.In(migration, "double_pairs").Id().Id("cluster_id").Text("kind", 12).Id("first").Id("second").Real("probability").Text("fields")
            .Key("id").Refers("cluster_id", "double_clusters", true);
        migration.Index("double_pairs", "cluster_id");
        migration.Index("double_pairs", "first");
        migration.Index("double_pairs", "second");
        NewTable.In(migration, "double_decisions").Id().Int("version").Id("account_id", true).Id("other_account_id", true).Id("contact_id", true).Id("other_contact_id", true)
            .Bool("leads").Bool("same").Text("why", 400, true).Text("by", 200).Long("at").Real("probability").Text("print", 32).Text("other_print", 32).Key("id")
            .Refers("account_id", "accounts").Refers("other_account_id", "accounts").Refers("contact_id", "contacts").Refers("other_contact_id", "contacts");
        migration.Index("double_decisions", "account_id");
        migration.Index("double_decisions", "other_account_id");
        migration.Index("double_decisions", "contact_id");
        migration.Index("double_decisions", "other_contact_id");
    }
}
