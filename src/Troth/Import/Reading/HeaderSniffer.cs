namespace Troth.Import.Reading;

/// <summary>Tells whether the first row names the columns.</summary>
internal static class HeaderSniffer
{
    /// <summary>True or false where the values tell, null where a person must.</summary>
    public static bool? HasHeader(IReadOnlyList<SampleRow> rows)
    {
        var first = rows[0].Cells;
        var known = first.Count(FieldNames.IsKnown);
        if (rows.Count == 1)
            return known >= 2 && known * 2 >= first.Length ? true : first.Any(IsTyped) ? false : null;

        var body = Body(rows, first.Length);
        var sameType = 0;
        var otherType = 0;
        for (var column = 0; column < first.Length; column++)
        {
            var type = body[column].Mostly;
            if (type is ColumnType.Nothing or ColumnType.Text || first[column].Length == 0)
                continue;
            if (IsOf(type, first[column]))
                sameType++;
            else if (!EmptyMarkers.IsSure(first[column]))
                otherType++;
        }
        if (sameType == 0 && otherType > 0)
            return true;
        if (sameType > 0)
            return known > 0 || otherType > sameType ? null : false; // years may well be names of columns
        if (known >= 2 && known * 2 >= first.Length || known == 1 && first.Length == 1)
            return true;
        // All text above text: the same word further down in the same column makes it a value.
        for (var column = 0; column < first.Length; column++)
            if (first[column].Length > 0 && rows.Skip(1).Any(row => column < row.Cells.Length && row.Cells[column] == first[column]))
                return false;
        return null;
    }

    private static bool IsTyped(string cell) => IsOf(ColumnType.Decimal, cell) || IsOf(ColumnType.Date, cell) || IsOf(ColumnType.Flag, cell);

    private static bool IsOf(ColumnType type, string cell) => cell.Length > 0 && type switch
    {
        ColumnType.Date => new DateEvidence().Observe(cell, 1),
        ColumnType.Flag => Flags.Read(cell) is not null,
        _ => new NumberEvidence().Observe(cell, 1),
    };

    private static ColumnProfile[] Body(IReadOnlyList<SampleRow> rows, int columns)
    {
        var observers = Enumerable.Range(0, columns).Select(_ => new ColumnObserver()).ToArray();
        foreach (var row in rows.Skip(1))
            for (var column = 0; column < Math.Min(columns, row.Cells.Length); column++)
                observers[column].Observe(row.Cells[column]);
        return [.. observers.Select((observer, index) => observer.Profile("", index))];
    }
}
