using System.Text;
using System.Text.Json;

namespace Troth.Import.Reading;

/// <summary>A JSON value that remembers its path and line, so that what is wrong with it can be pointed at.</summary>
internal sealed class JsonPlace
{
    public required string Path { get; init; }
    public required int Line { get; init; }
    public required JsonTokenType Kind { get; init; }

    /// <summary>Strings unescaped, numbers and words as written.</summary>
    public string Text { get; private init; } = "";
    public List<(string Name, JsonPlace Value)> Members { get; } = [];
    public List<JsonPlace> Items { get; } = [];

    public string KindName => Kind switch
    {
        JsonTokenType.StartObject => Words.Say("json.object"),
        JsonTokenType.StartArray => Words.Say("json.list"),
        JsonTokenType.String => Words.Say("json.text"),
        JsonTokenType.Number => Words.Say("json.number"),
        JsonTokenType.Null => "null",
        _ => Words.Say("json.flag"),
    };

    /// <summary>Reads a whole document; comments and trailing commas are allowed, as people write recipes.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static JsonPlace Parse(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var lines = new LineCounter();
        reader.Read();
        var root = Value(ref reader, json, ref lines, "");
        reader.Read(); // refuses anything behind the value
        return root;
    }

    private static JsonPlace Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref LineCounter lines, string path)
    {
        var place = new JsonPlace
        {
            Path = path,
            Line = lines.At(json, (int)reader.TokenStartIndex),
            Kind = reader.TokenType,
            Text = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.StartObject or JsonTokenType.StartArray => "",
                _ => Encoding.UTF8.GetString(reader.ValueSpan),
            },
        };
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                reader.Read();
                place.Members.Add((name, Value(ref reader, json, ref lines, path.Length == 0 ? name : $"{path}.{name}")));
            }
        }
        else if (reader.TokenType is JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                place.Items.Add(Value(ref reader, json, ref lines, FormattableString.Invariant($"{path}[{place.Items.Count}]")));
        }
        return place;
    }

    private struct LineCounter()
    {
        private int _line = 1;
        private int _counted;

        public int At(ReadOnlySpan<byte> json, int index)
        {
            _line += json[_counted..index].Count((byte)'\n');
            _counted = index;
            return _line;
        }
    }
}
