using System.Runtime.CompilerServices;

namespace Troth.Scheduling.Plans;

/// <summary>
/// The busy times of one machine in order, on the axis of its working time: blocks of up to 64, with each block's first start, last end and widest
/// gap side by side, so that a search for room looks only into blocks that have it. A draft changes only what it owns and copies the rest, so
/// plans share what they have in common.
/// </summary>
internal sealed partial class Timeline
{
    private SlotBlock[] _blocks;
    private int[] _first, _last, _widest;
    private int _count;

    public Timeline(object owner, int limit) => (Owner, Limit, _blocks, _first, _last, _widest) = (owner, limit, new SlotBlock[4], new int[4], new int[4], new int[4]);

    public object Owner { get; }

    /// <summary>Working minutes of the horizon.</summary>
    public int Limit { get; }

    public int Blocks => _count;
    public SlotBlock Block(int b) => _blocks[b];
    public bool IsEmpty => _count == 0;
    public int LastEnd => _count == 0 ? 0 : _last[_count - 1];

    public Timeline CopyFor(object owner)
    {
        return new Timeline(owner, Limit)
        {
            _blocks = _blocks.AsSpan().ToArray(), _first = _first.AsSpan().ToArray(), _last = _last.AsSpan().ToArray(), _widest = _widest.AsSpan().ToArray(), _count = _count,
        };
    }

    /// <summary>The earliest start of a duration, not before ready; −1 when the horizon ends first. O(log n) to find the place, then gap by gap, blocks without room skipped.</summary>
    public int Find(int ready, int duration)
    {
        var b = FirstEndingAfter(ready);
        var previous = ready;
        if (b < _count)
        {
            var block = _blocks[b];
            var n = block.Count;
            for (var i = FirstEndingAfter(block, ready); i < n; i++)
            {
                ref var slot = ref block[i];
                if (slot.Start - previous >= duration) return previous;
                previous = slot.End;
            }
            for (b++; b < _count; b++)
            {
                if (_first[b] - previous >= duration) return previous;
                if (_widest[b] >= duration) return Within(_blocks[b], duration);
                previous = _last[b];
            }
        }
        return previous <= Limit - duration ? previous : -1;
    }

    private static int Within(SlotBlock block, int duration)
    {
        var i = 1;
        while (block[i].Start - block[i - 1].End < duration) i++;
        return block[i - 1].End;
    }

    /// <summary>The first block that ends after a minute.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FirstEndingAfter(int minute)
    {
        var (low, high) = (0, _count);
        var last = _last;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (last[middle] > minute) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstEndingAfter(SlotBlock block, int minute)
    {
        var (low, high) = (0, block.Count);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (block[middle].End > minute) high = middle;
            else low = middle + 1;
        }
        return low;
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
        var b = FirstEndingAfter(slot.Start);
        if (b == _count)
        {
            if (b == 0 || _blocks[b - 1].Count == SlotBlock.Capacity)
            {
                Make(b);
                _blocks[b].Count = 1;
                _blocks[b][0] = slot;
                (_first[b], _last[b], _widest[b]) = (slot.Start, slot.End, 0);
                return;
            }
            Put(b - 1, _blocks[b - 1].Count, slot);
            return;
        }
        var at = FirstEndingAfter(_blocks[b], slot.Start);
        // Before a block's first: at the end of the block before it, where that has room.
        if (at == 0 && b > 0 && _blocks[b - 1].Count < SlotBlock.Capacity) (b, at) = (b - 1, _blocks[b - 1].Count);
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
            _widest.AsSpan(b + 1, _count - b - 1).CopyTo(_widest.AsSpan(b));
            _count--;
        }
        else Measure(b);
        return slot;
    }

    /// <summary>Overwrites a busy time in place; the order stays. Measure the block afterwards.</summary>
    public ref Slot Change(int b, int at) => ref Own(b)[at];

    /// <summary>Takes stock of a block's ends and gaps anew.</summary>
    public void Measure(int b)
    {
        var slots = _blocks[b].All;
        var widest = 0;
        for (var i = 1; i < slots.Length; i++) widest = Math.Max(widest, slots[i].Start - slots[i - 1].End);
        (_first[b], _last[b], _widest[b]) = (slots[0].Start, slots[^1].End, widest);
    }

    private void Put(int b, int at, in Slot slot)
    {
        var block = Own(b);
        var count = block.Count++;
        var slots = block.All;
        slots[at..count].CopyTo(slots[(at + 1)..]);
        slots[at] = slot;
        if (at == count)
        {
            _widest[b] = Math.Max(_widest[b], slot.Start - _last[b]);
            _last[b] = slot.End;
        }
        else if (at == 0)
        {
            _widest[b] = Math.Max(_widest[b], _first[b] - slot.End);
            _first[b] = slot.Start;
        }
        // The gap it went into was the widest, or may have been as wide: look again.
        else if (slots[at + 1].Start - slots[at - 1].End >= _widest[b]) Measure(b);
    }

    private void Split(int b)
    {
        var block = Own(b);
        Make(b + 1);
        var half = SlotBlock.Capacity / 2;
        _blocks[b + 1].Count = SlotBlock.Capacity - half;
        block.All[half..].CopyTo(_blocks[b + 1].All);
        block.Count = half;
        Measure(b);
        Measure(b + 1);
    }

    private void Make(int b)
    {
        if (_count == _blocks.Length)
        {
            Array.Resize(ref _blocks, _count * 2);
            Array.Resize(ref _first, _count * 2);
            Array.Resize(ref _last, _count * 2);
            Array.Resize(ref _widest, _count * 2);
        }
        _blocks.AsSpan(b, _count - b).CopyTo(_blocks.AsSpan(b + 1));
        _first.AsSpan(b, _count - b).CopyTo(_first.AsSpan(b + 1));
        _last.AsSpan(b, _count - b).CopyTo(_last.AsSpan(b + 1));
        _widest.AsSpan(b, _count - b).CopyTo(_widest.AsSpan(b + 1));
        _blocks[b] = new SlotBlock(Owner);
        _count++;
    }

    private SlotBlock Own(int b)
    {
        var block = _blocks[b];
        return ReferenceEquals(block.Owner, Owner) ? block : _blocks[b] = block.CopyFor(Owner);
    }
}
