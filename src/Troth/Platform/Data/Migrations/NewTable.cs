using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Troth.Platform.Data.Migrations;

/// <summary>Words for writing a table once for both databases. Columns are required unless <c>optional</c>.</summary>
public sealed class NewTable
{
    private readonly CreateTableOperation table;
    private readonly bool sqlite;

    private NewTable(MigrationBuilder migration, string name)
    {
        sqlite = migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);
        table = new CreateTableOperation { Name = name };
        migration.Operations.Add(table);
    }

    public static NewTable In(MigrationBuilder migration, string name) => new(migration, name);

    public NewTable Id(string name = "id", bool optional = false) => Column(name, typeof(Guid), sqlite ? "BLOB" : "uuid", optional);

    public NewTable Text(string name, int max = 0, bool optional = false, bool ordered = false)
    {
        Column(name, typeof(string), sqlite ? "TEXT" : max > 0 ? $"character varying({max})" : "text", optional);
        table.Columns[^1].MaxLength = max > 0 ? max : null;
        if (ordered && !sqlite) table.Columns[^1].Collation = "C";
        return this;
    }

    public NewTable Int(string name, bool optional = false) => Column(name, typeof(int), sqlite ? "INTEGER" : "integer", optional);

    /// <summary>Instants, amounts, prices, quantities, counters.</summary>
    public NewTable Long(string name, bool optional = false) => Column(name, typeof(long), sqlite ? "INTEGER" : "bigint", optional);

    public NewTable Bool(string name, bool optional = false) => Column(name, typeof(bool), sqlite ? "INTEGER" : "boolean", optional);

    public NewTable Real(string name, bool optional = false) => Column(name, typeof(double), sqlite ? "REAL" : "double precision", optional);

    public NewTable Bytes(string name, bool optional = false) => Column(name, typeof(byte[]), sqlite ? "BLOB" : "bytea", optional);

    /// <summary>A number the database counts up itself.</summary>
    public NewTable Serial(string name)
    {
        Int(name);
        table.Columns[^1].AddAnnotation("Sqlite:Autoincrement", true);
        table.Columns[^1].AddAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
        return this;
    }

    /// <summary>The columns that every importable record has.</summary>
    public NewTable Importable() => Id().Int("version").Int("batch_id").Int("source_id").Text("external_key", 200, true)
        .Text("hand_edited", optional: true).Text("extras", optional: true).Int("ended_on", true);

    public NewTable Key(params string[] columns)
    {
        table.PrimaryKey = new AddPrimaryKeyOperation { Table = table.Name, Name = $"pk_{table.Name}", Columns = columns };
        return this;
    }

    /// <summary>SQLite keeps the rows themselves in the order of the key: one tree to write and to read in place of two.</summary>
    public NewTable StoredByKey()
    {
        table.AddAnnotation(TableStorage.ByKey, true);
        return this;
    }

    public NewTable Refers(string column, string to, bool cascade = false)
    {
        table.ForeignKeys.Add(new AddForeignKeyOperation
        {
            Table = table.Name, Name = $"fk_{table.Name}_{to}_{column}", Columns = [column], PrincipalTable = to, PrincipalColumns = ["id"],
            OnDelete = cascade ? ReferentialAction.Cascade : ReferentialAction.Restrict,
        });
        return this;
    }

    private NewTable Column(string name, Type type, string storeType, bool optional)
    {
        table.Columns.Add(new AddColumnOperation { Table = table.Name, Name = name, ClrType = type, ColumnType = storeType, IsNullable = optional });
        return this;
    }
}

public static class NewIndex
{
    public static void Index(this MigrationBuilder migration, string table, params string[] columns) =>
        migration.CreateIndex($"ix_{table}_{string.Join('_', columns)}", table, columns);

    public static void Unique(this MigrationBuilder migration, string table, params string[] columns) =>
        migration.CreateIndex($"ix_{table}_{string.Join('_', columns)}", table, columns, unique: true);
}
