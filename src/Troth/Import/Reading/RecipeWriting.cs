using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Troth.Import.Reading;

/// <summary>Writes a recipe in the short form people use: what has its default value is left out.</summary>
internal static class RecipeWriting
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(Recipe recipe)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
            Write(json, recipe);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Recipe recipe)
    {
        json.WriteStartObject();
        json.WriteNumber("recipe", Recipe.Format);
        json.WriteString("name", recipe.Name);
        json.WriteString("source", recipe.Source);
        Text(json, "currency", recipe.Currency);
        Text(json, "accountSeller", recipe.AccountSeller is null ? null : "latestOrder");
        Items(json, "files", recipe.Files, File);
        json.WriteEndObject();
    }

    private static void File(Utf8JsonWriter json, RecipeFile file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.File);
        Layout(json, file.Delimiter, file.CharacterSet, file.Header, file.Columns);
        Texts(json, "empty", file.Empty);
        Styles(json, file.DateOrder, file.Decimal);
        Text(json, "absent", file.Absent is Absent.End ? "end" : null);
        Items(json, "lookups", file.Lookups, Lookup);
        Items(json, "records", file.Records, Record);
        json.WriteEndObject();
    }

    private static void Lookup(Utf8JsonWriter json, RecipeLookup lookup)
    {
        json.WriteStartObject();
        json.WriteString("file", lookup.File);
        Layout(json, lookup.Delimiter, lookup.CharacterSet, lookup.Header, lookup.FileColumns);
        Items(json, "when", lookup.When, Condition);
        Pairs(json, "on", lookup.On);
        Pairs(json, "add", lookup.Add);
        Text(json, "repeated", lookup.Repeated is Repeated.Refuse ? null : Lower(lookup.Repeated));
        json.WriteEndObject();
    }

    private static void Record(Utf8JsonWriter json, RecipeRecord record)
    {
        json.WriteStartObject();
        json.WriteString("entity", record.Entity);
        if (record.Key is not null)
            Value(json, "key", record.Key);
        Items(json, "when", record.When, Condition);
        json.WriteStartObject("fields");
        foreach (var (name, value) in record.Fields)
            Value(json, name, value);
        json.WriteEndObject();
        Texts(json, "ignore", record.Ignore);
        Texts(json, "extras", record.Extras);
        Text(json, "repeated", record.Repeated is Repeated.Refuse ? null : Lower(record.Repeated));
        Text(json, "negative", record.Negative is Negative.Refuse ? null : Lower(record.Negative));
        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, string name, RecipeValue value)
    {
        if (value == new RecipeValue { Column = value.Column })
        {
            json.WriteString(name, value.Column);
            return;
        }
        json.WriteStartObject(name);
        Text(json, "column", value.Column);
        Texts(json, "columns", value.Columns);
        Text(json, "join", value.Join);
        Text(json, "value", value.Value);
        Items(json, "cases", value.Cases ?? [], Case);
        if (value.Trim)
            json.WriteBoolean("trim", true);
        Text(json, "stripPrefix", value.StripPrefix);
        Text(json, "stripSuffix", value.StripSuffix);
        Pairs(json, "map", value.Map);
        Text(json, "unmapped", value.Unmapped is Unmapped.Keep ? null : Lower(value.Unmapped));
        Text(json, "unreadable", value.Unreadable is Unreadable.Refuse ? null : Lower(value.Unreadable));
        Text(json, "default", value.Default);
        Styles(json, value.DateOrder, value.Decimal);
        Text(json, "by", value.By);
        if (value.Also is not null)
            Value(json, "also", value.Also);
        json.WriteEndObject();
    }

    private static void Case(Utf8JsonWriter json, RecipeCase one)
    {
        json.WriteStartObject();
        Items(json, "when", one.When, Condition);
        Text(json, "column", one.Column);
        Text(json, "value", one.Value);
        json.WriteEndObject();
    }

    private static void Condition(Utf8JsonWriter json, RecipeCondition condition)
    {
        json.WriteStartObject();
        json.WriteString("column", condition.Column);
        Texts(json, "is", condition.Is);
        Texts(json, "isNot", condition.IsNot);
        Text(json, "starts", condition.Starts);
        Text(json, "ends", condition.Ends);
        Text(json, "contains", condition.Contains);
        if (condition.Empty is { } empty)
            json.WriteBoolean("empty", empty);
        if (condition.Below is { } below)
            json.WriteNumber("below", below);
        if (condition.Above is { } above)
            json.WriteNumber("above", above);
        json.WriteEndObject();
    }

    private static void Layout(Utf8JsonWriter json, char? delimiter, CharacterSet? set, bool? header, IReadOnlyList<string>? columns)
    {
        Text(json, "delimiter", delimiter is '\t' ? "tab" : delimiter?.ToString());
        Text(json, "encoding", set is null or CharacterSet.Undecided ? null : set.Value.Name());
        if (header is { } known)
            json.WriteBoolean("header", known);
        Texts(json, "columns", columns);
    }

    private static void Styles(Utf8JsonWriter json, DateOrder? order, DecimalMark? mark)
    {
        Text(json, "dateOrder", order is null ? null : Lower(order.Value));
        Text(json, "decimal", mark switch { DecimalMark.Point => ".", DecimalMark.Comma => ",", _ => null });
    }

    private static string Lower<T>(T word) where T : struct, Enum => word.ToString().ToLowerInvariant();

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string>? values)
    {
        if (values is null or [])
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Pairs(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>>? pairs)
    {
        if (pairs is null)
            return;
        json.WriteStartObject(name);
        foreach (var (from, to) in pairs)
            json.WriteString(from, to);
        json.WriteEndObject();
    }

    private static void Items<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }
}
