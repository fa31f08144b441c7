using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Troth.Platform.Data;

/// <summary>
/// How values are stored, the same on both databases: instants as UTC ticks, days as yyyymmdd, amounts in ten-thousandths,
/// prices and quantities in millionths, ids as 16 bytes in big-endian order on SQLite so that version-7 ids sort by time.
/// </summary>
public static class ColumnConventions
{
    public const int AmountScale = 10_000;
    public const int FineScale = 1_000_000;

    public static void Apply(ModelConfigurationBuilder builder, bool sqlite)
    {
        builder.Conventions.Remove<Microsoft.EntityFrameworkCore.Metadata.Conventions.ForeignKeyIndexConvention>(); // an index is a decision, not a side effect
        builder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        builder.Properties<DateOnly>().HaveConversion<DayConverter>();
        builder.Properties<TimeOnly>().HaveConversion<SecondsConverter>();
        builder.Properties<decimal>().HaveConversion<AmountConverter>();
        if (sqlite) builder.Properties<Guid>().HaveConversion<GuidBytesConverter>();
    }

    /// <summary>snake_case names, and on PostgreSQL byte order for the columns that names are sorted by.</summary>
    public static void Name(ModelBuilder model, bool sqlite)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            Name(entity, "", sqlite);
            foreach (var key in entity.GetKeys()) key.SetName(Snake(key.GetName()!));
            foreach (var key in entity.GetForeignKeys()) key.SetConstraintName(Snake(key.GetConstraintName()!));
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName(Snake(index.GetDatabaseName()!));
        }
    }

    private static void Name(IMutableTypeBase type, string prefix, bool sqlite)
    {
        foreach (var property in type.GetProperties())
        {
            property.SetColumnName(prefix + Snake(property.Name));
            if (!sqlite && property.Name is "NameKey" or "CityKey" or "CountryKey" or "SellerNameKey") property.SetCollation("C");
        }
        foreach (var complex in type.GetComplexProperties()) Name(complex.ComplexType, prefix + Snake(complex.Name) + "_", sqlite);
    }

    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsUpper(c) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }

    /// <summary>A decimal as a whole number of 1/scale; refuses what does not fit rather than rounding it.</summary>
    public static long Scale(decimal value, int scale)
    {
        var scaled = value * scale;
        if (scaled != decimal.Truncate(scaled))
            throw new OverflowException(FormattableString.Invariant($"{value} has more decimal places than can be kept (1/{scale})."));
        return decimal.ToInt64(scaled);
    }
}

public sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(v => v.UtcTicks, v => new DateTimeOffset(v, TimeSpan.Zero));

public sealed class DayConverter() : ValueConverter<DateOnly, int>(
    v => v.Year * 10000 + v.Month * 100 + v.Day, v => new DateOnly(v / 10000, v / 100 % 100, v % 100));

public sealed class SecondsConverter() : ValueConverter<TimeOnly, int>(
    v => v.Hour * 3600 + v.Minute * 60 + v.Second, v => new TimeOnly(v / 3600, v / 60 % 60, v % 60));

public sealed class AmountConverter() : ValueConverter<decimal, long>(
    v => ColumnConventions.Scale(v, ColumnConventions.AmountScale), v => (decimal)v / ColumnConventions.AmountScale);

/// <summary>For unit prices, quantities and rates: six decimal places.</summary>
public sealed class FineConverter() : ValueConverter<decimal, long>(
    v => ColumnConventions.Scale(v, ColumnConventions.FineScale), v => (decimal)v / ColumnConventions.FineScale);

public sealed class GuidBytesConverter() : ValueConverter<Guid, byte[]>(v => v.ToByteArray(true), v => new Guid(v, true));
