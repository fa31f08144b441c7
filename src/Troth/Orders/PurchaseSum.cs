using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Troth.Orders;

/// <summary>Orders of one account in one currency, added up by the database; of a month, or of a day where a rate is needed.</summary>
public sealed class PurchaseSum
{
    public Guid AccountId { get; private set; }

    /// <summary>yyyymm.</summary>
    public int Month { get; private set; }
    public string Currency { get; private set; } = "";
    public decimal Sold { get; private set; }
    public decimal Returned { get; private set; }
    public int Orders { get; private set; }
    public DateOnly LastDay { get; private set; }
}

/// <summary>No table: the rows come from a query, and are read with the conventions of all columns.</summary>
public sealed class PurchaseSumTable : IEntityTypeConfiguration<PurchaseSum>
{
    public void Configure(EntityTypeBuilder<PurchaseSum> table) => table.HasNoKey().ToView(null);
}
