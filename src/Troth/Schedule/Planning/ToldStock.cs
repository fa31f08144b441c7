using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Planning;

/// <summary>
/// What a plan was last told of a product's stock on hand, or of pieces that are to come: what the description says otherwise by now is news
/// to it. Stays when the record goes, so that what an import took back leaves the plan too.
/// </summary>
public sealed class ToldStock
{
    /// <summary>The <see cref="Supply"/> or <see cref="ExpectedReceipt"/>.</summary>
    public required Guid RecordId { get; init; }
    public required Guid PlantId { get; init; }
    public required Guid ProductId { get; init; }
    public bool Receipt { get; init; }

    /// <summary>Pieces on hand, or that come.</summary>
    public int Quantity { get; set; }

    /// <summary>For a receipt, the day it was told for; null once its pieces lie in stock.</summary>
    public DateOnly? ExpectedOn { get; set; }
}

public sealed class ToldStockTable : IEntityTypeConfiguration<ToldStock>
{
    public void Configure(EntityTypeBuilder<ToldStock> table)
    {
        table.ToTable("told_stock");
        table.HasKey(t => t.RecordId);
        table.Property(t => t.RecordId).ValueGeneratedNever();
        table.HasIndex(t => new { t.PlantId, t.ProductId });
    }
}
