namespace Troth.Import.Reading;

/// <summary>Counts different values by their hash: exactly up to a limit, so that a key can be known as unique, then by estimate.</summary>
internal sealed class DifferentValues(int exactUpTo)
{
    private readonly DistinctEstimate _estimate = new();
    private HashSet<ulong>? _exact = [];

    public bool IsExact => _exact is not null;

    public long Count => _exact?.Count ?? _estimate.Count();

    public void Add(ulong hash)
    {
        _estimate.Add(hash);
        if (_exact is not null && _exact.Add(hash) && _exact.Count > exactUpTo)
            _exact = null;
    }
}
