using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>The outbox of mails, and tries that are counted so that nobody tries for ever.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0050_mail")]
public sealed class M0050Mail : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "mails").Id().Long("made_at").Text("to", 254).Text("subject", 200).Text("body", optional: true).Text("writer", 40, true)
            .Id("about", true).Text("state", 12).Int("tries").Long("due_at").Id("claimed_by", true).Long("claimed_until", true).Text("error", 400, true)
            .Long("done_at", true).Key("id");
        migration.Index("mails", "state", "due_at");
        migration.Index("mails", "state", "done_at");
        migration.Index("mails", "made_at", "id");
        NewTable.In(migration, "tries_counted").Text("name", 64).Int("tries").Long("ends_at").Key("name");
        migration.Index("tries_counted", "ends_at");
    }
}
