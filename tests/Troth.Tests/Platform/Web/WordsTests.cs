using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Troth.Tests.Harness;

namespace Troth.Tests.Platform.Web;

/// <summary>Every text a page asks for is in its room's Words.resx, and none is left there that nobody asks for.</summary>
public sealed partial class WordsTests
{
    private static readonly string s_source = Path.Combine(Setup.Root, "src", "Troth");

    public static TheoryData<string> Rooms =>
        [.. Directory.EnumerateFiles(s_source, "Words.resx", SearchOption.AllDirectories).Where(IsSource).Select(file => Path.GetRelativePath(s_source, Path.GetDirectoryName(file)!))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_text_asked_for_is_there(string room)
    {
        var keys = Keys(room);
        var missing = Sources(room)
            .SelectMany(file => Asked().Matches(Code(file)).Select(match => (File: Path.GetFileName(file), Match: match)))
            .Where(use => !Has(keys, use.Match))
            .Select(use => $"{use.Match.Groups["key"].Value} in {use.File}");
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_text_is_left_over(string room)
    {
        var text = string.Concat(Sources(room).Select(File.ReadAllText));
        var families = Family().Matches(text).Select(match => match.Groups["start"].Value).ToHashSet();
        // The company's history asks rooms for the words of their kinds of records, and a test of its own for all of them.
        if (text.Contains("KindInHistory.Of<", StringComparison.Ordinal)) families.UnionWith(["entity.", "field."]);
        var unused = Keys(room).Where(key => !text.Contains($"\"{key}\"", StringComparison.Ordinal)
            && !(Counted().IsMatch(key) && text.Contains($"\"{Counted().Replace(key, "")}\"", StringComparison.Ordinal))
            && !families.Any(start => key.StartsWith(start, StringComparison.Ordinal)));
        Assert.Empty(unused);
    }

    /// <summary>{0:d} is 04/12/2026 where the page's own culture writes it; a day is handed in as pages write it, or left to Words.Say.</summary>
    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_text_writes_days_in_its_own_way(string room) =>
        Assert.DoesNotContain(Texts(room).Values, text => OwnDay().IsMatch(text));

    [GeneratedRegex(@"\{\d+:(d|[^}]*[My][^}]*)\}")]
    private static partial Regex OwnDay();

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_text_has_a_place_for_each_value_it_is_given(string room)
    {
        var texts = Texts(room);
        var wrong = Sources(room).SelectMany(file => Uses(Code(file)).Select(use => (File: Path.GetFileName(file), use.Key, use.Values)))
            .Where(use => texts.TryGetValue(use.Key, out var text) && Places(text) != use.Values)
            .Select(use => $"{use.Key} in {use.File} is given {use.Values} values, and has places for {Places(texts[use.Key])}");
        Assert.Empty(wrong);
    }

    /// <summary>Texts asked for by their whole key, with the number of values that follow it; Text.Of gives none, Count its own.</summary>
    private static IEnumerable<(string Key, int Values)> Uses(string code) => Asked().Matches(code)
        .Where(match => !match.Groups["count"].Success && !match.Value.StartsWith("Text", StringComparison.Ordinal))
        .Select(match => (match.Groups["key"].Value, Values(code.AsSpan(match.Index + match.Length + 1))));

    /// <summary>Commas up to the bracket that ends the call, outside of inner brackets and of texts.</summary>
    private static int Values(ReadOnlySpan<char> rest)
    {
        var (depth, values, quoted) = (0, 0, false);
        for (var at = 0; at < rest.Length && depth >= 0; at++)
            if (rest[at] == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (rest[at] is '(' or '[' or '{') depth++;
            else if (rest[at] is ')' or ']' or '}') depth--;
            else if (rest[at] == ',' && depth == 0) values++;
        return values;
    }

    private static int Places(string text) =>
        Place().Matches(text).Select(match => int.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture) + 1).DefaultIfEmpty().Max();

    private static string Code(string file) => Comment().Replace(File.ReadAllText(file), "");

    private static bool Has(HashSet<string> keys, Match use) => use.Groups["key"].Value is var key && use.Groups["count"].Success
        ? keys.Contains(key + ".one") && keys.Contains(key + ".many")
        : keys.Contains(key);

    private static HashSet<string> Keys(string room) => [.. Texts(room).Keys];

    private static Dictionary<string, string> Texts(string room) => XDocument.Load(Path.Combine(s_source, room, "Words.resx")).Root!
        .Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    /// <summary>The room's files: those below it that no room further down claims.</summary>
    private static IEnumerable<string> Sources(string room) =>
        Directory.EnumerateFiles(Path.Combine(s_source, room), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => IsSource(file) && Owner(file) == room);

    private static string Owner(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        while (folder.Length > s_source.Length && !File.Exists(Path.Combine(folder, "Words.resx"))) folder = Path.GetDirectoryName(folder)!;
        return Path.GetRelativePath(s_source, folder);
    }

    private static bool IsSource(string file) => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        && !file.Contains("node_modules", StringComparison.Ordinal);

    [GeneratedRegex(@"@\*.*?\*@|^\s*///[^\n]*", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\{(?<at>\d+)[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\.(one|many)$")]
    private static partial Regex Counted();

    // T["key"], words["key"], T.Count("key", Words.Say("key", Text.Of<Words>("key")
    [GeneratedRegex("""(?:\b(?:T|W|words)\[|\bWords\.Say(?:Plainly)?\(|(?<count>\b(?:T|W|words)\.Count\()|Text\.Of<Words>\()"(?<key>[^"]+)""")]
    private static partial Regex Asked();

    // T[$"role.{role}"]: all keys that start so count as used.
    [GeneratedRegex("""\$"(?<start>[a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\{""")]
    private static partial Regex Family();
}
