using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Troth.Import.Storing;
using Troth.Platform.Data;

namespace Troth.Import;

/// <summary>
/// One number for all that the business knows: SHA-256 over every record's fields, records named by source and key. Ids, short numbers,
/// sort keys, instants, history and the bookkeeping of imports do not count, nor does the order of rows; both databases give the same.
/// </summary>
public sealed class Checksum(TrothContext db, ImportRoom room)
{
    /// <summary>What is read of a table; working it out of the model takes longer than reading a small database.</summary>
    private sealed record Table(string Name, bool Importable, bool RefersToItself, bool IsReferredTo, (string Path, string Name, bool IsReference)[] Columns);

    private static readonly ConditionalWeakTable<IModel, List<Table>> Layouts = [];
    private readonly ArrayBufferWriter<byte> text = new(1 << 12);
    private readonly Dictionary<Guid, UInt128> names = [];

    /// <summary>Sixty-four small hexadecimal digits. Reads every visible row once; memory grows with records that others refer to.</summary>
    public string Run()
    {
        using var database = room.Open();
        var sources = database.Read("SELECT id, name FROM import_sources").ToDictionary(row => row.GetInt32(0), row => row.GetString(1));
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in Layouts.GetValue(db.Model, _ => [.. InOrder().Select(Layout)])) lines.Add(table.Name, OfTable(database, table, sources));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line.Key} {line.Value}\n")))));
    }

    /// <summary>What counts of a record: everything but what the program makes up by itself.</summary>
    public static bool Counts(IReadOnlyProperty property) => property.Name is not
        (nameof(Record.Id) or nameof(Record.Version) or nameof(ImportableRecord.BatchId) or nameof(ImportableRecord.HandEdited) or "Number" or "NameKey" or "CityKey" or "CountryKey")
        && property.ClrType != typeof(DateTimeOffset) && property.ClrType != typeof(DateTimeOffset?) && !NamesUnknown(property);

    /// <summary>An id of a record that its room does not know, such as the decision that broke a promise: ids do not count, and there is no name for it.</summary>
    private static bool NamesUnknown(IReadOnlyProperty property) =>
        (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Guid) && !property.Name.EndsWith("Id", StringComparison.Ordinal);

    /// <summary>Records that others refer to come before those, and importable ones before the rest, which name them by ids that no key enforces.</summary>
    private List<IEntityType> InOrder()
    {
        var waiting = db.Model.GetEntityTypes().Where(type => typeof(Record).IsAssignableFrom(type.ClrType))
            .OrderByDescending(type => typeof(ImportableRecord).IsAssignableFrom(type.ClrType)).ThenBy(type => type.GetTableName(), StringComparer.Ordinal).ToList();
        var ordered = new List<IEntityType>();
        while (waiting.Count > 0)
        {
            var next = waiting.First(type => References(type).All(to => to == type || !waiting.Contains(to)));
            waiting.Remove(next);
            ordered.Add(next);
        }
        return ordered;
    }

    /// <summary>By a key, by what imports say, or by a name such as PlantId where a key would stand in the way.</summary>
    private IEnumerable<IEntityType> References(IEntityType type) => type.GetForeignKeys().Select(key => key.PrincipalEntityType)
        .Concat(type.GetProperties().SelectMany(p => db.Model.GetEntityTypes().Where(to => Names(p, to))))
        .Concat(room.Tables.Where(table => table.StoredAs == type.GetTableName()).SelectMany(table => table.Columns).Where(c => c.Refers is not null)
            .Select(c => db.Model.GetEntityTypes().Single(to => to.GetTableName() == room.Tables.Single(t => t.Entity == c.Refers).StoredAs)));

    private Table Layout(IEntityType type)
    {
        var table = StoreObjectIdentifier.Table(type.GetTableName()!);
        var columns = Flat(type).Where(p => Counts(p.Property)).OrderBy(p => p.Path, StringComparer.Ordinal)
            .Select(p => (p.Path, Name: p.Property.GetColumnName(table)!, IsReference: (Nullable.GetUnderlyingType(p.Property.ClrType) ?? p.Property.ClrType) == typeof(Guid))).ToArray();
        return new(table.Name, typeof(ImportableRecord).IsAssignableFrom(type.ClrType), References(type).Contains(type), IsReferredTo(type), columns);
    }

    private string OfTable(ImportDatabase database, Table table, Dictionary<int, string> sources)
    {
        var columns = table.Columns;
        var sum = UInt256.Zero;
        long count = 0;
        var sql = $"SELECT id, {string.Join(", ", columns.Select(c => c.Name))} FROM {table.Name} {(table.Importable ? "WHERE batch_id NOT IN (SELECT id FROM hidden_batches)" : "")}";
        void Write(DbDataReader row)
        {
            text.ResetWrittenCount();
            for (var at = 0; at < columns.Length; at++) this.Write(database, columns[at].Path, columns[at].IsReference, row, at + 1, sources);
        }
        if (table.RefersToItself) // rows may refer to rows below them, so all get their names first
        {
            var own = new List<(Guid, UInt128)>();
            foreach (var row in database.Read(sql))
            {
                Write(row);
                own.Add((database.Id(row, 0), Name(table, row, sources)));
            }
            foreach (var (id, name) in own) names[id] = name;
        }
        foreach (var row in database.Read(sql))
        {
            Write(row);
            sum += new UInt256(SHA256.HashData(text.WrittenSpan));
            count++;
            if (table.IsReferredTo) names.TryAdd(database.Id(row, 0), Name(table, row, sources));
        }
        return string.Create(CultureInfo.InvariantCulture, $"{count} {sum}");
    }

    /// <summary>What others call a record: by source and key, or by its fields where it has no key.</summary>
    private UInt128 Name(Table table, DbDataReader row, Dictionary<int, string> sources)
    {
        var key = Array.FindIndex(table.Columns, c => c.Path == nameof(ImportableRecord.ExternalKey));
        var source = Array.FindIndex(table.Columns, c => c.Path == nameof(ImportableRecord.SourceId));
        var named = key >= 0 && !row.IsDBNull(key + 1)
            ? Encoding.UTF8.GetBytes($"{table.Name}\u001f{sources.GetValueOrDefault(row.GetInt32(source + 1))}\u001f{row.GetString(key + 1)}")
            : text.WrittenSpan.ToArray();
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(named));
    }

    private void Write(ImportDatabase database, string path, bool isReference, DbDataReader row, int at, Dictionary<int, string> sources)
    {
        if (row.IsDBNull(at)) return;
        Write(path);
        Write("\u001f");
        if (path == nameof(ImportableRecord.SourceId)) Write(sources.GetValueOrDefault(row.GetInt32(at), ""));
        else if (isReference) Write(names.TryGetValue(database.Id(row, at), out var name) ? name.ToString("x32", CultureInfo.InvariantCulture) : "?");
        else
            Write(row.GetValue(at) switch
            {
                bool yes => yes ? "1" : "0",
                byte[] bytes => Convert.ToHexStringLower(bytes),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                var other => other.ToString()!,
            });
        Write("\u001e");
    }

    private void Write(string value) => Encoding.UTF8.GetBytes(value, text);

    private static bool Names(IReadOnlyProperty property, IEntityType to) => typeof(Record).IsAssignableFrom(to.ClrType) && property.Name == to.ClrType.Name + "Id";

    private bool IsReferredTo(IEntityType type) => type.GetReferencingForeignKeys().Any() || db.Model.GetEntityTypes().Any(from => from.GetProperties().Any(p => Names(p, type))) || room.Tables.Any(t => t.StoredAs == type.GetTableName() && t.Whole is null);

    private static IEnumerable<(string Path, IReadOnlyProperty Property)> Flat(ITypeBase type, string prefix = "") =>
        type.GetProperties().Select(p => (prefix + p.Name, (IReadOnlyProperty)p)).Concat(type.GetComplexProperties().SelectMany(c => Flat(c.ComplexType, $"{prefix}{c.Name}.")));

    /// <summary>Sums of hashes do not depend on the order of rows.</summary>
    private readonly record struct UInt256(UInt128 High, UInt128 Low) : IAdditionOperators<UInt256, UInt256, UInt256>
    {
        public static UInt256 Zero => default;

        public UInt256(ReadOnlySpan<byte> hash)
            : this(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash), System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash[16..])) { }

        public static UInt256 operator +(UInt256 left, UInt256 right)
        {
            var low = left.Low + right.Low;
            return new UInt256(left.High + right.High + (low < left.Low ? UInt128.One : UInt128.Zero), low);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x32}{Low:x32}");
    }
}
