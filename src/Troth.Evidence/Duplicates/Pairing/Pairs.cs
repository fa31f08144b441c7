namespace Troth.Evidence.Duplicates.Pairing;

/// <summary>Gathers pairs of records, each once, in order. Memory: 8 bytes a pair, doubled while it sorts.</summary>
internal sealed class Pairs
{
    private ulong[] _pairs = new ulong[1 << 16];
    private int _count, _sorted;

    public void Add(int a, int b)
    {
        if (a == b) return;
        if (_count == _pairs.Length)
        {
            Tidy();
            if (_count > _pairs.Length / 2) Array.Resize(ref _pairs, _pairs.Length * 2);
        }

        _pairs[_count++] = a < b ? (ulong)(uint)a << 32 | (uint)b : (ulong)(uint)b << 32 | (uint)a;
    }

    /// <summary>The pairs, smaller record first, in order.</summary>
    public ulong[] ToArray()
    {
        Tidy();
        return _pairs[.._count];
    }

    public static (int A, int B) Split(ulong pair) => ((int)(pair >> 32), (int)(uint)pair);

    private void Tidy()
    {
        if (_sorted == _count) return;
        Array.Sort(_pairs, 0, _count);
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (i == 0 || _pairs[i] != _pairs[i - 1]) _pairs[kept++] = _pairs[i];
        }

        _count = _sorted = kept;
    }
}
