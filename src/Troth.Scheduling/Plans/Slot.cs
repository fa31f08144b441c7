using System.Runtime.CompilerServices;

namespace Troth.Scheduling.Plans;

/// <summary>Busy time of a machine, in working minutes of its calendar: an operation without its changeover, or a stop.</summary>
internal struct Slot
{
    public int Start;
    public int End;

    /// <summary>The operation's number in the plan; below 0 for a stop (−1 − its number).</summary>
    public int Operation;
    public int Family;

    public readonly bool IsStop => Operation < 0;
}

/// <summary>
/// Up to 128 busy times in order, in one piece of memory. Belongs to the draft that made it; shared and not changed afterwards.
/// </summary>
internal sealed class SlotBlock(object owner)
{
    public const int Capacity = 128;
    public readonly object Owner = owner;
    public int Count;
    private Slots _slots;

    public ref Slot this[int i] => ref Unsafe.Add(ref Unsafe.As<Slots, Slot>(ref _slots), i);

    public Span<Slot> All => System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref this[0], Count);

    public SlotBlock CopyFor(object owner)
    {
        var copy = new SlotBlock(owner) { Count = Count };
        All.CopyTo(copy.All);
        return copy;
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private Slot _first;
    }
}
