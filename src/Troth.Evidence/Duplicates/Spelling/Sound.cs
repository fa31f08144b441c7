namespace Troth.Evidence.Duplicates.Spelling;

/// <summary>
/// How a word sounds, roughly: Soundex (Russell 1918) with its first letter coded too, so that Kramer and Cramer meet, and five places. Words that
/// begin with a digit sound as they are.
/// </summary>
internal static class Sound
{
    private const string Codes = "01230120022455012623010202"; // a … z

    public static string Of(string word)
    {
        if (word.Length == 0 || !char.IsAsciiLetter(word[0])) return word;
        Span<char> code = stackalloc char[5];
        var length = 0;
        var last = '0';
        for (var i = 0; i < word.Length && length < 5; i++)
        {
            if (!char.IsAsciiLetterLower(word[i])) continue;
            var sound = Codes[word[i] - 'a'];
            if (i == 0) code[length++] = sound == '0' ? 'a' : sound;
            else if (sound != '0' && sound != last) code[length++] = sound;
            if (word[i] is not ('h' or 'w')) last = sound;
        }

        return new string(code[..length]);
    }
}
