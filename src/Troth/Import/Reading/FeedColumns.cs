using System.Runtime.CompilerServices;

namespace Troth.Import.Reading;

/// <summary>The cells of the current row by column number: first the file's own, then those that lookups add.</summary>
internal sealed class FeedColumns
{
    private readonly string _file;
    private readonly List<string> _names;
    private readonly int _own;
    private readonly string[] _added;
    private readonly string[] _empty;
    private RowReader? _row;

    public FeedColumns(string file, RecipeFile recipe, IReadOnlyList<string> own, IReadOnlyList<FeedLookup> lookups)
    {
        (_file, _own, _empty, Mark) = (file, own.Count, [.. recipe.Empty], recipe.Decimal);
        _names = [.. own];
        foreach (var name in lookups.SelectMany(lookup => lookup.Recipe.Add).Select(added => added.Value))
        {
            if (_names.Contains(name))
                throw new FileRefusedException(FileRefusedException.ColumnsDiffer,
                    Words.Say("columns.added", file, name));
            _names.Add(name);
        }
        _added = new string[_names.Count - _own];
    }

    public int Count => _names.Count;

    /// <summary>The decimal mark the recipe gives for the whole file, if it does.</summary>
    public DecimalMark? Mark { get; }

    public string Name(int index) => _names[index];

    /// <summary>The two columns that a list of refused rows has behind those of the file, where this is such a list, corrected.</summary>
    public IEnumerable<int> OursForRefusedRows =>
        _own > 2 && _names[_own - 2] == RefusedRows.ReasonColumn && _names[_own - 1] == RefusedRows.LineColumn ? [_own - 2, _own - 1] : [];

    /// <exception cref="FileRefusedException">There is no such column.</exception>
    public int Find(string name)
    {
        var index = _names.IndexOf(name);
        return index >= 0 ? index : throw new FileRefusedException(FileRefusedException.ColumnsDiffer,
            Words.Say("columns.missing", _file, name, string.Join(", ", _names)));
    }

    public void Row(RowReader row) => _row = row;

    public void Add(int index, string value) => _added[index - _own] = value;

    /// <summary>The cell as it stands; an added one may be empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<char> Raw(int index) => index < _own ? _row![index] : _added[index - _own];

    /// <summary>The cell, empty where it says that it means nothing.</summary>
    public ReadOnlySpan<char> Cell(int index)
    {
        var cell = Raw(index);
        foreach (var nothing in _empty)
            if (cell.SequenceEqual(nothing))
                return [];
        return cell;
    }

    /// <summary>The cell as a string, recent ones not allocated again.</summary>
    public string Text(int index) => index < _own ? _row!.Text(index) : _added[index - _own];
}
