using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Schedule.Planning;

public enum ShopOrderState
{
    /// <summary>A date is set aside for a while.</summary>
    Held,

    /// <summary>Promised.</summary>
    Firm,

    /// <summary>All of it has left the house.</summary>
    Shipped,

    /// <summary>Taken out: let go, or cancelled.</summary>
    Cancelled,

    /// <summary>The hold ended by itself.</summary>
    Expired,
}

/// <summary>Where a date comes from.</summary>
public enum ShopOrderOrigin
{
    /// <summary>From the plan.</summary>
    Quoted,

    /// <summary>Made in another system, or before the schedule was asked: recorded as told.</summary>
    Inherited,
}

/// <summary>How a promise stands in the plan.</summary>
public enum PromiseRisk
{
    None,

    /// <summary>Less than a third of its buffer is left.</summary>
    Red,

    /// <summary>Planned to end after its date.</summary>
    Late,
}

/// <summary>
/// A quantity of one product in the plan of a plant: held or firm. Its dates are what people were told; where it stands in the plan is
/// known by the plan alone. What was done to it stands in the plan's events.
/// </summary>
public sealed class ShopOrder
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required long Number { get; init; }
    public required Guid PlantId { get; init; }
    public required Guid ProductId { get; init; }
    public required int Quantity { get; set; }
    public int ShippedQuantity { get; set; }
    public required Guid ClassId { get; set; }
    public required ShopOrderState State { get; set; }
    public required ShopOrderOrigin Origin { get; init; }
    public Guid? AccountId { get; set; }
    public Guid? SellerId { get; set; }

    /// <summary>The order line it is made for, once there is one.</summary>
    public Guid? OrderId { get; set; }
    public int? LineNo { get; set; }

    /// <summary>What it was entered for, such as ("quoteLine", id): rooms that come later are known by name only.</summary>
    public string? SourceKind { get; init; }
    public Guid? SourceId { get; init; }

    /// <summary>The day the customer asked for.</summary>
    public DateOnly? RequestedOn { get; set; }

    /// <summary>The day told to the customer, and the moment it ends for them; null while nothing was promised.</summary>
    public DateOnly? PromisedOn { get; set; }
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The moment the plan has to have it ready for that.</summary>
    public DateTimeOffset? ReadyBy { get; set; }

    /// <summary>Of what was promised elsewhere: the quantity and day last told there, whatever was agreed here since.</summary>
    public int? ToldQuantity { get; set; }
    public DateOnly? ToldOn { get; set; }

    /// <summary>When the hold ends.</summary>
    public DateTimeOffset? HeldUntil { get; set; }
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>The earliest moment by the plan when it was quoted.</summary>
    public DateTimeOffset? QuotedEarliest { get; set; }

    /// <summary>
    /// What its end is measured against, as <see cref="QuotedEarliest"/>; null where its end teaches nothing about other dates: the date was told
    /// elsewhere, the customer wanted it later than it could be had, more pieces were ordered since, or somebody decided that others go first.
    /// </summary>
    public DateTimeOffset? PlannedFor { get; set; }

    /// <summary>The work center that decided the day when it was set aside or taken in; null where none did: stock, a material, work outside.</summary>
    public Guid? RestsOn { get; set; }

    /// <summary>The customer's zone that its days are meant in.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Days on the way to the customer.</summary>
    public int TransitDays { get; init; }

    /// <summary>The days of the week on which the customer receives; null: those of the plant's terms.</summary>
    public string? ReceivesOn { get; init; }

    public PromiseRisk Risk { get; set; }

    /// <summary>Since when it is at risk without a break.</summary>
    public DateTimeOffset? RiskSince { get; set; }

    /// <summary>When our people let the customer see that it is at risk.</summary>
    public DateTimeOffset? RiskToldAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    public string Label => $"W-{Number}";
    public bool IsOpen => State is ShopOrderState.Held or ShopOrderState.Firm;
    public int Open => Quantity - ShippedQuantity;

    /// <summary>It leaves the plan: what was at risk is so no more.</summary>
    public void Ended(ShopOrderState by, DateTimeOffset at) =>
        (State, EndedAt, HeldUntil, Risk, RiskSince) = (by, at, null, PromiseRisk.None, null);

    public const int SourceKindMax = 24, ZoneMax = 60;
}

public sealed class ShopOrderTable : IEntityTypeConfiguration<ShopOrder>
{
    public void Configure(EntityTypeBuilder<ShopOrder> table)
    {
        table.ToTable("shop_orders");
        table.HasKey(o => o.Id);
        table.Property(o => o.Id).ValueGeneratedNever();
        table.Property(o => o.State).HasConversion<string>().HasMaxLength(12);
        table.Property(o => o.Origin).HasConversion<string>().HasMaxLength(12);
        table.Property(o => o.Risk).HasConversion<string>().HasMaxLength(8);
        table.Property(o => o.SourceKind).HasMaxLength(ShopOrder.SourceKindMax);
        table.Property(o => o.TimeZone).HasMaxLength(ShopOrder.ZoneMax);
        table.Property(o => o.ReceivesOn).HasMaxLength(Weekdays.TextMax);
        table.HasIndex(o => o.Number).IsUnique();
        table.HasIndex(o => new { o.PlantId, o.State, o.PromisedOn });
        table.HasIndex(o => new { o.AccountId, o.State, o.PromisedOn });
        table.HasIndex(o => new { o.SellerId, o.Risk, o.PromisedOn });
        table.HasIndex(o => o.EnteredAt);
        table.HasIndex(o => o.OrderId);
        table.HasIndex(o => o.SourceId);
    }
}

/// <summary>The sets of this folder.</summary>
public static class PlanningData
{
    extension(TrothContext db)
    {
        public DbSet<PlanHead> PlanHeads => db.Set<PlanHead>();
        public DbSet<PlanEvent> PlanEvents => db.Set<PlanEvent>();
        public DbSet<PlanEventOrder> PlanEventOrders => db.Set<PlanEventOrder>();
        public DbSet<ToldStock> ToldStocks => db.Set<ToldStock>();
        public DbSet<PlanShop> PlanShops => db.Set<PlanShop>();
        public DbSet<PlanSnapshot> PlanSnapshots => db.Set<PlanSnapshot>();
        public DbSet<PlanKey> PlanKeys => db.Set<PlanKey>();
        public DbSet<ShopOrder> ShopOrders => db.Set<ShopOrder>();
        public DbSet<ShopOrderDelay> ShopOrderDelays => db.Set<ShopOrderDelay>();
        public DbSet<ShopOrderSlip> ShopOrderSlips => db.Set<ShopOrderSlip>();
    }
}
