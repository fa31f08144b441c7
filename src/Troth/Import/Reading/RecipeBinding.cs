using System.Text.Json;

namespace Troth.Import.Reading;

/// <summary>Makes a recipe of JSON; anything unknown is refused by name.</summary>
internal sealed class RecipeBinding(List<RecipeProblem> problems)
{
    public Recipe Recipe(JsonPlace place)
    {
        var json = new RecipeObject(place, problems);
        var format = json.Number("recipe");
        if (format is null)
            json.Missing("recipe", "");
        else if (format != Reading.Recipe.Format)
            problems.Add(new RecipeProblem("recipe", place.Line, Words.SayPlainly("recipe.format", format, Reading.Recipe.Format)));
        var source = json.RequiredText("source");
        var recipe = new Recipe
        {
            Name = json.Text("name") ?? source,
            Source = source,
            Currency = json.Text("currency"),
            AccountSeller = json.Word("accountSeller", ("latestOrder", AccountSeller.LatestOrder)),
            Files = json.Items("files", File),
        };
        json.Close();
        return recipe;
    }

    private RecipeFile File(JsonPlace place)
    {
        var json = new RecipeObject(place, problems);
        var file = new RecipeFile
        {
            File = json.RequiredText("file"),
            Delimiter = Delimiter(json),
            CharacterSet = Encoding(json, place),
            Header = json.Flag("header"),
            Columns = json.Texts("columns"),
            Empty = json.Texts("empty") ?? [],
            DateOrder = Order(json),
            Decimal = Mark(json),
            Absent = json.Word("absent", ("leave", Absent.Leave), ("end", Absent.End)) ?? Absent.Leave,
            Lookups = json.Items("lookups", Lookup),
            Records = json.Items("records", Record),
        };
        json.Close();
        return file;
    }

    private RecipeLookup Lookup(JsonPlace place)
    {
        var json = new RecipeObject(place, problems);
        var lookup = new RecipeLookup
        {
            File = json.RequiredText("file"),
            Delimiter = Delimiter(json),
            CharacterSet = Encoding(json, place),
            Header = json.Flag("header"),
            FileColumns = json.Texts("columns"),
            When = json.Items("when", Condition, oneWithoutList: true),
            On = json.Pairs("on") ?? [],
            Add = json.Pairs("add") ?? [],
            Repeated = RepeatedOf(json),
        };
        json.Close();
        return lookup;
    }

    private static Repeated RepeatedOf(RecipeObject json) =>
        json.Word("repeated", ("refuse", Repeated.Refuse), ("first", Repeated.First), ("last", Repeated.Last)) ?? Repeated.Refuse;

    private RecipeRecord Record(JsonPlace place)
    {
        var json = new RecipeObject(place, problems);
        var record = new RecipeRecord
        {
            Entity = json.RequiredText("entity"),
            Key = json.Take("key") is { } key ? Value(key) : null,
            When = json.Items("when", Condition, oneWithoutList: true),
            Fields = Fields(json),
            Ignore = json.Texts("ignore") ?? [],
            Extras = json.Texts("extras") ?? [],
            Repeated = RepeatedOf(json),
            Negative = json.Word("negative", ("refuse", Negative.Refuse), ("return", Negative.Return),
                ("cancellation", Negative.Cancellation), ("adjustment", Negative.Adjustment)) ?? Negative.Refuse,
        };
        json.Close();
        return record;
    }

    private List<KeyValuePair<string, RecipeValue>> Fields(RecipeObject json)
    {
        if (json.Take("fields") is not { } place)
            return [];
        _ = new RecipeObject(place, problems); // refuses what is no object and fields given twice
        return [.. place.Members.Select(member => KeyValuePair.Create(member.Name, Value(member.Value)))];
    }

    private RecipeValue Value(JsonPlace place)
    {
        if (place.Kind is JsonTokenType.String)
            return new RecipeValue { Column = place.Text };
        var json = new RecipeObject(place, problems);
        var value = new RecipeValue
        {
            Column = json.Text("column"),
            Columns = json.Texts("columns"),
            Join = json.Text("join"),
            Value = json.Constant("value"),
            Cases = json.Take("cases") is null ? null : json.Items("cases", Case),
            Trim = json.Flag("trim") ?? false,
            StripPrefix = json.Text("stripPrefix"),
            StripSuffix = json.Text("stripSuffix"),
            Map = json.Pairs("map")?.DistinctBy(pair => pair.Key).ToDictionary(StringComparer.Ordinal),
            Unmapped = json.Word("unmapped", ("keep", Unmapped.Keep), ("refuse", Unmapped.Refuse), ("empty", Unmapped.Empty)) ?? Unmapped.Keep,
            Unreadable = json.Word("unreadable", ("refuse", Unreadable.Refuse), ("keep", Unreadable.Keep)) ?? Unreadable.Refuse,
            Default = json.Constant("default"),
            DateOrder = Order(json),
            Decimal = Mark(json),
            By = json.Text("by"),
            Also = json.Take("also") is { } also ? Value(also) : null,
        };
        json.Close();
        return value;
    }

    private RecipeCase Case(JsonPlace place)
    {
        var json = new RecipeObject(place, problems);
        var one = new RecipeCase
        {
            When = json.Items("when", Condition, oneWithoutList: true),
            Column = json.Text("column"),
            Value = json.Constant("value"),
        };
        json.Close();
        return one;
    }

    private RecipeCondition Condition(JsonPlace place)
    {
        var json = new RecipeObject(place, problems);
        var condition = new RecipeCondition
        {
            Column = json.RequiredText("column"),
            Is = json.Texts("is"),
            IsNot = json.Texts("isNot"),
            Starts = json.Text("starts"),
            Ends = json.Text("ends"),
            Contains = json.Text("contains"),
            Empty = json.Flag("empty"),
            Below = json.Number("below"),
            Above = json.Number("above"),
        };
        json.Close();
        return condition;
    }

    private static char? Delimiter(RecipeObject json) => json.Word("delimiter", (",", ','), (";", ';'), ("\t", '\t'), ("tab", '\t'), ("|", '|'));

    private CharacterSet? Encoding(RecipeObject json, JsonPlace place)
    {
        if (json.Text("encoding") is not { } name)
            return null;
        var set = CharacterSetNames.Parse(name);
        if (set is null)
            problems.Add(new RecipeProblem($"{place.Path}.encoding", place.Line, Words.Say("recipe.encoding", name)));
        return set;
    }

    private static DateOrder? Order(RecipeObject json) =>
        json.Word("dateOrder", ("ymd", DateOrder.Ymd), ("dmy", DateOrder.Dmy), ("mdy", DateOrder.Mdy));

    private static DecimalMark? Mark(RecipeObject json) => json.Word("decimal", (".", DecimalMark.Point), (",", DecimalMark.Comma));
}
