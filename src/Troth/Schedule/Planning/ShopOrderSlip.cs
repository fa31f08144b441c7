using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Schedule.Describing;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Planning;

/// <summary>
/// How far a shop order that is ready ended from the plan it was promised by. Working minutes are by the calendar of that time: whatever
/// becomes of the horizon and the shop, they stay what they were.
/// </summary>
public sealed class ShopOrderSlip
{
    public required Guid ShopOrder { get; init; }
    public required Guid PlantId { get; init; }
    public required Guid ClassId { get; init; }
    public required DateTimeOffset QuotedAt { get; init; }

    /// <summary>Its planned finish then.</summary>
    public required DateTimeOffset PlannedFor { get; init; }

    /// <summary>When the last of it was finished, or shipped where nobody reported that.</summary>
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>Working minutes from the quote to the planned finish.</summary>
    public required int Lead { get; init; }

    /// <summary>Working minutes from there until it was ready; below 0 when it was early.</summary>
    public required int Late { get; init; }

    /// <summary>
    /// Of an order that ended, or is overdue, at a moment; null where it teaches nothing: it was never planned against, was in stock when it was
    /// quoted, or was quoted before the horizon began.
    /// </summary>
    public static ShopOrderSlip? Of(MadeShop shop, ShopOrder order, DateTimeOffset readyAt)
    {
        if (order.PlannedFor is not { } planned || SlipHours.Of(shop) is not { } center) return null;
        int Minute(DateTimeOffset at) => Math.Min(shop.Clock.MinuteOf(at), shop.Shop.Horizon);
        var quoted = Minute(order.EnteredAt);
        if (quoted < 0 || Minute(planned) <= quoted) return null;
        var slip = PastSlip.Of(shop.Shop.CalendarOf(center), new PastOrder(quoted, Minute(planned), Math.Max(Minute(readyAt), quoted)))!.Value;
        return new()
        {
            ShopOrder = order.Id, PlantId = order.PlantId, ClassId = order.ClassId, QuotedAt = order.EnteredAt, PlannedFor = planned, ReadyAt = readyAt, Lead = slip.Lead,
            Late = slip.Late,
        };
    }
}

public sealed class ShopOrderSlipTable : IEntityTypeConfiguration<ShopOrderSlip>
{
    public void Configure(EntityTypeBuilder<ShopOrderSlip> table)
    {
        table.ToTable("shop_order_slips");
        table.HasKey(s => s.ShopOrder);
        table.Property(s => s.ShopOrder).ValueGeneratedNever();
        table.HasIndex(s => new { s.PlantId, s.ReadyAt });
    }
}
