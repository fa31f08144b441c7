namespace Troth.Import.Reading;

/// <summary>Something wrong in a recipe.</summary>
/// <param name="Path">Where, for instance <c>files[0].records[1].fields.name</c>; empty for the whole.</param>
/// <param name="Line">Line of the JSON text, from 1; 0 when the recipe did not come from text.</param>
/// <param name="Message">What, and what to do.</param>
public sealed record RecipeProblem(string Path, int Line, string Message)
{
    public override string ToString() =>
        (Line > 0 ? Words.SayPlainly("recipe.line", Line) + ", " : "") + (Path.Length > 0 ? $"{Path}: " : "") + Message;
}

/// <summary>A recipe that cannot be used, with every problem found.</summary>
public sealed class RecipeRefusedException(string name, IReadOnlyList<RecipeProblem> problems)
    : Exception($"{name}: {string.Join(Environment.NewLine, problems)}")
{
    public const string Code = "recipeRefused";

    public IReadOnlyList<RecipeProblem> Problems { get; } = problems;
}
