using System.Runtime.CompilerServices;

namespace Troth.Scheduling.Plans;

/// <summary>
/// A long list in pages that plans share. A draft copies a page when it first changes it, so that a change costs a page and not the list.
/// </summary>
internal sealed class Paged<T>
{
    private const int Bits = 7;
    private const int Size = 1 << Bits;
    private readonly object _owner;
    private T[][] _pages;
    private object[] _owners;

    public Paged(object owner) => (_owner, _pages, _owners) = (owner, [], []);

    private Paged(object owner, Paged<T> from) =>
        (_owner, _pages, _owners, Count) = (owner, from._pages.AsSpan().ToArray(), from._owners.AsSpan().ToArray(), from.Count);

    public int Count { get; private set; }

    /// <summary>What stands at a place, to read.</summary>
    public ref readonly T this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _pages[i >> Bits][i & (Size - 1)];
    }

    /// <summary>Tells the processor that a place and what follows it will be written soon.</summary>
    public unsafe void Soon(int i)
    {
        if (!System.Runtime.Intrinsics.X86.Sse.IsSupported) return;
        var at = (byte*)Unsafe.AsPointer(ref _pages[i >> Bits][i & (Size - 1)]);
        System.Runtime.Intrinsics.X86.Sse.Prefetch0(at);
        System.Runtime.Intrinsics.X86.Sse.Prefetch0(at + 64);
    }

    /// <summary>Whether a place lies in a page that another list has too, so that nothing in it can differ.</summary>
    public bool SharesPage(Paged<T> other, int i) => ReferenceEquals(_pages[i >> Bits], other._pages[i >> Bits]);

    public Paged<T> CopyFor(object owner) => new(owner, this);

    /// <summary>What stands at a place, to change.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Own(int i)
    {
        var page = i >> Bits;
        if (!ReferenceEquals(_owners[page], _owner)) Copy(page);
        return ref _pages[page][i & (Size - 1)];
    }

    /// <summary>Makes it long enough for so many.</summary>
    public void Reach(int count)
    {
        if (count <= Count) return;
        var pages = (count + Size - 1) >> Bits;
        var had = (Count + Size - 1) >> Bits;
        if (pages > _pages.Length)
        {
            Array.Resize(ref _pages, Math.Max(pages, _pages.Length + (_pages.Length >> 3)));
            Array.Resize(ref _owners, _pages.Length);
        }
        for (var p = had; p < pages; p++) (_pages[p], _owners[p]) = (new T[Size], _owner);
        Count = count;
    }

    private void Copy(int page) => (_pages[page], _owners[page]) = (_pages[page].AsSpan().ToArray(), _owner);
}
