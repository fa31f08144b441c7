using System.Text;
using System.Text.Json;

namespace Troth.Import.Reading;

/// <summary>Reads and writes recipes as JSON.</summary>
public static class RecipeText
{
    /// <summary>Reads and checks a recipe file.</summary>
    /// <exception cref="RecipeRefusedException">With every problem found.</exception>
    public static Recipe Load(string path) => Parse(File.ReadAllBytes(path), Path.GetFileName(path));

    /// <summary>Reads a recipe that is still being made: what it lacks is said when it is used (<see cref="RecipeCheck"/>).</summary>
    /// <exception cref="RecipeRefusedException">It is no recipe at all.</exception>
    public static Recipe LoadUnfinished(string path) => Parse(File.ReadAllBytes(path), Path.GetFileName(path), _ => []);

    public static Recipe Parse(string json, string name = "recipe") => Parse(Encoding.UTF8.GetBytes(json), name);

    public static Recipe Parse(ReadOnlySpan<byte> json, string name = "recipe") => Parse(json, name, RecipeCheck.Problems);

    private static Recipe Parse(ReadOnlySpan<byte> json, string name, Func<Recipe, IReadOnlyList<RecipeProblem>> check)
    {
        JsonPlace root;
        try
        {
            root = JsonPlace.Parse(json);
        }
        catch (JsonException wrong)
        {
            throw new RecipeRefusedException(name,
                [new RecipeProblem("", (int)(wrong.LineNumber ?? 0) + 1, Words.SayPlainly("recipe.noJson", wrong.BytePositionInLine + 1))]);
        }
        var problems = new List<RecipeProblem>();
        var recipe = new RecipeBinding(problems).Recipe(root);
        if (problems.Count == 0)
            problems.AddRange(check(recipe).Select(problem => problem with { Line = LineOf(root, problem.Path) }));
        return problems.Count == 0 ? recipe : throw new RecipeRefusedException(name, [.. problems.OrderBy(problem => problem.Line)]);
    }

    /// <summary>The recipe as people would write it; reading it back gives an equal recipe.</summary>
    public static string Write(Recipe recipe) => RecipeWriting.Text(recipe);

    private static int LineOf(JsonPlace root, string path)
    {
        var line = root.Line;
        foreach (var place in Descendants(root))
            if (path == place.Path || path.StartsWith(place.Path + ".", StringComparison.Ordinal) || path.StartsWith(place.Path + "[", StringComparison.Ordinal))
                line = place.Line;
        return line;
    }

    private static IEnumerable<JsonPlace> Descendants(JsonPlace place) =>
        place.Members.Select(member => member.Value).Concat(place.Items).SelectMany(child => Descendants(child).Prepend(child));
}
