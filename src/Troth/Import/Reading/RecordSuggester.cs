namespace Troth.Import.Reading;

/// <summary>Finds the columns of one entity.</summary>
/// <param name="entity">The entity.</param>
/// <param name="own">The file is about it, so that "name" and "id" mean its own.</param>
/// <param name="repeats">Each record is told by several rows, so that a column called just "Id" is the row's, not its.</param>
/// <param name="file">The file's profile.</param>
internal sealed class RecordSuggester(ImportEntity entity, bool own, bool repeats, FileProfile file)
{
    private static readonly ImportField KeyField = new("key", FieldKind.Text);

    public FieldSuggestion? Key()
    {
        if (Best(KeyField, column => repeats || column.IsUnique) is { } named)
            return named;
        if (!own || repeats)
            return null;
        var unique = file.Columns.Where(column => column.IsUnique).ToList();
        if (entity == ImportEntities.Contact && unique.Find(column => ValueShapes.Of(column) is ValueShape.Email) is { } email)
            return new FieldSuggestion("key", Value(email, KeyField), 0.7, Words.Say("suggested.uniqueKey", email.Name));
        var code = unique.Find(column => column.Mostly is ColumnType.Integer || column.Examples.All(text => text.Length <= 20 && !text.Contains(' ', StringComparison.Ordinal)));
        return code is null ? null : new FieldSuggestion("key", Value(code, KeyField), 0.5, Words.Say("suggested.unique", code.Name));
    }

    /// <summary>Each field's best column; a column serves one field.</summary>
    public List<FieldSuggestion> Fields()
    {
        var found = entity.Fields.Select(field => Best(field, _ => true)).OfType<FieldSuggestion>()
            .Where(suggestion => suggestion.Confidence >= 0.3).OrderByDescending(suggestion => suggestion.Confidence).DistinctBy(suggestion => suggestion.Value.Column).ToList();
        var named = entity.Fields.Select(field => found.Find(suggestion => suggestion.Field == field.Name) ?? Joined(field, found)).OfType<FieldSuggestion>();
        return [.. named.Select(suggestion => suggestion.Field == "street" ? WithSecondLine(suggestion) : suggestion)];
    }

    /// <summary>A person's name of its parts.</summary>
    private FieldSuggestion? Joined(ImportField field, List<FieldSuggestion> found)
    {
        if (field.Name != "name" || found.Find(part => part.Field == "firstName") is not { } first || found.Find(part => part.Field == "lastName") is not { } last)
            return null;
        var parts = new[] { first.Value.Column, Named("middlename", "middleinitial"), last.Value.Column, Named("suffix", "namesuffix") }.OfType<string>().ToArray();
        return new FieldSuggestion("name", new RecipeValue { Columns = parts, Join = " " }, 0.9, Words.Say("suggested.nameOfParts", string.Join(", ", parts)));
    }

    private FieldSuggestion WithSecondLine(FieldSuggestion street) => Named("addressline2", "address2", "street2") is { } second
        ? street with { Value = new RecipeValue { Columns = [street.Value.Column!, second], Join = ", " } } : street;

    private string? Named(params string[] names) => file.Columns.FirstOrDefault(column => column.Filled > 0 && names.Contains(FieldNames.Normal(column.Name)))?.Name;

    private FieldSuggestion? Best(ImportField field, Func<ColumnProfile, bool> allowed) => file.Columns
        .Where(allowed)
        .Select(column => Suggest(field, column)).OfType<FieldSuggestion>().MaxBy(suggestion => suggestion.Confidence);

