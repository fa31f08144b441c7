using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Troth.Scheduling.Plans;

/// <summary>
/// The busy times of one machine in order, on the axis of its working time: blocks of up to 128, with each block's first start, last end
/// and widest gap side by side, so that a search for room looks only into blocks that have it. A draft changes only what it owns and copies
/// the rest, so plans share what they have in common.
/// </summary>
internal sealed partial class Timeline
{
    private SlotBlock[] _blocks;
    private int[] _first, _last;

    /// <summary>Per block, the widest gap in it and before it.</summary>
    private int[] _room;
    private int _count;

    public Timeline(object owner, int limit, int family) =>
        (Owner, Limit, Family, _blocks, _first, _last, _room) =
        (owner, limit, family, new SlotBlock[4], new int[4], new int[4], new int[4]);

    public object Owner { get; }

    /// <summary>Working minutes of the horizon.</summary>
    public int Limit { get; }

    /// <summary>The family the machine is set up for before the first operation that stands here.</summary>
    public int Family { get; set; }

    /// <summary>A timeline of the same machine on which nothing stands.</summary>
    public Timeline EmptyFor(object owner) => new(owner, Limit, Family);

    public int Blocks => _count;
    public SlotBlock Block(int b) => _blocks[b];
    public bool IsEmpty => _count == 0;

    public Timeline CopyFor(object owner)
    {
        return new Timeline(owner, Limit, Family)
        {
            _blocks = _blocks.AsSpan().ToArray(), _first = _first.AsSpan().ToArray(), _last = _last.AsSpan().ToArray(),
                _room = _room.AsSpan().ToArray(), _count = _count,
        };
    }

    /// <summary>
    /// The earliest start of a duration, not before ready; −1 when the horizon ends first. O(log n) to find the place, then gap by gap,
    /// blocks without room skipped.
    /// </summary>
    public int Find(int ready, int duration) => Find(ready, duration, out _, out _);

    /// <summary>The same, with the place before which it would stand, for <see cref="Insert(in Slot, int, int)"/>.</summary>
    public int Find(int ready, int duration, out int block, out int at)
    {
        var b = FirstEndingAfter(ready);
        var previous = ready;
        at = 0;
        if (b < _count)
        {
            if (_room[b] >= duration)
            {
                var slots = _blocks[b];
                var n = slots.Count;
                for (var i = FirstEndingAfter(slots, ready); i < n; i++)
                {
                    ref var slot = ref slots[i];
                    if (slot.Start - previous >= duration)
                    {
                        (block, at) = (b, i);
                        return previous;
                    }
                    previous = slot.End;
                }
            }
            if (BlockWithRoom(b + 1, duration) is var roomy and >= 0)
            {
                block = roomy;
                if (_first[roomy] - _last[roomy - 1] >= duration) return _last[roomy - 1];
                at = Within(_blocks[roomy], duration);
                return _blocks[roomy][at - 1].End;
            }
            previous = _last[_count - 1];
        }
        block = _count;
        return previous <= Limit - duration ? previous : -1;
    }

    /// <summary>The first block from b on with a gap of a duration in it or before it; −1 for none. Compares eight at a time.</summary>
    private int BlockWithRoom(int b, int duration)
    {
        var found = _room.AsSpan(b, _count - b).IndexOfAnyInRange(duration, int.MaxValue);
        return found < 0 ? -1 : b + found;
    }

    /// <summary>The slot in a block before which there is room.</summary>
    private static int Within(SlotBlock block, int duration)
    {
        var i = 1;
        while (block[i].Start - block[i - 1].End < duration) i++;
        return i;
    }

    /// <summary>
    /// The first block that ends after a minute. Goes back from the end in doubling steps, where planning mostly is, then halves without a
    /// branch to mispredict.
    /// </summary>
    private int FirstEndingAfter(int minute)
    {
        ref var last = ref MemoryMarshal.GetArrayDataReference(_last);
        var (high, step) = (_count, 1);
        while (high >= step && Unsafe.Add(ref last, high - step) > minute)
        {
            high -= step;
            step <<= 1;
        }
        var low = Math.Max(0, high - step + 1);
        var n = high - low + 1;
        while (n > 1)
        {
            var half = n >> 1;
            low = Unsafe.Add(ref last, low + half - 1) <= minute ? low + half : low;
            n -= half;
        }
        return low;
    }

