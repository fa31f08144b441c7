using static System.FormattableString;

namespace Troth.Import.Reading;

/// <summary>Checks one record of a recipe against the entities there are and, when known, the file's columns.</summary>
internal sealed class RecordCheck(RecipeRecord record, string path, HashSet<string>? columns, Action<string, string> wrong)
{
    public void Run()
    {
        var entity = ImportEntities.Find(record.Entity);
        if (entity is null)
        {
            wrong($"{path}.entity", Words.Say("recipe.wantsOneOf", record.Entity, string.Join(", ", ImportEntities.All.Select(known => known.Name))));
            return;
        }
        if (entity.NeedsKey && record.Key is null)
            wrong(path, Words.Say("recipe.noKey", entity.Name));
        if (record.Key is not null)
            CheckValue(record.Key, $"{path}.key", new ImportField("key", FieldKind.Text));
        foreach (var (name, value) in record.Fields)
        {
            if (entity.Field(name) is { } field)
                CheckValue(value, $"{path}.fields.{name}", field);
            else
                wrong($"{path}.fields.{name}", Words.Say("recipe.noField", entity.Name, name, string.Join(", ", entity.Fields.Select(known => known.Name))));
        }
        if (record.Negative is not Negative.Refuse && entity != ImportEntities.OrderLine)
            wrong($"{path}.negative", Words.Say("recipe.linesOnly"));
        RecipeCheck.CheckConditions(record.When, $"{path}.when", columns, wrong);
        CheckLeftovers();
    }

    private void CheckLeftovers()
    {
        foreach (var column in record.Ignore.Concat(record.Extras))
            RecipeCheck.CheckColumn(column, path, columns, wrong);
        foreach (var column in record.Ignore.Intersect(record.Extras))
            wrong($"{path}.ignore", Words.Say("recipe.ignoredExtra", column));
    }

    private void CheckValue(RecipeValue value, string place, ImportField field)
    {
        var sources = (value.Column is null ? 0 : 1) + (value.Columns is null ? 0 : 1) + (value.Value is null ? 0 : 1) + (value.Cases is null ? 0 : 1);
        if (sources != 1)
            wrong(place, Words.Say("recipe.oneOfFour"));
        if (value.Join is not null && value.Columns is null)
            wrong($"{place}.join", Words.Say("recipe.join"));
        foreach (var column in (value.Columns ?? []).Append(value.Column))
            RecipeCheck.CheckColumn(column, place, columns, wrong);
        CheckCases(value, place);
        CheckReference(value, place, field);
        if (value.DateOrder is not null && field.Kind is not FieldKind.Date)
            wrong($"{place}.dateOrder", Words.Say("recipe.noDate", field.Name));
        if (value.Decimal is not null && field.Kind is not (FieldKind.Number or FieldKind.Money or FieldKind.Share or FieldKind.Integer))
            wrong($"{place}.decimal", Words.Say("recipe.noNumber", field.Name));
        if (value.Unmapped is not Unmapped.Keep && value.Map is null)
            wrong($"{place}.unmapped", Words.Say("recipe.noMap"));
        foreach (var constant in Constants(value).Where(constant => field.Words is { } words && !words.Contains(constant)))
            wrong(place, Words.Say("recipe.word", constant, field.Name, string.Join(", ", field.Words!)));
    }

    private void CheckCases(RecipeValue value, string place)
    {
        for (var index = 0; index < value.Cases?.Count; index++)
        {
            var one = value.Cases[index];
            var at = Invariant($"{place}.cases[{index}]");
            if (one.Column is null == one.Value is null)
                wrong(at, Words.Say("recipe.oneOfTwo"));
            if (one.When.Count == 0 && index < value.Cases.Count - 1)
                wrong(at, Words.Say("recipe.noCondition"));
            RecipeCheck.CheckColumn(one.Column, at, columns, wrong);
            RecipeCheck.CheckConditions(one.When, $"{at}.when", columns, wrong);
        }
    }

    private void CheckReference(RecipeValue value, string place, ImportField field)
    {
        foreach (var by in new[] { value.By, value.Also?.By })
            if (by is not null && field.Refers is null)
                wrong($"{place}.by", Words.Say("recipe.noReference", field.Name));
            else if (by is not null && ImportEntities.Find(field.Refers!)!.Field(by) is not { Kind: FieldKind.Text })
                wrong($"{place}.by", Words.Say("recipe.byField", field.Refers, by));
        if (value.Also is null)
            return;
        if (value.By is null || value.Also.By is null)
            wrong($"{place}.also", Words.Say("recipe.also"));
        RecipeCheck.CheckColumn(value.Also.Column, $"{place}.also", columns, wrong);
    }

    private static IEnumerable<string> Constants(RecipeValue value) =>
        (value.Map?.Values ?? []).Concat((value.Cases ?? []).Select(one => one.Value)).Append(value.Value).Append(value.Default).OfType<string>();
}