    private FieldSuggestion? Suggest(ImportField field, ColumnProfile column)
    {
        var meaning = FieldNames.Of(column.Name).FirstOrDefault(meaning => meaning.Entity == entity.Name && meaning.Field == field.Name && (!meaning.OwnTable || own && !(repeats && field == KeyField)));
        var shape = ShapeOf(field);
        if (meaning is null)
        {
            if (!own || shape is ValueShape.None || FieldNames.IsKnown(column.Name) && shape is not ValueShape.Salutation || ValueShapes.Of(column) != shape)
                return null;
            return new FieldSuggestion(field.Name, Value(column, field), 0.6, Words.Say("suggested.looks", column.Name, Called(shape)));
        }
        var shaped = shape is not ValueShape.None && ValueShapes.Of(column) == shape;
        if (meaning.Weak && shape is not ValueShape.None && !shaped)
            return null;
        var confidence = meaning.Rank == 0 ? 1 : Math.Max(0.75, 0.96 - 0.01 * meaning.Rank);
        if (meaning.Weak)
            confidence = 0.5;
        var reason = meaning.Rank == 0 ? Words.Say("suggested.ownName", column.Name) : Words.Say("suggested.aName", column.Name);
        if (column.Type is ColumnType.Nothing)
            return meaning.Weak ? null : new FieldSuggestion(field.Name, Value(column, field), confidence * 0.8, Words.Say("suggested.empty", reason));
        if (!Fits(field, column))
            return new FieldSuggestion(field.Name, Value(column, field), confidence * 0.4, Words.Say("suggested.misfit", reason, Called(field.Kind)));
        if (shaped)
            return new FieldSuggestion(field.Name, Value(column, field), Math.Min(1, confidence + 0.04), Words.Say("suggested.alsoLooks", reason, Called(shape)));
        return new FieldSuggestion(field.Name, Value(column, field), confidence, reason);
    }

    /// <summary>The column with what its values need: the ".0" off keys, the settled order of dates and decimal mark.</summary>
    internal static RecipeValue Value(ColumnProfile column, ImportField field) => new()
    {
        Column = column.Name,
        StripSuffix = column.FloatIntegers && field.Kind is FieldKind.Text or FieldKind.Reference && column.FloatIntegers
            && column.Examples.All(text => text.EndsWith(".0", StringComparison.Ordinal)) ? ".0" : null,
        DateOrder = field.Kind is FieldKind.Date ? column.DateOrder : null,
        Decimal = field.Kind is FieldKind.Integer or FieldKind.Money or FieldKind.Number or FieldKind.Share ? column.Decimal : null,
    };

    private static bool Fits(ImportField field, ColumnProfile column) => field.Kind switch
    {
        FieldKind.Date => column.Mostly is ColumnType.Date,
        FieldKind.Integer => column.Mostly is ColumnType.Integer,
        FieldKind.Money or FieldKind.Number or FieldKind.Share => column.Mostly is ColumnType.Integer or ColumnType.Decimal,
        FieldKind.Flag => column.Mostly is ColumnType.Flag or ColumnType.Integer,
        FieldKind.Currency => column.Longest == 3,
        FieldKind.Text when field.Name is "title" => ValueShapes.Of(column) is not ValueShape.Salutation,
        FieldKind.Text when field.Name is "name" => column.Mostly is ColumnType.Text or ColumnType.Integer,
        _ => true,
    };

    private static ValueShape ShapeOf(ImportField field) => field.Name switch
    {
        "email" => ValueShape.Email,
        "website" => ValueShape.Url,
        "phone" => ValueShape.Phone,
        "country" => ValueShape.Country,
        "currency" => ValueShape.CurrencyCode,
        "salutation" => ValueShape.Salutation,
        _ => ValueShape.None,
    };

    private static string Called(ValueShape shape) => shape switch
    {
        ValueShape.Email => Words.Say("values.email"),
        ValueShape.Url => Words.Say("values.url"),
        ValueShape.Phone => Words.Say("values.phone"),
        ValueShape.Country => Words.Say("values.country"),
        ValueShape.Salutation => Words.Say("values.salutation"),
        _ => Words.Say("values.currency"),
    };

    private static string Called(FieldKind kind) => kind switch
    {
        FieldKind.Date => Words.Say("values.dates"),
        FieldKind.Flag => Words.Say("values.flags"),
        FieldKind.Currency => Words.Say("values.currency"),
        FieldKind.Integer => Words.Say("values.whole"),
        FieldKind.Text => Words.Say("values.texts"),
        _ => Words.Say("values.numbers"),
    };
}
