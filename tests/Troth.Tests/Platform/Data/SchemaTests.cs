using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Data;

/// <summary>
/// Migrations are written by hand: what they make must be what the model says, down to the last index. Both are made in a real
/// database, which is then asked what it has.
/// </summary>
public abstract class SchemaTests(TestDatabase migrated)
{
    [Fact]
    public async Task Migrations_make_what_the_model_says()
    {
        migrated.Available();
        var model = await Model();
        Assert.True(model.Count > 200, $"only {model.Count} facts were read from the model's database");
        Same(model, await migrated.Db(Facts));
    }

    [Fact]
    public async Task A_difference_in_anything_is_seen()
    {
        migrated.Available();
        await migrated.Db(async db =>
        {
            var before = await Facts(db);
            foreach (var change in Changes)
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await db.Database.ExecuteSqlRawAsync(change);
                Assert.False(before.SetEquals(await Facts(db)), $"not seen: {change}");
            }
        });
    }

    protected virtual IEnumerable<string> Changes =>
    [
        "ALTER TABLE accounts ADD COLUMN surplus integer", "DROP INDEX ix_changes_batch_id", "ALTER TABLE accounts DROP COLUMN hand_edited",
        "CREATE TABLE surplus (id integer PRIMARY KEY)", "DROP TABLE user_logins", "ALTER TABLE accounts RENAME COLUMN hand_edited TO part",
        "DROP INDEX ix_accounts_number; CREATE INDEX ix_accounts_number ON accounts (number)",
        "DROP INDEX ix_accounts_number; CREATE UNIQUE INDEX ix_accounts_number ON accounts (number DESC)",
        "DROP INDEX ix_accounts_number; CREATE UNIQUE INDEX ix_accounts_number ON accounts (number) WHERE number > 0",
    ];

    /// <summary>Everything the database says of its tables, a line each.</summary>
    protected abstract string Query { get; }

    private async Task<HashSet<string>> Model()
    {
        var model = migrated.Bare();
        await model.InitializeAsync();
        await model.Db(db => db.Database.EnsureCreatedAsync());
        var facts = await model.Db(Facts);
        await model.DisposeAsync();
        return facts;
    }

    private async Task<HashSet<string>> Facts(TrothContext db) =>
        [.. (await db.Database.SqlQueryRaw<string>(Query).ToListAsync()).Where(f => !f.Contains("__EFMigrations", StringComparison.Ordinal))];

    private static void Same(HashSet<string> model, HashSet<string> migrated)
    {
        var missing = model.Except(migrated).Order(StringComparer.Ordinal).ToList();
        var surplus = migrated.Except(model).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count + surplus.Count == 0,
            $"The model says, but no migration makes:\n{string.Join('\n', missing)}\n\nA migration makes, but the model does not say:\n{string.Join('\n', surplus)}");
    }
}

public sealed class SchemaOnSqlite(SqliteDatabase migrated) : SchemaTests(migrated), IClassFixture<SqliteDatabase>
{
    protected override string Query => """
        SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || CASE c."notnull" WHEN 1 THEN ' not null' ELSE '' END
               || ' key ' || c.pk || ' default ' || coalesce(c.dflt_value, '-') || ' hidden ' || c.hidden AS "Value"
          FROM sqlite_master t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
        UNION ALL
        SELECT 'table ' || l.name || ' ' || l.type || ' strict ' || l.strict
               || CASE WHEN t.sql LIKE '%AUTOINCREMENT%' THEN ' counted' ELSE '' END || CASE WHEN t.sql LIKE '% CHECK %' THEN ' checked' ELSE '' END
          FROM sqlite_master t JOIN pragma_table_list(t.name) l WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
        UNION ALL
        SELECT 'index ' || t.name || ' ' || i.name || ' unique ' || i."unique" || ' ' || c.seqno || ' ' || coalesce(c.name, '-') || ' desc ' || c."desc"
               || ' ' || coalesce(c.coll, '') || CASE i.partial WHEN 1 THEN ' partial ' || m.sql ELSE '' END
          FROM sqlite_master t JOIN pragma_index_list(t.name) i JOIN pragma_index_xinfo(i.name) c LEFT JOIN sqlite_master m ON m.name = i.name
         WHERE t.type = 'table' AND c.key = 1 -- what else lies in an index (the rowid, or a whole row) is how it is stored
        UNION ALL
        SELECT 'foreign key ' || t.name || '.' || f."from" || ' to ' || f."table" || '.' || f."to" || ' ' || f.seq || ' delete ' || f.on_delete || ' update ' || f.on_update
          FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
        UNION ALL
        SELECT type || ' ' || name || ' ' || sql FROM sqlite_master WHERE type IN ('view', 'trigger') AND name NOT IN ('book_notes_import', 'sorts_note_import', 'word_looks_stay_update', 'word_looks_stay_delete') -- which the model has no words for
        """;

    protected override IEnumerable<string> Changes => base.Changes.Append("CREATE VIEW surplus AS SELECT 1 AS one");
}

public sealed class SchemaOnPostgres(PostgresDatabase migrated) : SchemaTests(migrated), IClassFixture<PostgresDatabase>
{
    /// <summary>Taking an import back looks for whoever refers to each of its records: without an index that is a walk through the whole table, each time.</summary>
    [Fact]
    public async Task Whoever_refers_is_found_by_an_index()
    {
        migrated.Available();
        Assert.Equal([], await migrated.Db(db => db.Database.SqlQueryRaw<string>("""
            SELECT c.conrelid::regclass || '.' || a.attname AS "Value"
              FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             WHERE c.contype = 'f' AND c.confrelid IN ('accounts'::regclass, 'contacts'::regclass, 'orders'::regclass, 'products'::regclass) AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = a.attnum)
            """).ToListAsync()));
    }

    protected override string Query => """
        SELECT 'column ' || t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
               || ' collate ' || coalesce(c.collname, '-') || ' identity ' || a.attidentity::text || ' generated ' || a.attgenerated::text
               || ' default ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '-') AS "Value"
          FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
          LEFT JOIN pg_collation c ON c.oid = a.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
         WHERE t.relkind IN ('r', 'v', 'm') AND t.relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT 'table ' || relname || ' kind ' || relkind::text || ' persistence ' || relpersistence::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'
        UNION ALL
        SELECT 'index ' || pg_get_indexdef(i.indexrelid)
          FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid WHERE t.relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        """;

    protected override IEnumerable<string> Changes => base.Changes.Concat(
    [
        "ALTER TABLE accounts ALTER COLUMN name TYPE text", "ALTER TABLE accounts ALTER COLUMN name DROP NOT NULL", "ALTER TABLE accounts ALTER COLUMN name_key TYPE varchar(200) COLLATE \"default\"",
        "ALTER TABLE user_claims DROP CONSTRAINT fk_user_claims_users_user_id", "ALTER TABLE user_claims ALTER COLUMN id DROP IDENTITY",
    ]);
}
