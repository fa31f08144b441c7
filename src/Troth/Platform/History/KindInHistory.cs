using Microsoft.Extensions.Localization;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Platform.History;

/// <summary>What a record is called, and where it is looked at.</summary>
public sealed record RecordInHistory(string Name, string? Href = null);

/// <summary>
/// A kind of record in the company's history: a room registers one for each of its own that may be looked through in one place. What depends on
/// who looks after an account has none, and stands in that account's own history only.
/// </summary>
/// <param name="Entity">As <see cref="Change.Entity"/> calls it.</param>
/// <param name="Right">Who holds it sees the kind.</param>
/// <param name="Words">Where <c>entity.account</c> and <c>field.name</c> stand.</param>
public sealed record KindInHistory(string Entity, string Right, Type Words)
{
    /// <summary>A part is shown by the record it belongs to: an order's line by the order.</summary>
    public bool ByWhole { get; init; }

    /// <summary>Names of records by their ids; what is gone has none.</summary>
    public FindRecords? Find { get; init; }

    /// <summary>Records by their number, or by words of their name; at most so many.</summary>
    public FindIds? Called { get; init; }

    public delegate Task<Dictionary<Guid, RecordInHistory>> FindRecords(TrothContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancel);
    public delegate Task<List<Guid>> FindIds(TrothContext db, string words, int most, CancellationToken cancel);

    public static KindInHistory Of<TRecord>(string right, Type words) => new(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(typeof(TRecord).Name), right, words);
}

/// <summary>Who changes things, to choose from.</summary>
public sealed record ActorsInHistory(Func<TrothContext, CancellationToken, Task<List<(Guid Id, string Name)>>> Find);

/// <summary>Kinds of records and their fields in words.</summary>
public sealed class KindWords(IEnumerable<KindInHistory> kinds, IEnumerable<WordInHistory> others, IStringLocalizerFactory texts)
{
    private readonly Dictionary<string, IStringLocalizer> words = kinds.ToDictionary(kind => kind.Entity, kind => texts.Create(kind.Words));

    public LocalizedString Entity(string entity) => Said(entity, [$"entity.{entity}"], entity);

    /// <summary>SellerId is looked up as seller, ShippingAddress.City as city.</summary>
    public LocalizedString Field(string entity, string field)
    {
        var part = field[(field.LastIndexOf('.') + 1)..];
        var alone = part.Length > 2 && part.EndsWith("Id", StringComparison.Ordinal) ? part[..^2] : part;
        return Said(entity, [$"field.{entity}.{Camel(alone)}", $"field.{Camel(alone)}", $"field.{part}", $"settings.{Camel(alone)}"], part);
    }

    private LocalizedString Said(string entity, IEnumerable<string> keys, string name)
    {
        if (words.TryGetValue(entity, out var own))
            foreach (var key in keys)
                if (own[key] is { ResourceNotFound: false } word) return word;
        return others.FirstOrDefault(other => other.Name == name) is { } known ? new(name, known.Word.In(texts)) : new(name, name, resourceNotFound: true);
    }

    private static string Camel(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
}
