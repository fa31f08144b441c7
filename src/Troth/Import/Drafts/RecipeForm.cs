using Microsoft.AspNetCore.Http;
using Troth.Import.Reading;
using Troth.Platform.Errors;

namespace Troth.Import.Drafts;

/// <summary>
/// A recipe as the mapping form shows and returns it. Fields are named f{file}.{…} and f{file}.r{record}.{field}; a field's value is a
/// column's name after "=", or "*" for what stands there already and is more than a column.
/// </summary>
public static class RecipeForm
{
    public const string Keep = "*", ColumnMark = "=";

    public static string NameOf(int file, int record, string field) => FormattableString.Invariant($"f{file}.r{record}.{field}");

    public static string NameOf(int file, string setting) => FormattableString.Invariant($"f{file}.{setting}");

    /// <summary>What the select for this field shows as chosen.</summary>
    public static string Chosen(RecipeValue? value) => value is null ? "" : IsColumn(value) ? ColumnMark + value.Column : Keep;

    /// <summary>Whether the value is just a column, so that a person can choose another.</summary>
    public static bool IsColumn(RecipeValue value) => value.Column is not null && value.Map is null && value.Cases is null && value.By is null && value.StripPrefix is null && value.Value is null;

    /// <summary>The recipe with what the form says.</summary>
    /// <remarks>It may still lack something: a file of which nothing is made yet, a record whose key is to be chosen next.</remarks>
    /// <exception cref="BadInputException">A name is missing.</exception>
    public static Recipe Read(Recipe recipe, IFormCollection form)
    {
        var source = form["source"].ToString().Trim();
        if (source.Length == 0) throw new BadInputException("source", Words.Say("source.none"));
        if (source.Length > Platform.Data.ImportSource.NameMax) throw new BadInputException("source", Words.Say("source.tooLong", source.Length, Platform.Data.ImportSource.NameMax));
        var currency = form["currency"].ToString().Trim().ToUpperInvariant();
        if (currency.Length != 0 && (currency.Length != 3 || !currency.All(char.IsAsciiLetter)))
            throw new BadInputException("currency", Words.Say("recipe.currency", currency));
        return recipe with
        {
            Name = form["name"].ToString().Trim() is { Length: > 0 } name ? name : source, Source = source, Currency = currency.Length == 0 ? null : currency,
            AccountSeller = form["accountSeller"] == "true" ? AccountSeller.LatestOrder : null,
            Files = [.. recipe.Files.Select((file, index) => File(file, index, form))],
        };
    }

    private static RecipeFile File(RecipeFile file, int index, IFormCollection form)
    {
        string Of(string setting) => form[NameOf(index, setting)].ToString();
        var records = file.Records.Select((record, place) => (Record: Record(record, index, place, form), On: form[NameOf(index, place, "on")] == "true"))
            .Where(r => r.On).Select(r => r.Record).ToList();
        if (ImportEntities.Find(Of("add")) is { } added && records.All(r => r.Entity != added.Name)) 
            records.Add(new RecipeRecord { Entity = added.Name, Repeated = records.Count > 0 ? Repeated.First : Repeated.Refuse });
        return file with
        {
            Header = Of("header") switch { "true" => true, "false" => false, _ => file.Header },
            DateOrder = Enum.TryParse<DateOrder>(Of("dateOrder"), out var order) && Enum.IsDefined(order) ? order : null,
            Decimal = Enum.TryParse<DecimalMark>(Of("decimal"), out var mark) && Enum.IsDefined(mark) ? mark : null,
            Absent = Of("absent") == "true" ? Absent.End : Absent.Leave,
            Records = [.. records.OrderBy(r => ImportEntities.All.ToList().FindIndex(e => e.Name == r.Entity))],
        };
    }

    private static RecipeRecord Record(RecipeRecord record, int file, int place, IFormCollection form)
    {
        var fields = new List<KeyValuePair<string, RecipeValue>>();
        foreach (var field in ImportEntities.Find(record.Entity)!.Fields)
        {
            var before = record.Fields.FirstOrDefault(f => f.Key == field.Name).Value;
            if (Value(before, form[NameOf(file, place, field.Name)].ToString()) is { } value) fields.Add(new(field.Name, value));
        }
        var key = Value(record.Key, form[NameOf(file, place, "key")].ToString());
        return record with
        {
            Key = key, When = When(record, key), Fields = fields,
            Repeated = Enum.TryParse<Repeated>(form[NameOf(file, place, "repeated")].ToString(), out var repeated) && Enum.IsDefined(repeated)
                ? repeated : record.Repeated,
            Negative = Enum.TryParse<Negative>(form[NameOf(file, place, "negative")].ToString(), out var negative) && Enum.IsDefined(negative)
                ? negative : record.Negative,
        };
    }

    /// <summary>A row that tells of another record first may lack this one: without its key it makes none.</summary>
    private static IReadOnlyList<RecipeCondition> When(RecipeRecord record, RecipeValue? key)
    {
        static RecipeCondition Filled(string column) => new() { Column = column, Empty = false };
        if (key?.Column is not { } column || record.Key == key || record.Repeated is not Repeated.First) return record.When;
        return record.When is [] || record.When is [var one] && one == Filled(record.Key?.Column ?? "") ? [Filled(column)] : record.When;
    }

    private static RecipeValue? Value(RecipeValue? before, string chosen) => chosen switch
    {
        Keep => before,
        "" => null,
        _ when chosen.StartsWith(ColumnMark, StringComparison.Ordinal) => before is not null && IsColumn(before) && before.Column == chosen[1..] ? before : new RecipeValue { Column = chosen[1..] },
        _ => null,
    };
}
