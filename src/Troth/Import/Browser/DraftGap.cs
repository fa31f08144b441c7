using System.Globalization;
using System.Text.RegularExpressions;
using Troth.Import.Drafts;
using Troth.Import.Reading;

namespace Troth.Import.Browser;

/// <summary>What a draft's recipe still lacks, as its page calls it.</summary>
/// <param name="Field">The form's field that mends it.</param>
/// <param name="Where">The file and what is made of its rows.</param>
/// <param name="Message">What to do.</param>
public sealed partial record DraftGap(string Field, string Where, string Message)
{
    /// <summary>Files of which nothing is made are left out of an import, so they lack nothing.</summary>
    public static IReadOnlyList<DraftGap> Of(Recipe recipe) =>
        [.. RecipeCheck.Problems(recipe).Select(problem => Of(recipe, problem)).Where(gap => gap is not null).Select(gap => gap!)];

    /// <summary>All of them in one sentence each.</summary>
    public static string Said(IEnumerable<DraftGap> gaps) => Words.Say("gaps.refused", string.Join(" ", gaps));

    public override string ToString() => Words.Say("gap", Where, Message);

    private static DraftGap? Of(Recipe recipe, RecipeProblem problem)
    {
        if (Place().Match(problem.Path) is not { Success: true } place) return new(problem.Path, Words.Say("recipe"), problem.Message);
        var file = Number(place, "file");
        if (!place.Groups["record"].Success)
            return recipe.Files[file].Records.Count == 0 ? null : new(RecipeForm.NameOf(file, "add"), recipe.Files[file].File, problem.Message);
        var (at, record) = (Number(place, "record"), recipe.Files[file].Records[Number(place, "record")]);
        var where = Words.Say("gap.record", recipe.Files[file].File, Named.Many(record.Entity));
        if (place.Groups["field"] is { Success: true, Value: var field })
            return new(RecipeForm.NameOf(file, at, field), Words.Say("gap.field", where, Called(record.Entity, field)), problem.Message);
        return record.Key is null && ImportEntities.Find(record.Entity) is { NeedsKey: true }
            ? new(RecipeForm.NameOf(file, at, "key"), where, Words.Say("gap.key", Called(record.Entity, "key"))) : new("", where, problem.Message);
    }

    /// <summary>What the page calls a field of a recipe.</summary>
    internal static string Called(string entity, string field) => field is "negative" or "repeated" ? Words.Say(field) : Named.Field(entity, field);

    private static int Number(Match place, string group) => int.Parse(place.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^files\[(?<file>\d+)\](\.records\[(?<record>\d+)\](\.(fields\.)?(?<field>\w+))?)?")]
    private static partial Regex Place();
}
