using Troth.Platform.Data;

namespace Troth.Schedule.Describing;

/// <summary>A group of identical machines, benches or people.</summary>
public sealed class WorkCenter : ImportableRecord
{
    public const int CodeMax = 60, NameMax = 120, ChangeoversMax = 20_000;

    /// <summary>What people call it by; unique within its plant.</summary>
    public required string Code { get; set; }
    public required string Name { get; set; }
    public string NameKey { get; set; } = "";
    public Guid PlantId { get; set; } = Plant.TheFirst;

    /// <summary>When it works; null for the plant's own calendar.</summary>
    public Guid? CalendarId { get; set; }

    public int Machines { get; set; } = 1;

    /// <summary>As it would be with another number of machines; this one stays as it is.</summary>
    internal WorkCenter WithMachines(int machines)
    {
        var other = (WorkCenter)MemberwiseClone();
        other.Machines = machines;
        return other;
    }

    /// <summary>Percent of the planned speed: run time is divided by it, setups are not.</summary>
    public int Efficiency { get; set; } = 100;

    /// <summary>Sets the pace of the shop.</summary>
    public bool Drum { get; set; }

    /// <summary>Minutes to change over from one family to any other; null where families do not matter.</summary>
    public int? ChangeoverMinutes { get; set; }

    /// <summary>Where it takes another time, a line each (<see cref="ChangeoverText"/>): “black &gt; white 45”.</summary>
    public string? Changeovers { get; set; }
}
