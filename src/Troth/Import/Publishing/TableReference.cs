using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Troth.Import.Contracts;
using Troth.Platform.Data;

namespace Troth.Import.Publishing;

/// <summary>A column, of whatever room, that refers to records which imports make.</summary>
/// <param name="Table">The referring table, as the database names it.</param>
/// <param name="Column">Its column.</param>
/// <param name="To">The table referred to.</param>
/// <param name="Importable">The referring table, when imports fill it too.</param>
/// <param name="Called">What reports call a referring record.</param>
/// <param name="Keeps">SQL for the rows that keep what they refer to; the others go with it. Null for all.</param>
internal sealed record TableReference(string Table, string Column, ImportTable To, ImportTable? Importable, string Called, string? Keeps = null)
{
    /// <summary>
    /// All references: those the database enforces, and those that the importable tables and the rooms say they have. What goes with the record it
    /// belongs to (a cascading key) is no reason to keep that record.
    /// </summary>
    public static IReadOnlyList<TableReference> All(IModel model, IReadOnlyList<ImportTable> tables, IEnumerable<LooseReference> loose)
    {
        var byName = tables.ToDictionary(table => table.StoredAs);
        var enforced = from type in model.GetEntityTypes()
                       from key in type.GetForeignKeys()
                       let to = byName.GetValueOrDefault(key.PrincipalEntityType.GetTableName() ?? "")
                       where to is not null && key.DeleteBehavior != DeleteBehavior.Cascade && key.Properties.Count == 1
                       let table = type.GetTableName()!
                       select new TableReference(table, key.Properties[0].GetColumnName(), to, byName.GetValueOrDefault(table), byName.GetValueOrDefault(table)?.Entity ?? table);
        var told = from table in tables
                   from column in table.Columns
                   where column.Refers is not null
                   select new TableReference(table.StoredAs, column.Name, tables.Single(to => to.Entity == column.Refers), table, table.Entity);
        var named = loose.Select(one => new TableReference(one.Table, one.Column, byName[one.To], null, one.Called, one.Keeps));
        return [.. named.Concat(enforced).Concat(told).DistinctBy(one => (one.Table, one.Column))];
    }
}
