using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Troth.Platform.Data;
using Record = Troth.Platform.Data.Record;

namespace Troth.Tests.Import;

/// <summary>A column of a business record, as the model has it.</summary>
public sealed record ModelField(IEntityType Type, string Path, IReadOnlyProperty Property, string Column)
{
    public string Table => Type.GetTableName()!;

    public Type Clr => Nullable.GetUnderlyingType(Property.ClrType) ?? Property.ClrType;

    /// <summary>The kind of record that it names by id; null where it is no reference.</summary>
    public IEntityType? Refers => Clr != typeof(Guid) || Path == nameof(Record.Id) || NamesUnknown ? null
        : Type.GetForeignKeys().FirstOrDefault(key => key.Properties is [var only] && only == Property)?.PrincipalEntityType
            ?? Type.Model.GetEntityTypes().Single(to => to.ClrType.Name + "Id" == Path);

    /// <summary>An id of some record that this room does not know.</summary>
    public bool NamesUnknown => Clr == typeof(Guid) && !Path.EndsWith("Id", StringComparison.Ordinal);

    public override string ToString() => $"{Table}.{Column}";
}

/// <summary>
/// Records of every kind that the model knows, written past all rules: a imported, b made by hand; of importable kinds also c, of an import
/// that is not published; of these and those they refer to also d, to which the others could refer. A kind or field that somebody adds is among them by itself.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="salt">Goes into all that does not count: ids, short numbers, instants, bookkeeping.</param>
public sealed class OneOfEverything(TrothContext db, int salt)
{
    public const int Unpublished = 900;
    private static readonly string[] MadeUp = ["Id", "Version", "BatchId", "HandEdited", "Number", "NameKey", "CityKey", "CountryKey"];
    private readonly Dictionary<(string Table, char Row), Guid> ids = [];

    public IReadOnlyList<ModelField> Fields { get; } =
        [.. db.Model.GetEntityTypes().Where(type => typeof(Record).IsAssignableFrom(type.ClrType)).SelectMany(type => Flat(type, type, ""))];

    /// <summary>Whether it is something that the business knows. Said here once more, so that leaving a field out is decided twice.</summary>
    public static bool Counts(ModelField field) => !MadeUp.Contains(field.Path) && field.Clr != typeof(DateTimeOffset) && !field.NamesUnknown;

    public async Task Write(string rows = "abcd")
    {
        foreach (var (id, name) in new[] { (1 + salt, "one"), (2 + salt, "two") })
            await Run("INSERT INTO import_sources (id, name) VALUES (@p0, @p1)", id, name);
        await Run("INSERT INTO hidden_batches (id) VALUES (@p0)", Unpublished + salt);
        var waiting = Fields.GroupBy(field => field.Type).ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.First(type => type.All(field => field.Refers is not { } to || to == type.Key || waiting.All(other => other.Key != to)));
            waiting.Remove(next);
            foreach (var row in rows.Where(row => row < 'c' || IsImportable(next.Key) || row == 'd' && Fields.Any(field => field.Refers == next.Key && IsImportable(field.Type))))
            {
                ids[(next.Key.GetTableName()!, row)] = Guid.CreateVersion7();
                var fields = next.ToList();
                await Run($"INSERT INTO {next.Key.GetTableName()} ({string.Join(", ", fields.Select(f => f.Column))}) VALUES ({string.Join(", ", fields.Select((_, at) => $"@p{at}"))})",
                    [.. fields.Select(field => First(field, row))]);
            }
        }
    }

    /// <summary>Other values that the field of a record could have: another one, none where that may be.</summary>
    public IEnumerable<object?> Others(ModelField field, char row)
    {
        yield return field.Path == nameof(Record.Id) ? Guid.CreateVersion7()
            : field.Refers is { } to ? Another(to.GetTableName()!, row)
            : field.Path == nameof(ImportableRecord.SourceId) ? 2 + salt : Value(field, row, 1);
        if (field.Property.IsNullable && First(field, row) is not null) yield return null;
    }

    public Task Set(ModelField field, char row, object? value) => Run($"UPDATE {field.Table} SET {field.Column} = @p0 WHERE id = @p1", value, ids[(field.Table, row)]);

    public Task PutBack(ModelField field, char row) => Set(field, row, First(field, row));

    public async Task Run(string sql, params object?[] values)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        for (var at = 0; at < values.Length; at++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"p{at}", values[at] switch { null => DBNull.Value, Guid id when db.Database.IsSqlite() => id.ToByteArray(bigEndian: true), var value => value });
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync();
    }

    private object? First(ModelField field, char row) => field switch
    {
        { Path: nameof(Record.Id) } => ids[(field.Table, row)],
        { Path: nameof(ImportableRecord.BatchId) } => row == 'b' ? 0 : row == 'c' ? Unpublished + salt : 7 + salt,
        { Path: nameof(ImportableRecord.SourceId) } => row == 'b' ? 0 : 1 + salt,
        { Path: nameof(ImportableRecord.ExternalKey) } when row == 'b' => null,
        { Refers: { } to } => to == field.Type ? null : Same(to.GetTableName()!, row),
        _ => Value(field, row, 0),
    };

    private static bool IsImportable(IEntityType type) => typeof(ImportableRecord).IsAssignableFrom(type.ClrType);

    /// <summary>The record of a kind that this one refers to; of kinds that no import brings there are only a and b.</summary>
    private Guid Same(string table, char row) => ids.TryGetValue((table, row), out var id) ? id : ids[(table, row is 'b' or 'd' ? 'b' : 'a')];

    /// <summary>Another one.</summary>
    private Guid Another(string table, char row) => ids.TryGetValue((table, 'd'), out var id) ? id : ids[(table, row is 'b' or 'd' ? 'a' : 'b')];

    /// <summary>As the database keeps it; another for each record and variant.</summary>
    private object Value(ModelField field, char row, int variant)
    {
        if (field.NamesUnknown) return Guid.CreateVersion7();
        var kept = field.Property.GetTypeMapping().Converter?.ProviderClrType ?? field.Clr;
        var number = (row - 'a') * 10 + variant + 1 + (Counts(field) ? 0 : 100 * salt);
        return Type.GetTypeCode(kept) switch
        {
            TypeCode.String => string.Create(CultureInfo.InvariantCulture, $"{row}{variant}") + (Counts(field) || salt == 0 ? "" : $"{salt}"),
            TypeCode.Boolean => (number & 1) == 0,
            TypeCode.Int32 => number,
            TypeCode.Int64 => (long)number,
            TypeCode.Double => number / 8.0,
            _ => throw new NotSupportedException($"{field} is kept as {kept.Name}; say here what values that has."),
        };
    }

    private static IEnumerable<ModelField> Flat(IEntityType type, ITypeBase of, string prefix) =>
        of.GetProperties().Select(p => new ModelField(type, prefix + p.Name, p, p.GetColumnName()))
            .Concat(of.GetComplexProperties().SelectMany(c => Flat(type, c.ComplexType, $"{prefix}{c.Name}.")));
}
