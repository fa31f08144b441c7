using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Troth.Import.Staging;

/// <summary>Extras as they are kept with a record: {"source":{"column":"cell"}}, columns in ordinal order, so that equal extras are equal texts.</summary>
internal static class ExtrasText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Extras of one source.</summary>
    /// <param name="source">Its name.</param>
    /// <param name="json">A JSON object of columns and cells, or null.</param>
    /// <param name="more">Further cells; they win over those of the object.</param>
    public static string Of(string source, string? json, IReadOnlyDictionary<string, string> more)
    {
        var cells = json is null ? new(StringComparer.Ordinal) : Cells(json);
        foreach (var (column, cell) in more) cells[column] = cell;
        return Write(new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal) { [source] = cells })!;
    }

    /// <summary>What is kept once a feed has told its extras again: its columns as now told, all else as it was.</summary>
    /// <param name="stored">What is kept now.</param>
    /// <param name="told">What the feed tells; null for nothing.</param>
    /// <param name="source">Its source.</param>
    public static string? Merge(string? stored, string? told, string source)
    {
        var all = Parse(stored);
        var cells = all.TryGetValue(source, out var before) ? before : new(StringComparer.Ordinal);
        foreach (var (column, cell) in Parse(told).GetValueOrDefault(source) ?? []) cells[column] = cell;
        if (cells.Count > 0) all[source] = cells;
        return Write(all);
    }

    /// <summary>The cells of one source.</summary>
    public static SortedDictionary<string, string> CellsOf(string? stored, string source) => Parse(stored).GetValueOrDefault(source) ?? new(StringComparer.Ordinal);

    private static SortedDictionary<string, SortedDictionary<string, string>> Parse(string? text)
    {
        var all = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        if (text is null) return all;
        using var json = JsonDocument.Parse(text);
        foreach (var source in json.RootElement.EnumerateObject()) all[source.Name] = Cells(source.Value.GetRawText());
        return all;
    }

    private static SortedDictionary<string, string> Cells(string json)
    {
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var parsed = JsonDocument.Parse(json);
        foreach (var cell in parsed.RootElement.EnumerateObject()) cells[cell.Name] = cell.Value.ToString();
        return cells;
    }

    private static string? Write(SortedDictionary<string, SortedDictionary<string, string>> all)
    {
        if (all.Count == 0) return null;
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            foreach (var (source, cells) in all)
            {
                json.WriteStartObject(source);
                foreach (var (column, cell) in cells) json.WriteString(column, cell);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
