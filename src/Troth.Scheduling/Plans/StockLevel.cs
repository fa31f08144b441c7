namespace Troth.Scheduling.Plans;

/// <summary>
/// Pieces of a product over time: what is there after each change, and what of that nobody needs later (the least level from then on),
/// which is what can still be promised. Immutable; each change makes a new one in O(number of changes).
/// </summary>
internal sealed class StockLevel
{
    private readonly int[] _at, _level, _free;

    private StockLevel(int[] at, int[] level)
    {
        (_at, _level, _free) = (at, level, new int[level.Length]);
        for (var i = level.Length - 1; i >= 0; i--) _free[i] = i + 1 < level.Length ? Math.Min(level[i], _free[i + 1]) : level[i];
    }

    /// <summary>When the level changes, ascending from 0.</summary>
    public ReadOnlySpan<int> At => _at;

    /// <summary>Pieces that are there after each change.</summary>
    public ReadOnlySpan<int> Level => _level;

    /// <summary>Pieces nobody needs from each change on; never falling.</summary>
    public ReadOnlySpan<int> Free => _free;

    /// <summary>Each change with the pieces that are there after it.</summary>
    public IReadOnlyList<(int At, int Pieces)> Changes() => [.. _at.Zip(_level)];

    /// <summary>Many changes that lie before a minute, as one: what is past does not matter to what can be promised.</summary>
    public StockLevel Shortened(int minute)
    {
        var i = Array.BinarySearch(_at, minute);
        var last = i >= 0 ? i : ~i - 1;
        return last < 64 ? this : new StockLevel([0, .. _at[(last + 1)..]], _level[last..]);
    }

    /// <summary>The same from a minute on that becomes the first; what changed before is there from the start.</summary>
    public StockLevel Later(int minutes)
    {
        if (minutes == 0) return this;
        var i = Array.BinarySearch(_at, minutes);
        var first = i >= 0 ? i : ~i - 1;
        return new StockLevel([0, .. _at[(first + 1)..].Select(at => at - minutes)], _level[first..]);
    }

    /// <summary>From its changes, ascending from 0, and the pieces after each.</summary>
    public static StockLevel Of(int[] at, int[] level) => new(at, level);

    public static StockLevel Of(Shops.StockDefinition stock)
    {
        var level = new StockLevel([0], [stock.OnHand]);
        foreach (var receipt in stock.Receipts ?? []) level = level.With(receipt.At, receipt.Quantity);
        return level;
    }

    /// <summary>The earliest minute from which so many pieces are free; −1 for never.</summary>
    public int FreeFrom(int quantity, int notBefore)
    {
        var (low, high) = (0, _free.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (_free[middle] >= quantity) high = middle;
            else low = middle + 1;
        }
        return low == _free.Length ? -1 : Math.Max(_at[low], notBefore);
    }

    /// <summary>Pieces that are free at a minute and stay so.</summary>
    public int FreeAt(int minute)
    {
        var i = Array.BinarySearch(_at, minute);
        return _free[i >= 0 ? i : ~i - 1];
    }

    /// <summary>The fewest pieces that are there from a minute on and before another.</summary>
    public int Least(int from, int until)
    {
        var i = Array.BinarySearch(_at, from);
        if (i < 0) i = ~i - 1;
        var least = _level[i];
        while (++i < _at.Length && _at[i] < until) least = Math.Min(least, _level[i]);
        return least;
    }

    /// <summary>The changes after a minute, up to another and with it, that bring pieces.</summary>
    public IEnumerable<(int At, int Pieces)> Coming(int after, int until)
    {
        var i = Array.BinarySearch(_at, after);
        for (i = i >= 0 ? i + 1 : ~i; i < _at.Length && _at[i] <= until; i++)
            if (i > 0 && _level[i] > _level[i - 1]) yield return (_at[i], _level[i] - _level[i - 1]);
    }

    /// <summary>Pieces more than before at a minute; 0 when nothing changes then.</summary>
    public int Change(int minute)
    {
        var i = Array.BinarySearch(_at, minute);
        return i < 0 ? 0 : i == 0 ? _level[0] : _level[i] - _level[i - 1];
    }

    /// <summary>Whether there are never more pieces than a limit, nor so many too few.</summary>
    public bool IsWithin(int limit) => !_level.AsSpan().ContainsAnyExceptInRange(-limit, limit);

    /// <summary>With so many pieces more (or fewer) from a minute on.</summary>
    public StockLevel With(int minute, int quantity)
    {
        var found = Array.BinarySearch(_at, minute);
        var i = found >= 0 ? found : ~found;
        var stays = found >= 0 ? 0 : 1;
        var at = new int[_at.Length + stays];
        var level = new int[at.Length];
        _at.AsSpan(0, i).CopyTo(at);
        _level.AsSpan(0, i).CopyTo(level);
        at[i] = minute;
        level[i] = (found >= 0 ? _level[i] : _level[i - 1]) + quantity;
        for (var j = i + 1; j < at.Length; j++) (at[j], level[j]) = (_at[j - stays], _level[j - stays] + quantity);
        // A change that changes nothing any more goes away, so that taking back what was reserved leaves no trace.
        return i > 0 && level[i] == level[i - 1] ? new StockLevel([.. at[..i], .. at[(i + 1)..]], [.. level[..i], .. level[(i + 1)..]])
            : new StockLevel(at, level);
    }
}
