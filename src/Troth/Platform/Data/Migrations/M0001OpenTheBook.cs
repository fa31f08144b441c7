using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

[DbContext(typeof(TrothContext))]
[Migration("0001_open_the_book")]
public sealed class M0001OpenTheBook : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        NewTable.In(migration, "changes").Id().Long("at").Id("actor_id", true).Text("actor_name", 200).Text("through", 20)
            .Int("batch_id").Text("entity", 40).Id("record_id", true).Id("part_of_id", true).Text("action", 20).Text("fields", optional: true).Int("count")
            .Key("id");
        NewTable.In(migration, "company").Id().Text("name", 200).Text("base_currency", 3).Text("culture", 20).Text("time_zone", 60)
            .Bool("is_sample").Long("penetration_threshold").Int("question_days").Int("version")
            .Key("id");
        NewTable.In(migration, "contacts").Importable().Long("number").Text("name", 200).Text("name_key", 200, ordered: true)
            .Text("salutation", optional: true).Text("first_name", optional: true).Text("last_name", optional: true)
            .Text("title", optional: true).Text("email", optional: true).Text("phone", optional: true).Text("mobile", optional: true)
            .Key("id");
        NewTable.In(migration, "counters").Text("name", 40).Long("next")
            .Key("name");
        NewTable.In(migration, "hidden_batches").Int("id")
            .Key("id");
        NewTable.In(migration, "import_runs").Int("id").Text("name", 200).Text("source", 60).Text("state", 12).Long("started_at")
            .Long("ended_at", true).Text("started_by", 200).Text("recipe").Text("report", optional: true).Long("reverted_at", true)
            .Key("id");
        NewTable.In(migration, "import_sources").Int("id").Text("name", 60)
            .Key("id");
        NewTable.In(migration, "products").Importable().Text("code", 120).Text("name", 300).Text("name_key", 200, ordered: true)
            .Text("family", optional: true).Text("category", optional: true).Text("unit", optional: true).Long("list_price", true)
            .Long("cost", true).Text("currency", 3, true).Bool("active")
            .Key("id");
        NewTable.In(migration, "protection_keys").Id().Text("name", 200).Text("xml")
            .Key("id");
        NewTable.In(migration, "rates").Importable().Text("currency", 3).Int("valid_from").Long("to_base")
            .Key("id");
        NewTable.In(migration, "teams").Importable().Text("name", 120).Text("name_key", 200, ordered: true)
            .Key("id");
        NewTable.In(migration, "users").Id().Text("name", 200).Text("roles").Id("seller_id", true).Id("team_id", true)
            .Text("culture", optional: true).Text("time_zone", optional: true).Long("created_at").Text("user_name", 256, true)
            .Text("normalized_user_name", 256, true).Text("email", 256, true).Text("normalized_email", 256, true)
            .Bool("email_confirmed").Text("password_hash", optional: true).Text("security_stamp", optional: true)
            .Text("concurrency_stamp", optional: true).Text("phone_number", optional: true).Bool("phone_number_confirmed")
            .Bool("two_factor_enabled").Long("lockout_end", true).Bool("lockout_enabled").Int("access_failed_count")
            .Key("id");
        NewTable.In(migration, "sellers").Importable().Long("number").Text("name", 200).Text("name_key", 200, ordered: true)
            .Text("email", optional: true).Text("phone", optional: true).Text("title", optional: true).Id("team_id", true)
            .Bool("active")
            .Key("id").Refers("team_id", "teams");
        NewTable.In(migration, "user_claims").Serial("id").Id("user_id").Text("claim_type", optional: true)
            .Text("claim_value", optional: true)
            .Key("id").Refers("user_id", "users", true);
        NewTable.In(migration, "user_logins").Text("login_provider").Text("provider_key").Text("provider_display_name", optional: true)
            .Id("user_id")
            .Key("login_provider", "provider_key").Refers("user_id", "users", true);
        NewTable.In(migration, "user_tokens").Id("user_id").Text("login_provider").Text("name").Text("value", optional: true)
            .Key("user_id", "login_provider", "name").Refers("user_id", "users", true);
        NewTable.In(migration, "accounts").Importable().Long("number").Text("name", 200).Text("name_key", 200, ordered: true)
            .Id("parent_id", true).Text("segment", optional: true).Text("industry", optional: true).Int("employees", true)
            .Long("revenue", true).Text("revenue_currency", 3, true).Int("founded_year", true).Text("website", optional: true)
            .Text("domains", optional: true).Text("phone", optional: true).Text("tags", optional: true).Text("status", optional: true)
            .Id("seller_id", true).Text("city_key", 200, ordered: true)
            .Text("country_key", 200, ordered: true).Text("address_city", optional: true).Text("address_country", optional: true)
            .Text("address_postal_code", optional: true).Text("address_region", optional: true).Text("address_street", optional: true)
            .Text("shipping_address_city", optional: true).Text("shipping_address_country", optional: true)
            .Text("shipping_address_postal_code", optional: true).Text("shipping_address_region", optional: true)
            .Text("shipping_address_street", optional: true)
            .Key("id").Refers("parent_id", "accounts").Refers("seller_id", "sellers");
        NewTable.In(migration, "claims").Importable().Id("account_id").Id("seller_id", true).Int("step").Int("claimed_on")
            .Long("recorded_at").Text("claimed_by", 200)
            .Key("id").Refers("account_id", "accounts").Refers("seller_id", "sellers");
        NewTable.In(migration, "contact_roles").Importable().Id("contact_id").Id("account_id").Text("role", optional: true)
            .Text("department", optional: true)
            .Key("id").Refers("account_id", "accounts").Refers("contact_id", "contacts");
        NewTable.In(migration, "orders").Importable().Long("number").Id("account_id", true).Id("seller_id", true).Int("ordered_on")
            .Int("ordered_time", true).Text("currency", 3).Text("status", optional: true).Text("customer_reference", 120, true)
            .Int("requested_on", true).Int("promised_on", true).Int("shipped_on", true).Long("sold").Long("returned").Int("line_count")
            .Key("id").Refers("account_id", "accounts").Refers("seller_id", "sellers");
        NewTable.In(migration, "order_lines").Importable().Id("order_id").Int("line_no").Id("product_id", true).Text("kind", 12)
            .Text("description", optional: true).Long("quantity").Long("unit_price").Long("discount").Long("amount")
            .Int("requested_on", true).Int("promised_on", true).Int("shipped_on", true)
            .Key("order_id", "line_no").StoredByKey().Refers("order_id", "orders");
        migration.Index("accounts", "batch_id");
        migration.Index("accounts", "city_key", "number");
        migration.Index("accounts", "country_key", "name_key", "number");
        migration.Index("accounts", "industry", "name_key", "number");
        migration.Index("accounts", "name_key", "number");
        migration.Unique("accounts", "number");
        migration.Index("accounts", "parent_id");
        migration.Index("accounts", "segment", "name_key", "number");
        migration.Index("accounts", "seller_id", "name_key", "number");
        migration.Unique("accounts", "source_id", "external_key");
        migration.Index("changes", "batch_id");
        migration.Index("changes", "part_of_id", "at");
        migration.Index("changes", "record_id", "at");
        migration.Index("claims", "account_id", "claimed_on", "recorded_at");
        migration.Index("claims", "batch_id");
        migration.Unique("claims", "source_id", "external_key");
        migration.Index("contact_roles", "account_id");
        migration.Index("contact_roles", "batch_id");
        migration.Unique("contact_roles", "contact_id", "account_id");
        migration.Unique("contact_roles", "source_id", "external_key");
        migration.Index("contacts", "batch_id");
        migration.Index("contacts", "email");
        migration.Index("contacts", "name_key", "number");
        migration.Unique("contacts", "number");
        migration.Unique("contacts", "source_id", "external_key");
        migration.Unique("import_sources", "name");
        migration.Index("orders", "account_id", "ordered_on");
        migration.Index("orders", "batch_id");
        migration.Unique("orders", "number");
        migration.Index("orders", "ordered_on", "number");
        migration.Index("orders", "seller_id", "ordered_on");
        migration.Unique("orders", "source_id", "external_key");
        migration.Index("products", "batch_id");
        migration.Index("products", "code");
        migration.Index("products", "name_key", "id");
        migration.Unique("products", "source_id", "external_key");
        migration.Index("rates", "batch_id");
        migration.Unique("rates", "currency", "valid_from");
        migration.Index("sellers", "batch_id");
        migration.Index("sellers", "name_key", "number");
        migration.Unique("sellers", "number");
        migration.Unique("sellers", "source_id", "external_key");
        migration.Index("sellers", "team_id");
        migration.Index("teams", "batch_id");
        migration.Unique("teams", "source_id", "external_key");
        migration.Index("user_claims", "user_id");
        migration.Index("user_logins", "user_id");
        migration.Index("users", "normalized_email");
        migration.Unique("users", "normalized_user_name");
    }
}
