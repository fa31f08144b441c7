using System.Text.Json;
using Microsoft.Extensions.Localization;
using Troth.Evidence.Duplicates;
using Troth.Evidence.Duplicates.Comparing;

namespace Troth.Doubles;

/// <summary>Why two records are likely the same, in words.</summary>
public sealed class DoubleWhy(IStringLocalizer<Words> words)
{
    /// <summary>Weaker than this it says nothing worth telling, in nats.</summary>
    private const double Telling = .3;

    public static IReadOnlyList<SaidByField> Read(string fields) => JsonSerializer.Deserialize<List<SaidByField>>(fields) ?? [];

    /// <summary>What speaks for it, the same first; then what speaks against.</summary>
    public string Reason(IReadOnlyList<SaidByField> said)
    {
        List<string> parts = [];
        foreach (var agreement in new[] { Agreement.Same, Agreement.Near, Agreement.Alike, Agreement.Slight })
        {
            var fields = said.Where(s => s.Agreement == agreement && s.Weight > Telling).OrderByDescending(s => s.Weight).Select(What).ToList();
            if (fields.Count > 0) parts.Add(words["reason", string.Join(", ", fields), Says(agreement)]);
        }

        var against = said.Where(s => s.Agreement is Agreement.Different && s.Weight < -Telling).OrderBy(s => s.Weight).Select(What).ToList();
        if (against.Count > 0) parts.Add(words["reason", string.Join(", ", against), Says(Agreement.Different)]);
        if (parts.Count == 0) return words["reason.third"];
        var reason = string.Join("; ", parts);
        return char.ToUpperInvariant(reason[0]) + reason[1..];
    }

    /// <summary>Each field that one of the two has, side by side.</summary>
    internal List<FieldRow> Side(DoubleKind kind, IReadOnlyList<SaidByField> said, ComparedRecord first, ComparedRecord second)
    {
        List<FieldRow> rows = [];
        var fields = ComparedRecords.FieldsOf(kind);
        for (var i = 0; i < fields.Count; i++)
        {
            var (one, other) = (Blank(first.Values[i]), Blank(second.Values[i]));
            if (one is null && other is null) continue;
            var known = said.Where(s => s.Field == fields[i].Name && s.Agreement is not Agreement.Missing).ToList();
            bool? agrees = one is null || other is null || known.Count == 0 ? null : known.TrueForAll(s => s.Agreement is not Agreement.Different);
            rows.Add(new FieldRow(Label(fields[i].Name), one, other, agrees is null ? null
                : known.Count == 1 ? Says(known[0].Agreement) : string.Join("; ", known.Select(s => words["reason", What(s), Says(s.Agreement)].Value)), agrees));
        }

        return rows;
    }

    /// <summary>Records of a group, each with the fields that any of them has.</summary>
    internal List<MemberRow> Members(DoubleKind kind, IReadOnlyList<ComparedRecord> records)
    {
        var fields = ComparedRecords.FieldsOf(kind);
        List<int> told = [.. Enumerable.Range(0, fields.Count).Where(i => records.Any(r => Blank(r.Values[i]) is not null))];
        return [.. records.Select(r => new MemberRow(ReadDoubles.Name(kind, r), [.. told.Select(i => new MemberField(Label(fields[i].Name), Blank(r.Values[i])))]))];
    }

    private static string? Blank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private string What(SaidByField said) => said.Aspect switch
    {
        Aspect.LegalForm => words["field.legalForm"],
        Aspect.Number => words["field.houseNumber"],
        _ => Label(said.Field),
    };

    private string Label(string field) => field switch
    {
        ComparedRecords.Name => words["field.name"],
        ComparedRecords.Street => words["field.street"],
        ComparedRecords.City => words["field.city"],
        ComparedRecords.PostalCode => words["field.postalCode"],
        ComparedRecords.Country => words["field.country"],
        ComparedRecords.Phone => words["field.phone"],
        ComparedRecords.Website => words["field.website"],
        ComparedRecords.FirstName => words["field.firstName"],
        ComparedRecords.LastName => words["field.lastName"],
        ComparedRecords.Email => words["field.email"],
        ComparedRecords.Mobile => words["field.mobile"],
        ComparedRecords.Company => words["field.company"],
        _ => field,
    };

    private string Says(Agreement agreement) => agreement switch
    {
        Agreement.Same => words["says.same"],
        Agreement.Near => words["says.near"],
        Agreement.Alike => words["says.alike"],
        Agreement.Slight => words["says.slight"],
        _ => words["says.different"],
    };
}