    private static int FirstEndingAfter(SlotBlock block, int minute)
    {
        var n = block.Count;
        if (block[n - 1].End <= minute) return n;
        ref var slots = ref block[0];
        var low = 0;
        while (n > 1)
        {
            var half = n >> 1;
            low = Unsafe.Add(ref slots, low + half - 1).End <= minute ? low + half : low;
            n -= half;
        }
        return low;
    }

    /// <summary>Tells the processor that its end will be looked at soon.</summary>
    public unsafe void Soon()
    {
        if (!System.Runtime.Intrinsics.X86.Sse.IsSupported || _count == 0) return;
        System.Runtime.Intrinsics.X86.Sse.Prefetch0(Unsafe.AsPointer(ref _last[_count - 1]));
        System.Runtime.Intrinsics.X86.Sse.Prefetch0(Unsafe.AsPointer(ref _room[_count - 1]));
        var block = _blocks[_count - 1];
        System.Runtime.Intrinsics.X86.Sse.Prefetch0(Unsafe.AsPointer(ref block[block.Count >> 1]));
        System.Runtime.Intrinsics.X86.Sse.Prefetch0(Unsafe.AsPointer(ref block[Math.Max(0, block.Count - 4)]));
    }

    /// <summary>Where the first busy time that ends after a minute stands; the block is <see cref="Blocks"/> when there is none.</summary>
    public (int Block, int At) Seek(int minute)
    {
        var b = FirstEndingAfter(minute);
        return b == _count ? (b, 0) : (b, FirstEndingAfter(_blocks[b], minute));
    }

    /// <summary>Puts a busy time where there is room for it. The timeline must be owned.</summary>
    public void Insert(in Slot slot)
    {
        // Ends are strictly ascending, so the place is before the first that ends after it starts.
        var (b, at) = Seek(slot.Start);
        Insert(slot, b, at);
    }

    /// <summary>Puts a busy time before a place that was looked up and has not changed since.</summary>
    public void Insert(in Slot slot, int b, int at)
    {
        // Before a block's first: at the end of the block before it, where that has room.
        if (at == 0 && b > 0 && _blocks[b - 1].Count < SlotBlock.Capacity) (b, at) = (b - 1, _blocks[b - 1].Count);
        else if (b == _count)
        {
            Make(b);
            _blocks[b].Count = 1;
            _blocks[b][0] = slot;
            (_first[b], _last[b]) = (slot.Start, slot.End);
            _room[b] = slot.Start - (b == 0 ? 0 : _last[b - 1]);
            return;
        }
        else if (_blocks[b].Count == SlotBlock.Capacity)
        {
            Split(b);
            var kept = _blocks[b].Count;
            if (at > kept) (b, at) = (b + 1, at - kept);
        }
        Put(b, at, slot);
    }

    /// <summary>Takes the busy time out that starts at a minute.</summary>
    public Slot Remove(int start)
    {
        var b = FirstEndingAfter(start);
        var block = Own(b);
        var at = FirstEndingAfter(block, start);
        var slot = block[at];
        if (slot.Start != start) throw new InvalidOperationException($"Nothing starts at working minute {start}.");
        block.All[(at + 1)..].CopyTo(block.All[at..]);
        if (--block.Count == 0)
        {
            _blocks.AsSpan(b + 1, _count - b - 1).CopyTo(_blocks.AsSpan(b));
            _first.AsSpan(b + 1, _count - b - 1).CopyTo(_first.AsSpan(b));
            _last.AsSpan(b + 1, _count - b - 1).CopyTo(_last.AsSpan(b));
            _room.AsSpan(b + 1, _count - b - 1).CopyTo(_room.AsSpan(b));
            _count--;
            if (b < _count) Measure(b);
        }
        else Measure(b);
        return slot;
    }

    /// <summary>Overwrites a busy time in place; the order stays. Measure the block afterwards.</summary>
    public ref Slot Change(int b, int at) => ref Own(b)[at];
}
