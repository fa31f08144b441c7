using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Platform.History;

public sealed record HistoryFilter
{
    [Description("Only this kind of record: account, contact, order …")]
    public string? Kind { get; init; }

    [Description("Id of the person who changed it.")]
    public string? Who { get; init; }

    [Description("page, api, import, command, portal (the customer's own page) or job (Troth itself).")]
    public string? Through { get; init; }

    [Description("created, updated, removed, reverted or kept.")]
    public string? Did { get; init; }

    [Description("Number of an import.")]
    public string? Import { get; init; }

    [Description("From this day on (yyyy-MM-dd), by the caller's clock. With q and without it: the last 30 days.")]
    public string? From { get; init; }

    [Description("Until this day.")]
    public string? To { get; init; }

    [Description("A record's number (A-1042), words of its name, or what one of its fields was or became.")]
    public string? Q { get; init; }

    public bool Any => new[] { Kind, Who, Through, Did, Import, From, To, Q }.Any(part => !string.IsNullOrWhiteSpace(part));
}

/// <summary>One change, and of which record.</summary>
/// <param name="About">The record, or the one it is part of; null where it is gone, or where many were changed at once.</param>
public sealed record HistoryLine(ChangeEntry Change, RecordInHistory? About);

/// <summary>A page of the company's history as programs read it.</summary>
public sealed record HistoryAnswer(IReadOnlyList<HistoryLine> Items, string? After, string? Before, DateOnly? Since);

/// <summary>A page of the company's history.</summary>
/// <param name="Since">The first day that was looked at where the reader gave none.</param>
public sealed record HistoryView(Listing<HistoryLine> Lines, DateOnly? Since, bool Hidden = false);

/// <summary>
/// What was changed anywhere in the company, newest first: the kinds that the reader may see, and of them nothing that depends on whose account it
/// is. The time it takes goes by the page, not by the years behind it; words are looked for in a stretch of days.
/// </summary>
public sealed class ReadHistory(TrothContext db, ListChanges changes, IEnumerable<KindInHistory> kinds, ReaderSettings reader, TimeProvider time)
{
    public const int DaysSearched = 30, QMax = 200;
    private const int Few = 50;
    public static readonly string[] Ways = ["page", "api", "import", "command", "portal", "job"];
    public static readonly string[] Deeds = ["created", "updated", "removed", "reverted", "kept"];
    private static readonly ListOrder<Change> Newest = new ListOrder<Change>(descending: true).By(c => c.At).By(c => c.Id);

    /// <summary>The kinds this reader may see.</summary>
    public IReadOnlyList<KindInHistory> Seen { get; } = [.. kinds.Where(kind => reader.May(kind.Right))];

    public async Task<HistoryView> Run(HistoryFilter filter, ListPlace place, CancellationToken cancel)
    {
        if (reader.SafeView) return new(new([], null, null), null, Hidden: true);
        var (from, to) = (Day("from", filter.From), Day("to", filter.To));
        var q = filter.Q?.Trim();
        if (q?.Length > QMax) throw new BadInputException("q", Words.Say("history.q.long", q.Length, QMax));
        DateOnly? since = string.IsNullOrEmpty(q) || from is not null ? null : Today.AddDays(1 - DaysSearched);
        var found = db.Changes.AsNoTracking();
        if (string.IsNullOrEmpty(filter.Kind)) found = Visible(found);
        else
        {
            var kind = Known(filter.Kind);
            found = found.Where(c => c.Entity == kind);
        }
        if (!string.IsNullOrEmpty(filter.Who))
        {
            var who = Guid.TryParse(filter.Who, out var id) ? id : throw new BadInputException("who", Words.Say("history.who.wrong", filter.Who));
            found = found.Where(c => c.ActorId == who);
        }
        if (OneOf("through", filter.Through, Ways) is { } way) found = found.Where(c => c.Through == way);
        if (OneOf("did", filter.Did, Deeds) is { } deed) found = found.Where(c => c.Action == deed);
        if (!string.IsNullOrEmpty(filter.Import))
        {
            var text = filter.Import.StartsWith("I-", StringComparison.OrdinalIgnoreCase) ? filter.Import[2..] : filter.Import;
            var batch = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new BadInputException("import", Words.Say("history.import.wrong", filter.Import));
            found = found.Where(c => c.BatchId == batch);
        }
        if ((from ?? since) is { } first) { var start = Start(first); found = found.Where(c => c.At >= start); }
        if (to is { } last) { var end = Start(last == DateOnly.MaxValue ? last : last.AddDays(1)); found = found.Where(c => c.At < end); }
        if (!string.IsNullOrEmpty(q)) found = await Called(found, q, cancel);
        var page = await Newest.Page(place, cancel, found);
        return new(await Lines(page, cancel), since);
    }

