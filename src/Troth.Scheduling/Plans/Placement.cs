namespace Troth.Scheduling.Plans;

/// <summary>How far an operation is.</summary>
public enum OperationState : byte
{
    /// <summary>In the plan; planning may move it.</summary>
    Planned,

    /// <summary>Given to the shop: it stays where it is.</summary>
    Released,

    /// <summary>Begun: it stays where it is, and its end is what was last reported.</summary>
    Started,

    /// <summary>Done: its times are what was reported.</summary>
    Done,
}

/// <summary>Where an operation stands in the plan.</summary>
internal struct Placement
{
    /// <summary>Among all machines of the shop; −1 when it needs none.</summary>
    public int Machine;

    /// <summary>Working minutes of the machine's calendar; both 0 without a machine.</summary>
    public int WorkStart, WorkEnd;

    /// <summary>Minutes of the clock.</summary>
    public int Start, End;
    public OperationState State;

    /// <summary>A person fixed it here.</summary>
    public bool Pinned;

    /// <summary>Whether planning leaves it where it is.</summary>
    public readonly bool IsFixed => State != OperationState.Planned || Pinned;
}
