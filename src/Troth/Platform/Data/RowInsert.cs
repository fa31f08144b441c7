using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Troth.Platform.Data;

/// <summary>
/// Inserts many rows of one kind with one prepared statement, as the model says. For figures made from records, not for the records
/// themselves: nothing is tracked and no history is written.
/// </summary>
public static class RowInsert
{
    /// <summary>In the context's transaction, or one of its own.</summary>
    public static async Task InsertRows<T>(this TrothContext db, IReadOnlyCollection<T> rows, CancellationToken cancel) where T : class
    {
        if (rows.Count == 0) return;
        var entity = db.Model.FindEntityType(typeof(T))!;
        var table = entity.GetTableName()!;
        var columns = entity.GetProperties().Select(p => (Name: p.GetColumnName(), Get: p.GetGetter(), p.GetTypeMapping().Converter, Mapping: (RelationalTypeMapping)p.GetTypeMapping())).ToArray();
        await db.Database.OpenConnectionAsync(cancel);
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var sql = db.GetService<ISqlGenerationHelper>();
        command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(table)} ({string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.Name)))}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
        var parameters = new DbParameter[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            command.Parameters.Add(parameters[i] = columns[i].Mapping.CreateParameter(command, "p" + i, null, nullable: true));
        }
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                var value = columns[i].Get.GetClrValue(row);
                parameters[i].Value = (value is null ? null : columns[i].Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
            }
            await command.ExecuteNonQueryAsync(cancel);
        }
        if (own is not null) await own.CommitAsync(cancel);
        await db.Database.CloseConnectionAsync();
    }
}
