using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform.Data;

namespace Troth.Schedule.GoLive;

/// <summary>What an order system says of an order that is in the plan.</summary>
public enum FeedSays
{
    /// <summary>Its status is one of those that say so.</summary>
    Cancelled,

    /// <summary>A full feed has it no more.</summary>
    Gone,

    /// <summary>Another quantity, day, product or customer.</summary>
    Changed,

    /// <summary>It has left the house.</summary>
    Shipped,
}

/// <summary>Why the plan does not follow it by itself.</summary>
public enum FeedWhy
{
    /// <summary>Work on it has begun.</summary>
    Begun,

    /// <summary>It was promised here: no feed changes that.</summary>
    Ours,

    /// <summary>So many cannot be there by the day promised unless others make room.</summary>
    NoRoom,

    /// <summary>No whole number of pieces, or more than can be planned at once.</summary>
    NotWhole,

    /// <summary>As many have left the house already.</summary>
    Shipped,

    /// <summary>The line is of another product now.</summary>
    OtherProduct,

    /// <summary>The order is of another account now.</summary>
    OtherAccount,

    /// <summary>Less was shipped than was promised.</summary>
    Part,

    /// <summary>Shipped on a day before it was ordered, or that is still to come.</summary>
    NoDay,

    /// <summary>Shipped and not wanted at once.</summary>
    Unclear,

    /// <summary>Nothing is made for it here, so nobody reports whether it was shipped or is not wanted.</summary>
    NoWork,

    /// <summary>A rule of another room stands against it.</summary>
    Refused,
}

/// <summary>
/// That an order system says otherwise of a shop order than the plan has it, and a person has to decide. One for each order; it goes when
/// the two agree again or the order leaves the plan.
/// </summary>
public sealed class FeedDifference
{
    public required Guid ShopOrder { get; init; }
    public required Guid PlantId { get; init; }
    public required FeedSays Says { get; set; }
    public required FeedWhy Because { get; set; }

    /// <summary>What it says where that differs; null where it does not. Of a shipment, how many pieces and on which day.</summary>
    public decimal? Quantity { get; set; }
    public DateOnly? PromisedOn { get; set; }

    /// <summary>The first day that could be given for so many.</summary>
    public DateOnly? CouldOn { get; set; }
    public required DateTimeOffset Since { get; set; }

    /// <summary>Number of the import that brought it.</summary>
    public int Import { get; set; }

    /// <summary>Whether another says the same.</summary>
    public bool IsLike(FeedDifference other) =>
        (Says, Because, Quantity, PromisedOn, CouldOn) == (other.Says, other.Because, other.Quantity, other.PromisedOn, other.CouldOn);
}

public sealed class FeedDifferenceTable : IEntityTypeConfiguration<FeedDifference>
{
    public void Configure(EntityTypeBuilder<FeedDifference> table)
    {
        table.ToTable("feed_differences");
        table.HasKey(d => d.ShopOrder);
        table.Property(d => d.ShopOrder).ValueGeneratedNever();
        table.Property(d => d.Says).HasConversion<string>().HasMaxLength(12);
        table.Property(d => d.Because).HasConversion<string>().HasMaxLength(12);
        table.Property(d => d.Quantity).HasConversion<FineConverter>();
        table.HasIndex(d => new { d.PlantId, d.Since });
    }
}

/// <summary>The sets of this folder.</summary>
public static class GoLiveData
{
    extension(TrothContext db)
    {
        public DbSet<FeedDifference> FeedDifferences => db.Set<FeedDifference>();
    }
}
