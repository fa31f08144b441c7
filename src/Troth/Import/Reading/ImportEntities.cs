using Troth.Import.Contracts;

namespace Troth.Import.Reading;

/// <summary>What a field holds, and so how a cell is read into it.</summary>
public enum FieldKind
{
    Text,

    /// <summary>Whole number.</summary>
    Integer,

    /// <summary>Money amount, at most four decimals.</summary>
    Money,

    /// <summary>Unit price, quantity or exchange rate, at most six decimals.</summary>
    Number,

    /// <summary>Part of a whole, 0 to 1; "10%" is 0.1.</summary>
    Share,

    /// <summary>Day; a time of day that stands with it is kept where the entity has a field for it.</summary>
    Date,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>ISO 4217 code.</summary>
    Currency,

    /// <summary>Several words separated by semicolons.</summary>
    List,

    /// <summary>Another record, by its external key or another field.</summary>
    Reference,

    /// <summary>One of <see cref="ImportField.Words"/>.</summary>
    Word,
}

/// <summary>A field that an import can fill.</summary>
/// <param name="Name">As written in recipes and headers.</param>
/// <param name="Kind">How its cells are read.</param>
/// <param name="Refers">The entity a reference points to.</param>
/// <param name="Words">The values a word may take.</param>
public sealed record ImportField(string Name, FieldKind Kind, string? Refers = null, IReadOnlyList<string>? Words = null);

/// <summary>An entity that an import can make.</summary>
/// <param name="Name">As written in recipes.</param>
/// <param name="NeedsKey">Without an external key a row is refused.</param>
/// <param name="HasKey">Its records have external keys; others are recognised by their own values.</param>
/// <param name="Fields">Every field it has, without the key.</param>
public sealed record ImportEntity(string Name, bool NeedsKey, bool HasKey, IReadOnlyList<ImportField> Fields)
{
    /// <summary>The field of that name, or null.</summary>
    public ImportField? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);
}

/// <summary>Everything an import can fill: what the rooms have registered.</summary>
public static class ImportEntities
{
    private static readonly Lock s_gate = new();
    private static volatile ImportVocabulary s_known = new([]);

    /// <summary>Every entity, in the order in which they may refer to each other.</summary>
    public static IReadOnlyList<ImportEntity> All => s_known.Entities;

    /// <summary>A sales file tells lines, orders and what stands behind them in each row; suggestions look for these by name.</summary>
    internal static ImportEntity OrderLine => Known("orderLine");
    internal static ImportEntity Order => Known("order");
    internal static ImportEntity Seller => Known("seller");
    internal static ImportEntity Product => Known("product");
    internal static ImportEntity Account => Known("account");
    internal static ImportEntity Contact => Known("contact");

    internal static ImportVocabulary Vocabulary => s_known;

    /// <summary>The entity of that name, or null.</summary>
    public static ImportEntity? Find(string name) => s_known.Find(name);

    /// <summary>What people call one ("one") or several ("many") of an entity's records or parts, in their language; null where its room does not say.</summary>
    public static string? Called(string entity, string number) => s_known.Called(entity, $"entity.{entity}.{number}");

    /// <summary>What people call a field of an entity; null where its room does not say.</summary>
    public static string? CalledField(string entity, string field) => s_known.Called(entity, $"field.{field}");

    /// <summary>What people call something that a room counts in a report.</summary>
    public static string? CalledCount(string tally, string count) =>
        s_known.Importables.FirstOrDefault(one => one.Tables.Any(table => table.Tally?.Name == tally)) is { } of ? s_known.Called(of.Entity, $"tally.{count}") : null;

    internal static void Learn(Importable importable)
    {
        lock (s_gate)
            if (!s_known.Importables.Contains(importable))
                s_known = new([.. s_known.Importables, importable]);
    }

    private static ImportEntity Known(string name) =>
        Find(name) ?? throw new InvalidOperationException($"No room has registered “{name}” with AddImportable.");
}
