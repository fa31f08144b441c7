using Troth.Platform.Data;

namespace Troth.Schedule.Describing;

/// <summary>How a product is to be had at a plant: kept, bought, made, or several of these.</summary>
public sealed class Supply : ImportableRecord
{
    /// <summary>Pieces that the engine counts at most, and the longest lead in days.</summary>
    public const int MostPieces = 500_000_000, MostDays = 1800;

    public required Guid ProductId { get; init; }
    public Guid PlantId { get; init; } = Plant.TheFirst;

    /// <summary>Kept in stock.</summary>
    public bool Stocked { get; set; }

    /// <summary>Whole pieces on hand.</summary>
    public int OnHand { get; set; }

    /// <summary>Days from ordering to having it; null when it is not bought.</summary>
    public int? LeadDays { get; set; }

    /// <summary>Made here when it has a routing; false leaves the routing unused.</summary>
    public bool Made { get; set; } = true;
}

/// <summary>Pieces ordered from somebody that are to come, or came.</summary>
public sealed class ExpectedReceipt : ImportableRecord
{
    public required Guid ProductId { get; init; }
    public Guid PlantId { get; init; } = Plant.TheFirst;
    public override Guid? PartOf => ProductId;
    public int Quantity { get; set; }

    /// <summary>The day on which they are to come; there at its end.</summary>
    public DateOnly ExpectedOn { get; set; }

    public DateOnly? OrderedOn { get; set; }

    /// <summary>When they came. From ordered and received days the supplier's real lead is measured.</summary>
    public DateOnly? ReceivedOn { get; set; }
}
