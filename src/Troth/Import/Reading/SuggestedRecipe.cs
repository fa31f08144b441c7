namespace Troth.Import.Reading;

/// <summary>Makes a recipe's file of what was found out and suggested, for a person to correct.</summary>
public static class SuggestedRecipe
{
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
