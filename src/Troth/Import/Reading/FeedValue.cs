using System.Buffers;

namespace Troth.Import.Reading;

/// <summary>A value's source bound to the columns of an open file: where it comes from and what is done to it.</summary>
internal sealed class FeedValue
{
    private readonly RecipeValue _recipe;
    private readonly FeedColumns _columns;
    private readonly int[] _from;
    private readonly (FeedCondition[] When, int Column, string? Value)[] _cases;
    private readonly bool _isKey;
    private readonly bool _plain;
    private readonly ArrayBufferWriter<char> _joined = new();
    private readonly Dictionary<string, string>? _map;

    public FeedValue(RecipeValue recipe, FeedColumns columns, bool isKey)
    {
        (_recipe, _columns, _isKey) = (recipe, columns, isKey);
        _from = recipe.Column is { } column ? [columns.Find(column)] : [.. (recipe.Columns ?? []).Select(columns.Find)];
        _cases = [.. (recipe.Cases ?? []).Select(one =>
            (one.When.Select(condition => new FeedCondition(condition, columns)).ToArray(), one.Column is null ? -1 : columns.Find(one.Column), one.Value))];
        _map = recipe.Map?.ToDictionary(StringComparer.Ordinal);
        _plain = recipe.Column is not null && recipe is { Trim: false, StripPrefix: null, StripSuffix: null, Map: null, Default: null };
    }

    /// <summary>The columns whose content this carries.</summary>
    public IEnumerable<int> Columns => _from.Concat(_cases.Select(one => one.Column).Where(column => column >= 0));

    /// <summary>The columns in words, for messages.</summary>
    public string Label => string.Join(", ", Columns.Select(_columns.Name).DefaultIfEmpty("value"));

    /// <summary>False when a map refuses the value; empty when there is none.</summary>
    public bool TryGet(out ReadOnlySpan<char> value)
    {
        if (_plain)
        {
            value = _columns.Cell(_from[0]);
            return true;
        }
        value = Source();
        if (_recipe.Trim)
            value = value.Trim();
        if (_recipe.StripPrefix is { } prefix && value.StartsWith(prefix, StringComparison.Ordinal))
            value = value[prefix.Length..];
        if (_recipe.StripSuffix is { } suffix && value.EndsWith(suffix, StringComparison.Ordinal))
            value = value[..^suffix.Length];
        if (_map is not null && !value.IsEmpty)
        {
            if (_map.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(value, out var mapped))
                value = mapped;
            else if (_recipe.Unmapped is Unmapped.Refuse)
                return false;
            else if (_recipe.Unmapped is Unmapped.Empty)
                value = [];
        }
        if (value.IsEmpty && _recipe.Default is { } instead)
            value = instead;
        return true;
    }

    private ReadOnlySpan<char> Source()
    {
        if (_recipe.Value is not null)
            return _recipe.Value;
        if (_recipe.Cases is not null)
            return FirstCase();
        return _recipe.Column is not null ? _columns.Cell(_from[0]) : Joined();
    }

    private ReadOnlySpan<char> FirstCase()
    {
        foreach (var (when, column, value) in _cases)
            if (FeedCondition.All(when))
                return column >= 0 ? _columns.Cell(column) : value;
        return [];
    }

    private ReadOnlySpan<char> Joined()
    {
        _joined.ResetWrittenCount();
        var any = false;
        for (var index = 0; index < _from.Length; index++)
        {
            var cell = _columns.Cell(_from[index]);
            if (_isKey ? index > 0 : any && !cell.IsEmpty)
                _joined.Write(_recipe.Join);
            _joined.Write(cell);
            any |= !cell.IsEmpty;
        }
        return any ? _joined.WrittenSpan : [];
    }
}
