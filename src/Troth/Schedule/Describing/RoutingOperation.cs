using System.Globalization;
using Troth.Platform.Data;

namespace Troth.Schedule.Describing;

/// <summary>A step in making a product.</summary>
public sealed class RoutingOperation : ImportableRecord
{
    public const int NameMax = 120, AfterMax = 200, FamilyMax = 60;

    public required Guid ProductId { get; init; }
    public Guid PlantId { get; init; } = Plant.TheFirst;
    public override Guid? PartOf => ProductId;

    /// <summary>Its number, by which others name it: 10, 20, 30.</summary>
    public int No { get; set; }

    public required string Name { get; set; }

    /// <summary>Numbers of the operations it comes after, with commas; null for the one before, empty for none.</summary>
    public string? After { get; set; }

    /// <summary>What changeovers are counted by: a colour, a material; null where they do not matter.</summary>
    public string? Family { get; set; }

    /// <summary>Pieces handed on together; 0 for all at the end.</summary>
    public int TransferBatch { get; set; }

    /// <summary>Minutes by the clock before the next may begin: cooling, drying.</summary>
    public int WaitAfter { get; set; }

    /// <summary>Days outside the house; 0 for work done here.</summary>
    public int OutsideDays { get; set; }

    /// <summary>The numbers in <see cref="After"/>; null for the one before.</summary>
    public IReadOnlyList<int>? AfterNumbers => Numbers(After);

    /// <summary>Reads “10, 20”; null stays null, and so does what is no list of numbers.</summary>
    public static IReadOnlyList<int>? Numbers(string? after)
    {
        if (after is null) return null;
        var numbers = new List<int>();
        foreach (var part in after.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }
        return numbers;
    }
}

/// <summary>A work center that can do an operation, and how long it takes there.</summary>
public sealed class RoutingCenter : ImportableRecord
{
    public required Guid OperationId { get; init; }
    public required Guid WorkCenterId { get; set; }
    public override Guid? PartOf => OperationId;

    /// <summary>1 is preferred.</summary>
    public int Rank { get; set; } = 1;

    public int SetupMinutes { get; set; }

    /// <summary>Minutes for <see cref="RunPieces"/> pieces at full speed.</summary>
    public int RunMinutes { get; set; }

    public int RunPieces { get; set; } = 1;
}

/// <summary>Pieces of another product that go into one.</summary>
public sealed class RoutingMaterial : ImportableRecord
{
    public required Guid ProductId { get; init; }
    public Guid PlantId { get; init; } = Plant.TheFirst;
    public override Guid? PartOf => ProductId;
    public required Guid ComponentId { get; set; }

    /// <summary>The operation at whose start they must be there; null for the first.</summary>
    public int? OperationNo { get; set; }

    /// <summary>Pieces of it for <see cref="PerPieces"/> pieces made.</summary>
    public int Quantity { get; set; } = 1;

    public int PerPieces { get; set; } = 1;
}
