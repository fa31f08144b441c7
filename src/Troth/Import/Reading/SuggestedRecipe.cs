namespace Troth.Import.Reading;

/// <summary>Makes a recipe's file of what was found out and suggested, for a person to correct.</summary>
public static class SuggestedRecipe
{
    /// <summary>The files of one feed, in the order in which their records refer to each other.</summary>
    public static IReadOnlyList<RecipeFile> Files(IReadOnlyList<FileProfile> profiles)
    {
        var files = profiles.Select(profile => File(profile, MappingSuggester.Suggest(profile))).OrderBy(Depth).ToList();
        // Where no list of sellers comes along, the accounts name them: without a seller of that key they would all be refused.
        return files.Exists(file => file.Records is [{ Entity: "seller" }]) ? files : [.. files.Select(WithSellersOfAccounts)];
    }

    private static RecipeFile WithSellersOfAccounts(RecipeFile file)
    {
        if (file.Records.Any(record => record.Entity == "seller")
            || file.Records.FirstOrDefault(record => record.Entity == "account")?.Fields.FirstOrDefault(field => field.Key == "seller").Value is not { Column: { } column, By: null } value)
            return file;
        // Only the key: what an earlier import knows of a seller stays, and a new one is called by it.
        var seller = new RecipeRecord { Entity = "seller", Key = value, When = [new RecipeCondition { Column = column, Empty = false }], Repeated = Repeated.First };
        return file with { Records = [seller, .. file.Records] };
    }

    /// <summary>Later entities refer to earlier ones; a file of which nothing is made comes last.</summary>
    private static int Depth(RecipeFile file) => file.Records.Select(record => ImportEntities.All.ToList().FindIndex(entity => entity.Name == record.Entity)).DefaultIfEmpty(99).Max();

    /// <param name="profile">What is known of the file.</param>
    /// <param name="suggestion">What it seems to bring.</param>
    /// <param name="least">Records and fields suggested with less confidence are left out.</param>
    public static RecipeFile File(FileProfile profile, MappingSuggestion suggestion, double least = 0.5) => new()
    {
        File = profile.Name,
        Delimiter = profile.Shape.Delimiter,
        CharacterSet = profile.Shape.CharacterSet is CharacterSet.Undecided ? null : profile.Shape.CharacterSet,
        Header = profile.Shape.Header,
        Columns = profile.Shape.Header is false ? profile.Shape.Columns : null,
        Empty = [.. profile.Columns.SelectMany(column => column.EmptyMarkers).Select(marker => marker.Value).Where(marker => EmptyMarkers.IsSure(marker)).Distinct()],
        Records = [.. suggestion.Records.Where(record => record.Confidence >= least).Select(record => Record(record, least))],
    };

    private static RecipeRecord Record(RecordSuggestion record, double least) => new()
    {
        Entity = record.Entity,
        Key = record.Key?.Value,
        // A row without a customer makes no customer.
        When = record.Repeats && record.Key?.Value.Column is { } key ? [new RecipeCondition { Column = key, Empty = false }] : [],
        Fields = [.. record.Fields.Where(field => field.Confidence >= least || field.Field == "name").Select(field => KeyValuePair.Create(field.Field, field.Value))],
        Repeated = record.Repeats && record.Entity != "order" ? Repeated.First : Repeated.Refuse,
    };
}
