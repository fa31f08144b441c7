using Troth.Evidence.Duplicates.Spelling;

namespace Troth.Evidence.Duplicates.Comparing;

/// <summary>Makes of the fields what is compared: streets and numbers of addresses, first and last names, legal forms of companies.</summary>
internal static class Columns
{
    private const int Name = 1, Place = 2, Alone = 100;

    /// <summary>O(all letters). What no record has is left out.</summary>
    public static Column[] Of(IReadOnlyList<DuplicateField> fields, IReadOnlyList<string?[]> records)
    {
        var drafts = new List<Draft>();
        var city = Enumerable.Range(0, fields.Count).Where(i => fields[i].Kind is FieldKind.City).DefaultIfEmpty(-1).First();
        var numbered = fields.Any(field => field.Kind is FieldKind.HouseNumber);
        for (var at = 0; at < fields.Count; at++) Add(at);
        // Where somebody works has one name, one domain, one town: they say the same thing.
        if (drafts.Exists(draft => draft.Aspect is Aspect.Surname) && drafts.Exists(draft => draft.Kind is FieldKind.OrganisationName))
        {
            foreach (var draft in drafts.Where(draft => draft.Family is Place)) draft.Family = Name;
        }

        var given = drafts.Find(draft => draft.Aspect is Aspect.Given);
        var surname = drafts.Find(draft => draft.Aspect is Aspect.Surname);
        var streets = drafts.Where(draft => draft.Aspect is Aspect.Street).Take(2).ToArray();
        if (given is not null && surname is not null) given.Twin = surname;
        if (streets.Length == 2) streets[0].Twin = streets[1];
        var columns = new Dictionary<Draft, Column>();
        foreach (var draft in drafts)
        {
            if (columns.ContainsKey(draft)) continue;
            var (values, distinct) = Number(draft.Twin is { } twin ? [.. draft.Values, .. twin.Values] : draft.Values);
            columns[draft] = Make(draft, values[..records.Count], distinct);
            if (draft.Twin is null) continue;
            columns[draft.Twin] = Make(draft.Twin, values[records.Count..], distinct);
            columns[draft].Twin = columns[draft.Twin];
        }

        return [.. drafts.Select(draft => columns[draft]).Where(column => column.Values.Any(value => value >= 0))];

        void Add(int at)
        {
            var kind = fields[at].Kind;
            IEnumerable<string?> texts = records.Select(record => record[at]);
            switch (kind)
            {
                case FieldKind.Ignored:
                    return;
                case FieldKind.OrganisationName:
                    var names = records.Select(record => Spelled.Company(record[at], city < 0 ? [] : Spelled.Words(record[city]))).ToArray();
                    Words(names.Select(name => name.Words), Aspect.Whole, Name);
                    // A legal form tells the country more than the company.
                    Codes(names.Select(name => name.Form), Aspect.LegalForm, Place);
                    return;
                case FieldKind.GivenName or FieldKind.Surname:
                    Codes(texts.Select(Spelled.Code), kind is FieldKind.GivenName ? Aspect.Given : Aspect.Surname, Alone + at);
                    return;
                case FieldKind.PersonName:
                    var people = texts.Select(Spelled.Person).ToArray();
                    Codes(people.Select(person => Spelled.Code(person.Given)), Aspect.Given, Alone + at);
                    Codes(people.Select(person => Spelled.Code(person.Surname)), Aspect.Surname, Alone + fields.Count + at);
                    return;
                case FieldKind.Address:
                    var lines = texts.Select(Spelled.Address).ToArray();
                    var first = drafts.TrueForAll(draft => draft.Kind is not FieldKind.Address);
                    Words(lines.Select(line => numbered || !first && line.Number is not null ? line.All : line.Words), Aspect.Street, Place);
                    if (!numbered && first) Codes(lines.Select(line => line.Number), Aspect.Number, Alone + at);
                    return;
                case FieldKind.City:
                    Words(texts.Select(text => Spelled.Words(text).Select(Vocabulary.InAddress).ToArray()), Aspect.Whole, Place);
                    return;
                case FieldKind.Category or FieldKind.Text:
                    Words(texts.Select(Spelled.Words), Aspect.Whole, Alone + at);
                    return;
                case FieldKind.Region or FieldKind.PostalCode or FieldKind.Country:
                    Codes(texts.Select(Spelled.Code), Aspect.Whole, Place);
                    return;
                case FieldKind.HouseNumber:
                    Codes(texts.Select(Spelled.Code), Aspect.Number, Alone + at);
                    return;
                case FieldKind.Identifier:
                    Codes(texts.Select(Spelled.Code), Aspect.Whole, Alone + at);
                    return;
                case FieldKind.Phone:
                    Codes(texts.Select(Spelled.Phone), Aspect.Whole, Alone + at);
                    return;
                case FieldKind.Date:
                    Codes(texts.Select(Spelled.Date), Aspect.Whole, Alone + at);
                    return;
                case FieldKind.Domain:
                    Codes(texts.Select(Spelled.Domain), Aspect.Whole, Name);
                    return;
                case FieldKind.Email:
                    Codes(texts.Select(Spelled.Email), Aspect.Whole, Alone + at);
                    return;
                default:
                    throw new ArgumentOutOfRangeException(nameof(fields), kind, $"The field {fields[at].Name} is of a kind that is not known.");
            }

            void Words(IEnumerable<string[]> words, Aspect aspect, int family) =>
                drafts.Add(new Draft(fields[at].Name, kind, aspect, family, [.. words.Select(value => value.Length == 0 ? null : value)]));
            void Codes(IEnumerable<string?> codes, Aspect aspect, int family) =>
                drafts.Add(new Draft(fields[at].Name, kind, aspect, family, [.. codes.Select(code => code is null ? null : new[] { code })]));
        }
    }

    private static Column Make(Draft draft, int[] values, string[][] distinct) => (draft.Kind, draft.Aspect) switch
    {
        (_, Aspect.Given or Aspect.Surname) =>
            new NameColumn(draft.Field, draft.Kind, draft.Aspect, values, [.. distinct.Select(words => string.Concat(words))]) { Family = draft.Family },
        (FieldKind.OrganisationName, Aspect.Whole) or (_, Aspect.Street) or (FieldKind.City or FieldKind.Category or FieldKind.Text, _) =>
            new WordColumn(draft.Field, draft.Kind, draft.Aspect, values, distinct) { Family = draft.Family },
        _ => new CodeColumn(draft.Field, draft.Kind, draft.Aspect, values, [.. distinct.Select(words => string.Concat(words))]) { Family = draft.Family },
    };

    /// <summary>Values of the same words, in whatever order, are one.</summary>
    private static (int[] Values, string[][] Distinct) Number(string[]?[] texts)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var distinct = new List<string[]>();
        var values = new int[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i] is not { } words)
            {
                values[i] = -1;
                continue;
            }

            var key = words.Length == 1 ? words[0] : string.Join(' ', words.Order(StringComparer.Ordinal));
            if (!ids.TryGetValue(key, out var id))
            {
                id = ids.Count;
                ids.Add(key, id);
                distinct.Add(words);
            }

            values[i] = id;
        }

        return (values, [.. distinct]);
    }

    private sealed class Draft(string name, FieldKind kind, Aspect aspect, int family, string[]?[] values)
    {
        public string Field => name;

        public FieldKind Kind => kind;

        public Aspect Aspect => aspect;

        public int Family { get; set; } = family;

        public string[]?[] Values => values;

        public Draft? Twin { get; set; }
    }
}
