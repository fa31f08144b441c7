using System.Globalization;

namespace Troth.Simulation.Words;

/// <summary>A country's words, from <c>countries.txt</c>: places, people, and what companies are called there.</summary>
internal sealed class Country
{
    public required string Code { get; init; }

    public required string Region { get; init; }

    /// <summary>Share of all accounts, in parts of the sum.</summary>
    public required double Weight { get; init; }

    public required string Currency { get; init; }

    /// <summary>A telephone number with <c>#</c> where a digit goes.</summary>
    public required string Phone { get; init; }

    public required City[] Cities { get; init; }

    public required string[] Streets { get; init; }

    public required string[] Men { get; init; }

    public required string[] Women { get; init; }

    public required string[] LastNames { get; init; }

    public required string[] StemHeads { get; init; }

    public required string[] StemTails { get; init; }

    public required string[] LegalForms { get; init; }

    public required string[] Shapes { get; init; }

    /// <summary>Trade words by industry for those who build machines, in the order of the industries.</summary>
    public required string[][] Builders { get; init; }

    /// <summary>Trade words by industry for those who run plants.</summary>
    public required string[][] Plants { get; init; }

    public required string[] Distributors { get; init; }

    public required string[] Integrators { get; init; }

    public required string[] Workshops { get; init; }

    public static IReadOnlyList<Country> All { get; } = Read();

    private static List<Country> Read()
    {
        using var stream = typeof(Country).Assembly.GetManifestResourceStream("Troth.Simulation.Words.countries.txt")
            ?? throw new InvalidOperationException("countries.txt is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split("\n[").Skip(1).Select(Parse)];
    }

    private static Country Parse(string block)
    {
        var lines = block.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var head = lines[0].Split(' ', 5);
        var words = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var stems = words["stems"].Split(" | ");
        return new Country
        {
            Code = head[0].TrimEnd(']'),
            Region = head[1],
            Weight = double.Parse(head[2], CultureInfo.InvariantCulture),
            Currency = head[3],
            Phone = head[4],
            Cities = [.. List("cities").Select(City.Parse)],
            Streets = List("streets"),
            Men = List("men"),
            Women = List("women"),
            LastNames = List("last"),
            StemHeads = stems[0].Split(' '),
            StemTails = stems[1].Split(' '),
            LegalForms = List("legal"),
            Shapes = words["shapes"].Split("; "),
            Builders = [.. List("builder").Select(Choices)],
            Plants = [.. List("plant").Select(Choices)],
            Distributors = Choices(words["distributor"]),
            Integrators = Choices(words["integrator"]),
            Workshops = Choices(words["workshop"]),
        };

        string[] List(string name) => words[name].Split(", ");
        static string[] Choices(string text) => text.Split('/');
    }
}

/// <summary>A city with its postal code and region: <c>Bielsko-Biała 43-300 Śląskie</c>.</summary>
internal sealed record City(string Name, string PostalCode, string Region)
{
    /// <summary>The postal code is the words that carry a digit, and what follows one directly in capitals (Dutch and British codes).</summary>
    public static City Parse(string text)
    {
        var words = text.Split(' ');
        var first = Array.FindIndex(words, word => word.Any(char.IsAsciiDigit));
        var end = first + 1;
        while (end < words.Length && (words[end].Any(char.IsAsciiDigit) || words[end] is { Length: 2 } pair && pair.All(char.IsAsciiLetterUpper) && end < words.Length - 1)) end++;
        return new City(string.Join(' ', words[..first]), string.Join(' ', words[first..end]), string.Join(' ', words[end..]));
    }
}
