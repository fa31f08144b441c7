using Troth.Evidence.Duplicates;
using Troth.Simulation;

namespace Troth.Evidence.Tests.DuplicateRecords;

/// <summary>Records with duplicates planted among them, and which record each stems from.</summary>
internal sealed record Planted(DuplicateField[] Fields, List<string?[]> Records, List<int> Origin);

/// <summary>
/// Enters some of a simulated company's accounts or contacts a second time the way people do: with slips of the pen, other legal forms, abbreviations,
/// other spellings, and fields left out, moved or changed since. Written without looking at what the engine forgives.
/// </summary>
internal sealed class Corruptor(int seed)
{
    private static readonly (string Long, string Short)[] Words =
    [
        ("straße", "str."), ("Street", "St"), ("Road", "Rd"), ("Avenue", "Ave"), ("avenue", "av."), ("boulevard", "bd"), (" & ", " und "), (" & ", " and "),
        ("Industrial", "Ind."), ("Brothers", "Bros"), ("Equipment", "Equip."), ("Technik", "Tech."),
    ];

    private readonly Random _random = new(seed);

    /// <summary>Accounts, one in <paramref name="oneIn"/> entered again, some of those twice.</summary>
    public Planted Accounts(int count, int oneIn)
    {
        DuplicateField[] fields =
        [
            new("name", FieldKind.OrganisationName), new("street", FieldKind.Address), new("city", FieldKind.City), new("postal code", FieldKind.PostalCode),
            new("country", FieldKind.Country), new("phone", FieldKind.Phone), new("website", FieldKind.Domain),
        ];
        return Plant(fields, Company(count).Accounts().Select(a => new string?[] { a.Name, a.Street, a.City, a.PostalCode, a.Country, a.Phone, a.Website }), oneIn, Account);
    }

    /// <summary>Contacts; those who are responsible at two accounts are left out, being one person already.</summary>
    public Planted Contacts(int accounts, int oneIn)
    {
        DuplicateField[] fields =
        [
            new("first name", FieldKind.GivenName), new("last name", FieldKind.Surname), new("email", FieldKind.Email), new("phone", FieldKind.Phone),
            new("company", FieldKind.OrganisationName), new("city", FieldKind.City),
        ];
        var seen = new HashSet<string>();
        var people = Company(accounts).Accounts().SelectMany(a => a.Contacts.Where(c => seen.Add(c.Key))
            .Select(c => new string?[] { c.FirstName, c.LastName, c.Email, c.Phone, a.Name, a.City }));
        return Plant(fields, people, oneIn, Contact);
    }

    private CompanyStream Company(int accounts) =>
        new(SimulationSettings.ForSize(new DateOnly(2026, 5, 29), accounts, accounts, 2 * accounts) with { Seed = seed });

    private Planted Plant(DuplicateField[] fields, IEnumerable<string?[]> originals, int oneIn, Func<string?[], string?[]> again)
    {
        var records = new List<(string?[] Record, int Origin)>();
        foreach (var original in originals)
        {
            var origin = records.Count;
            records.Add((original, origin));
            if (oneIn == 0 || _random.Next(oneIn) > 0) continue;
            records.Add((again(original), origin));
            if (_random.Next(5) == 0) records.Add((again(original), origin));
        }

        var order = records.ToArray();
        _random.Shuffle(order);
        return new Planted(fields, [.. order.Select(r => r.Record)], [.. order.Select(r => r.Origin)]);
    }

    private string?[] Account(string?[] original)
    {
        var copy = (string?[])original.Clone();
        if (Happens(.35)) copy[0] = OtherForm(copy[0]!);
        if (Happens(.30)) copy[0] = Shorter(copy[0]!);
        if (Happens(.35)) copy[0] = Slip(copy[0]!);
        if (Happens(.15)) copy[0] = Plain(copy[0]!);
        if (Happens(.10)) copy[0] = copy[0]!.ToUpperInvariant();
        if (Happens(.35)) copy[1] = Shorter(copy[1]!);
        if (Happens(.15)) copy[1] = Slip(copy[1]!);
        if (Happens(.15)) copy[2] = Slip(copy[2]!);
        if (Happens(.15)) copy[2] = Plain(copy[2]!);
        if (Happens(.20)) copy[5] = OtherDigits(copy[5]!);
        if (Happens(.15)) copy[6] = null;
        return LeaveOut(copy, .12, 1);
    }

    private string?[] Contact(string?[] original)
    {
        var copy = (string?[])original.Clone();
        if (Happens(.15)) copy[0] = Slip(copy[0]!);
        if (Happens(.20)) copy[1] = Slip(copy[1]!);
        if (Happens(.08)) (copy[0], copy[1]) = (copy[1], copy[0]);
        if (Happens(.06)) copy[0] = copy[0]![..1] + ".";
        if (Happens(.15)) copy[1] = Plain(copy[1]!);
        if (Happens(.25)) copy[2] = null;
        if (Happens(.10)) copy[2] = copy[2] is { } mail ? mail[..1] + mail[mail.IndexOf('.', StringComparison.Ordinal)..] : null;
        if (Happens(.25)) copy[3] = OtherDigits(copy[3]!);
        if (Happens(.20)) copy[4] = OtherForm(copy[4]!);
        if (Happens(.15)) copy[4] = Slip(copy[4]!);
        return LeaveOut(copy, .10, 2);
    }

    private string?[] LeaveOut(string?[] record, double share, int from)
    {
        for (var i = from; i < record.Length; i++)
        {
            if (Happens(share)) record[i] = null;
        }

        return record;
    }

    private bool Happens(double chance) => _random.NextDouble() < chance;

    private string OtherForm(string name)
    {
        var words = name.Split(' ');
        return _random.Next(3) switch
        {
            0 => string.Join(' ', words[..^1]),
            1 => $"{string.Join(' ', words[..^1])} {words[^1].Replace(".", "", StringComparison.Ordinal)}",
            _ => $"{string.Join(' ', words[..^1])} {(words[^1] is "GmbH" ? "AG" : words[^1] is "Ltd" ? "Limited" : "GmbH")}",
        };
    }

    private static string Shorter(string text)
    {
        foreach (var (whole, brief) in Words) text = text.Replace(whole, brief, StringComparison.Ordinal);
        return text;
    }

    private static string Plain(string text) => text
        .Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal)
        .Replace("ß", "ss", StringComparison.Ordinal).Replace("é", "e", StringComparison.Ordinal).Replace("ř", "r", StringComparison.Ordinal)
        .Replace("ł", "l", StringComparison.Ordinal).Replace("å", "aa", StringComparison.Ordinal).Replace("ø", "oe", StringComparison.Ordinal);

    private string Slip(string text)
    {
        if (text.Length < 3) return text;
        var at = 1 + _random.Next(text.Length - 2);
        var letter = (char)('a' + _random.Next(26));
        return _random.Next(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, letter.ToString()),
            2 => $"{text[..at]}{letter}{text[(at + 1)..]}",
            _ => $"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}",
        };
    }

    private string OtherDigits(string phone)
    {
        var digits = phone.Replace(" ", "", StringComparison.Ordinal);
        return _random.Next(3) switch
        {
            0 => digits.Replace("+", "00", StringComparison.Ordinal),
            1 => digits.Length > 6 ? $"{digits[..^3]}-{digits[^3..]}" : digits,
            _ => digits.Length > 3 ? digits[..^3] + _random.Next(100, 1000) : digits,
        };
    }
}
