namespace Troth.Import.Reading;

/// <summary>A condition bound to the columns of an open file.</summary>
internal sealed class FeedCondition(RecipeCondition recipe, FeedColumns columns)
{
    private readonly int _column = columns.Find(recipe.Column);

    public static bool All(FeedCondition[] conditions)
    {
        foreach (var condition in conditions)
            if (!condition.Holds())
                return false;
        return true;
    }

    private bool Holds()
    {
        var cell = columns.Cell(_column);
        return (recipe.Is is null || IsOne(cell, recipe.Is))
            && (recipe.IsNot is null || !IsOne(cell, recipe.IsNot))
            && (recipe.Starts is null || cell.StartsWith(recipe.Starts, StringComparison.Ordinal))
            && (recipe.Ends is null || cell.EndsWith(recipe.Ends, StringComparison.Ordinal))
            && (recipe.Contains is null || cell.Contains(recipe.Contains, StringComparison.Ordinal))
            && (recipe.Empty is null || cell.IsEmpty == recipe.Empty)
            && (recipe.Below is null || Number(cell) < recipe.Below)
            && (recipe.Above is null || Number(cell) > recipe.Above);
    }

    private static bool IsOne(ReadOnlySpan<char> cell, IReadOnlyList<string> words)
    {
        foreach (var word in words)
            if (cell.SequenceEqual(word))
                return true;
        return false;
    }

    // Without a mark given, a number is read with a point if it can be.
    private decimal? Number(ReadOnlySpan<char> cell) =>
        NumberReading.TryRead(cell, columns.Mark ?? DecimalMark.Point, out var number, out _)
        || columns.Mark is null && NumberReading.TryRead(cell, DecimalMark.Comma, out number, out _) ? number.Value : null;
}