    /// <summary>Fields of a kind whose values are numbers to read; years and places in a row are none.</summary>
    public IReadOnlyList<string> Numbers(string entity) => [.. db.Model.GetEntityTypes().Where(t => Recorder.NameOf(t) == entity)
        .SelectMany(t => t.GetProperties()).Where(p => (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType) is { } type && (type == typeof(decimal) || type == typeof(double)
            || (type == typeof(int) && !p.Name.EndsWith("Year", StringComparison.Ordinal) && !p.Name.EndsWith("No", StringComparison.Ordinal)))).Select(p => p.Name)];

    /// <summary>By what is not seen rather than by what is: so the database walks down the times, however many kinds there are.</summary>
    private IQueryable<Change> Visible(IQueryable<Change> found)
    {
        var seen = Seen.Select(kind => kind.Entity).ToHashSet();
        var all = db.Model.GetEntityTypes().Where(t => typeof(Record).IsAssignableFrom(t.ClrType) || typeof(IHasHistory).IsAssignableFrom(t.ClrType)).Select(Recorder.NameOf);
        return all.Where(entity => !seen.Contains(entity)).Aggregate(found, (rest, entity) => rest.Where(c => c.Entity != entity));
    }

    private string Known(string kind) => Seen.FirstOrDefault(k => k.Entity == kind)?.Entity
        ?? throw new BadInputException("kind", Words.Say("history.kind.wrong", kind, string.Join(", ", Seen.Select(k => k.Entity).Order(StringComparer.Ordinal))));

    private static string? OneOf(string field, string? given, string[] words) => string.IsNullOrEmpty(given) ? null
        : words.Contains(given) ? given : throw new BadInputException(field, Words.Say("history.oneOf", given, string.Join(", ", words)));

    /// <summary>The records that are called so, and what was or became so.</summary>
    [SuppressMessage("Globalization", "CA1304", Justification = "Databases fold the case.")]
    [SuppressMessage("Globalization", "CA1311", Justification = "Databases fold the case.")]
    [SuppressMessage("Performance", "CA1862", Justification = "Databases fold the case.")]
    private async Task<IQueryable<Change>> Called(IQueryable<Change> found, string q, CancellationToken cancel)
    {
        var ids = new List<Guid>();
        foreach (var kind in Seen.Where(kind => kind.Called is not null)) ids.AddRange(await kind.Called!(db, q, Few, cancel));
        // As it stands in the entry: within a JSON text. Databases fold letters of the alphabet alike, and others not at all.
        var text = JsonSerializer.Serialize(q, JsonSerializerOptions.Web)[1..^1].ToLowerInvariant();
        return found.Where(c => (c.RecordId != null && ids.Contains(c.RecordId.Value)) || (c.PartOfId != null && ids.Contains(c.PartOfId.Value))
            || (c.Fields != null && c.Fields.ToLower().Contains(text)));
    }

    private async Task<Listing<HistoryLine>> Lines(Listing<Change> page, CancellationToken cancel)
    {
        var seen = Seen.ToDictionary(kind => kind.Entity);
        // A kind that there once was has nobody who could say who may see it.
        var items = page.Items.Where(c => seen.ContainsKey(c.Entity)).ToList();
        var names = new Dictionary<string, Dictionary<Guid, RecordInHistory>>();
        foreach (var kind in Seen.Where(kind => kind.Find is not null))
        {
            var ids = items.Where(c => c.Entity == kind.Entity).Select(c => Subject(c, kind)).OfType<Guid>().ToHashSet();
            if (ids.Count > 0) names[kind.Entity] = await kind.Find!(db, ids, cancel);
        }
        var entries = await changes.Entries(items, cancel);
        return new([.. entries.Zip(items, (entry, change) => new HistoryLine(entry,
            Subject(change, seen[change.Entity]) is { } id ? names.GetValueOrDefault(change.Entity)?.GetValueOrDefault(id) : null))], page.After, page.Before);
    }

    private static Guid? Subject(Change change, KindInHistory kind) => kind.ByWhole ? change.PartOfId : change.RecordId;

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), reader.TimeZone).DateTime);

    /// <summary>The instant at which a day begins by the reader's clock; on the day clocks jump over midnight, the first there is.</summary>
    private DateTimeOffset Start(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (reader.TimeZone.IsInvalidTime(local)) local = local.AddMinutes(15);
        var utc = day <= DateOnly.MinValue.AddDays(1) ? DateTime.SpecifyKind(local, DateTimeKind.Utc) : TimeZoneInfo.ConvertTimeToUtc(local, reader.TimeZone);
        return new DateTimeOffset(utc, TimeSpan.Zero);
    }

    private static DateOnly? Day(string field, string? given) => string.IsNullOrEmpty(given) ? null
        : DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new BadInputException(field, Words.Say("history.day.wrong", given));
}
