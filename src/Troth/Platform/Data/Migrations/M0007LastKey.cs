using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Troth.Platform.Data.Migrations;

/// <summary>What sorts after every name was U+FFFF, and names that begin with an emoji came after it.</summary>
[DbContext(typeof(TrothContext))]
[Migration("0007_last_key")]
public sealed class M0007LastKey : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        foreach (var (table, column) in new[] { ("accounts", "city_key"), ("accounts", "country_key"), ("book_figures", "seller_name_key") })
            migration.Sql($"UPDATE {table} SET {column} = '{NameKey.Last}' WHERE {column} = '\uffff'");
    }
}
