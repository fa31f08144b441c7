namespace Troth.Evidence.Duplicates.Spelling;

/// <summary>Spells values of each kind so that the same is written the same way. Null where nothing is left.</summary>
internal static class Spelled
{
    private static readonly HashSet<string> Nothing = new("null none nil na n a unknown unbekannt tbd tba xxx nan".Split(' '), StringComparer.Ordinal) { "n a" };

    /// <summary>Folded words, or none where the value is empty or says that it is.</summary>
    public static string[] Words(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return [];
        var folded = Folding.Fold(value);
        return folded.Length == 0 || Nothing.Contains(folded) ? [] : JoinLetters(folded.Split(' '));
    }

    /// <summary>Letters and digits without blanks.</summary>
    public static string? Code(string? value) => string.Concat(Words(value)) is { Length: > 0 } code ? code : null;

    /// <summary>
    /// A company's words: without legal form and articles, with the short way of writing; and its legal form. A name of nothing else keeps its words.
    /// The words of its own city are left out as well: the city's field tells them.
    /// </summary>
    public static (string[] Words, string? Form) Company(string? value, string[] city)
    {
        var all = Words(value);
        var form = string.Join(' ', all.Skip(1).Where(Vocabulary.IsLegalForm).Order(StringComparer.Ordinal));
        string[] words = [.. all.Where((word, at) => !Vocabulary.IsSmall(word) && (at == 0 || !Vocabulary.IsLegalForm(word))).Select(Vocabulary.InName)];
        if (words.Length == 0) words = all;
        if (city.Length > 0 && words.Except(city).Any()) words = [.. words.Where(word => !city.Contains(word))];
        return (words, form.Length > 0 ? form : null);
    }

    /// <summary>Words of a street or another line of an address, and the house's number where one stands first or last.</summary>
    public static (string[] All, string[] Words, string? Number) Address(string? value)
    {
        var all = Words(value);
        if (all.Length == 0) return ([], [], null);
        var at = IsNumber(all[0]) ? 0 : Array.FindLastIndex(all, IsNumber);
        if (at > 0 && at < all.Length - 2) at = -1;
        string[] words = [.. all.Select(Vocabulary.InAddress)];
        return (words, [.. words.Where((_, i) => i != at)], at >= 0 && all.Length > 1 ? all[at] : null);

        static bool IsNumber(string word) => char.IsAsciiDigit(word[0]) && !Vocabulary.IsOrdinal(word) && word.Length <= 7;
    }

    /// <summary>The digits that tell a line from others: without the way to dial a country, and at most the last nine.</summary>
    public static string? Phone(string? value)
    {
        if (value is null) return null;
        var end = value.IndexOfAny(['x', 'X']);
        var digits = new string([.. (end > 6 ? value[..end] : value).Where(char.IsAsciiDigit)]).TrimStart('0');
        return digits.Length < 5 ? null : digits.Length > 9 ? digits[^9..] : digits;
    }

    /// <summary>An e-mail address in small letters.</summary>
    public static string? Email(string? value)
    {
        var mail = value?.Trim().TrimEnd('.', '>', ';').TrimStart('<').ToLowerInvariant();
        return mail is not null && mail.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < mail.Length - 1 ? mail : null;
    }

    /// <summary>The host of a website or of an e-mail address, without www; null for those who give mailboxes to everybody.</summary>
    public static string? Domain(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var host = value.Trim().ToLowerInvariant();
        if (host.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme) host = host[(scheme + 3)..];
        host = host[(host.LastIndexOf('@') + 1)..].Split('/', '?', ':', ' ')[0];
        if (host.StartsWith("www.", StringComparison.Ordinal)) host = host[4..];
        return host.Contains('.', StringComparison.Ordinal) && !Vocabulary.GivesMailboxes(host) ? host : null;
    }

    /// <summary>A day as yyyymmdd where its year can be told, otherwise its digits.</summary>
    public static string? Date(string? value)
    {
        var parts = (value ?? "").Split(['-', '.', '/', ' ', 'T'], StringSplitOptions.RemoveEmptyEntries).Where(part => part.All(char.IsAsciiDigit)).ToArray();
        if (parts.Length >= 3 && parts[0].Length == 4) return parts[0] + parts[1].PadLeft(2, '0') + parts[2].PadLeft(2, '0');
        if (parts.Length >= 3 && parts[2].Length == 4) return parts[2] + parts[1].PadLeft(2, '0') + parts[0].PadLeft(2, '0');
        return Code(value);
    }

    /// <summary>First and last name of a whole one.</summary>
    public static (string? Given, string? Surname) Person(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return (null, null);
        var comma = value.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0) return (value[(comma + 1)..], value[..comma]);
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 1 ? (null, words[0]) : (string.Join(' ', words[..^1]), words[^1]);
    }

    /// <summary>"S. A." and "s.r.o." are one word: runs of single letters are joined.</summary>
    private static string[] JoinLetters(string[] words)
    {
        if (!words.Any(word => word.Length == 1)) return words;
        var joined = new List<string>(words.Length);
        var run = false;
        foreach (var word in words)
        {
            var single = word.Length == 1 && char.IsAsciiLetter(word[0]);
            if (single && run) joined[^1] += word;
            else joined.Add(word);
            run = single;
        }

        return [.. joined];
    }
}
