namespace Troth.Scheduling.Plans;

/// <summary>Keeping the blocks: their ends and gaps, splitting what is full, copying what is shared.</summary>
internal sealed partial class Timeline
{
    /// <summary>Takes stock of a block's ends and gaps anew, and of the gap after it.</summary>
    public void Measure(int b)
    {
        var slots = _blocks[b].All;
        var previous = b == 0 ? 0 : _last[b - 1];
        var widest = 0;
        foreach (ref var slot in slots)
        {
            widest = Math.Max(widest, slot.Start - previous);
            previous = slot.End;
        }
        (_first[b], _room[b]) = (slots[0].Start, widest);
        SetLast(b, slots[^1].End);
    }

    private void SetLast(int b, int end)
    {
        var was = _last[b];
        _last[b] = end;
        if (b + 1 >= _count) return;
        var (gap, next) = (_first[b + 1] - end, _first[b + 1] - was);
        if (gap > _room[b + 1]) _room[b + 1] = gap;
        else if (next == _room[b + 1] && gap != next) MeasureGaps(b + 1);
    }

    private void MeasureGaps(int b)
    {
        var previous = _last[b - 1];
        var widest = 0;
        foreach (ref var slot in _blocks[b].All)
        {
            widest = Math.Max(widest, slot.Start - previous);
            previous = slot.End;
        }
        _room[b] = widest;
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
            _room[b] = Math.Max(_room[b], slot.Start - _last[b]);
            SetLast(b, slot.End);
            return;
        }
        if (at == 0) _first[b] = slot.Start;
        // The gap it went into was the widest, or may have been as wide: look again.
        var previous = at > 0 ? slots[at - 1].End : b > 0 ? _last[b - 1] : 0;
        if (slots[at + 1].Start - previous >= _room[b]) Measure(b);
    }

    private void Split(int b)
    {
        var block = Own(b);
        Make(b + 1);
        var half = SlotBlock.Capacity / 2;
        _blocks[b + 1].Count = SlotBlock.Capacity - half;
        block.All[half..].CopyTo(_blocks[b + 1].All);
        block.Count = half;
        (_first[b + 1], _last[b + 1]) = (_blocks[b + 1][0].Start, _last[b]);
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
            Array.Resize(ref _room, _count * 2);
        }
        _blocks.AsSpan(b, _count - b).CopyTo(_blocks.AsSpan(b + 1));
        _first.AsSpan(b, _count - b).CopyTo(_first.AsSpan(b + 1));
        _last.AsSpan(b, _count - b).CopyTo(_last.AsSpan(b + 1));
        _room.AsSpan(b, _count - b).CopyTo(_room.AsSpan(b + 1));
        _blocks[b] = new SlotBlock(Owner);
        _count++;
    }

    private SlotBlock Own(int b)
    {
        var block = _blocks[b];
        return ReferenceEquals(block.Owner, Owner) ? block : _blocks[b] = block.CopyFor(Owner);
    }
}
