using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>The customer's own page: who is invited, their links and sign-ins, and what they told us.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0051_portal")]
public sealed class M0051Portal : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "portal_invitations").Id().Int("version").Id("account_id").Id("contact_id").Text("email", 254).Text("email_key", 254)
            .Long("invited_at").Text("invited_by", 200).Text("culture", 20, true).Text("time_zone", 60, true).Long("first_sign_in_at", true).Long("ended_at", true)
            .Key("id").Refers("account_id", "accounts").Refers("contact_id", "contacts");
        foreach (var column in new[] { "account_id", "contact_id", "email_key" }) migration.Index("portal_invitations", column);

        NewTable.In(migration, "portal_links").Id().Id("invitation_id").Text("hash", 64).Long("ends_at").Long("used_at", true)
            .Key("id").Refers("invitation_id", "portal_invitations", cascade: true);
        migration.Unique("portal_links", "hash");
        migration.Index("portal_links", "invitation_id");
        migration.Index("portal_links", "ends_at");

        NewTable.In(migration, "portal_sessions").Id().Id("invitation_id").Long("started_at").Long("ends_at").Long("ended_at", true)
            .Key("id").Refers("invitation_id", "portal_invitations", cascade: true);
        migration.Index("portal_sessions", "invitation_id");
        migration.Index("portal_sessions", "ends_at");

        NewTable.In(migration, "customer_words").Id().Int("version").Id("account_id").Id("contact_id").Text("said_by", 200).Long("said_at").Text("kind", 12)
            .Id("order_id", true).Text("text", 4000).Text("answer", 4000, true).Text("answered_by", 200, true).Long("answered_at", true)
            .Key("id").Refers("account_id", "accounts").Refers("contact_id", "contacts");
        migration.Index("customer_words", "account_id", "said_at");
        migration.Index("customer_words", "contact_id");
        migration.Index("customer_words", "answered_at");
    }
}
