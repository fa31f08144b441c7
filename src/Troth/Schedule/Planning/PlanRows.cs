using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Troth.Schedule.Planning;

/// <summary>How far a plant's plan has come. Whoever writes to the plan locks this row first: writers of one plant come one after the other.</summary>
public sealed class PlanHead
{
    public required Guid PlantId { get; init; }

    /// <summary>Version of the newest event; 0 before the first.</summary>
    public long Version { get; set; }

    /// <summary>The plan's time at that version, so that a node knows without the plan whether it is behind.</summary>
    public DateTimeOffset PlannedAt { get; set; }

    /// <summary>When it was last looked at what past orders teach (<see cref="LearnFromPast"/>).</summary>
    public DateTimeOffset? LearnedAt { get; set; }
}

/// <summary>Something that made the next version of a plan. Never edited, never removed: any version can be rebuilt from these.</summary>
public sealed class PlanEvent
{
    public required Guid PlantId { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? ActorId { get; init; }
    public required string ActorName { get; init; }

    /// <summary>page, api, import, command or job.</summary>
    public required string Through { get; init; }

    /// <summary>The shop order it is about, by number; null when it is about several or none.</summary>
    public long? ShopOrder { get; init; }

    /// <summary>The act as JSON (<see cref="Acts.PlanAct"/>).</summary>
    public required string Act { get; init; }

    public const int ActorMax = 200, ThroughMax = 20;
}

/// <summary>One of several shop orders that an event is about; an event about a single one says so itself.</summary>
public sealed class PlanEventOrder
{
    public required Guid PlantId { get; init; }
    public required long ShopOrder { get; init; }
    public required long Version { get; init; }
}

/// <summary>A shop as a plan was made in it, complete, so that old versions can be rebuilt when its records have long changed.</summary>
public sealed class PlanShop
{
    public required Guid PlantId { get; init; }

    /// <summary>1, 2, 3 … in the order they were taken.</summary>
    public required int Number { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The horizon moved on by itself; what is described is what was taken before.</summary>
    public bool OnlyTime { get; init; }
    public required byte[] Body { get; init; }
}

/// <summary>A plan as it stood at a version, so that a start needs not begin with the first event.</summary>
public sealed class PlanSnapshot
{
    public required Guid PlantId { get; init; }
    public required long Version { get; init; }
    public required int Shop { get; init; }
    public required DateTimeOffset At { get; init; }
    public required byte[] Body { get; init; }
}

/// <summary>What was answered to a request that carried a key: asked again with it, the same is answered and nothing is done twice.</summary>
public sealed class PlanKey
{
    public required Guid PlantId { get; init; }

    /// <summary>Whose key it is and the key, hashed: nobody meets another's.</summary>
    public required string Key { get; init; }

    /// <summary>Hash of what was asked: the same key for something else is refused.</summary>
    public required string Asked { get; init; }
    public required long Version { get; init; }

    /// <summary>The answer as JSON; the words of a refusal.</summary>
    public required string Answer { get; init; }

    /// <summary>The code of a refusal: what was refused once under a key is not done when the request comes again. Null when it was done.</summary>
    public string? Refusal { get; init; }
    public required DateTimeOffset At { get; init; }

    public const int HashMax = 64, RefusalMax = 80;
}

public sealed class PlanHeadTable : IEntityTypeConfiguration<PlanHead>
{
    public void Configure(EntityTypeBuilder<PlanHead> table)
    {
        table.ToTable("plan_heads");
        table.HasKey(h => h.PlantId);
        table.Property(h => h.PlantId).ValueGeneratedNever();
    }
}

public sealed class PlanEventTable : IEntityTypeConfiguration<PlanEvent>
{
    public void Configure(EntityTypeBuilder<PlanEvent> table)
    {
        table.ToTable("plan_events");
        table.HasKey(e => new { e.PlantId, e.Version });
        table.Property(e => e.ActorName).HasMaxLength(PlanEvent.ActorMax);
        table.Property(e => e.Through).HasMaxLength(PlanEvent.ThroughMax);
        table.HasIndex(e => new { e.ShopOrder, e.Version });
    }
}

public sealed class PlanEventOrderTable : IEntityTypeConfiguration<PlanEventOrder>
{
    public void Configure(EntityTypeBuilder<PlanEventOrder> table)
    {
        table.ToTable("plan_event_orders");
        table.HasKey(e => new { e.PlantId, e.ShopOrder, e.Version });
    }
}

public sealed class PlanShopTable : IEntityTypeConfiguration<PlanShop>
{
    public void Configure(EntityTypeBuilder<PlanShop> table)
    {
        table.ToTable("plan_shops");
        table.HasKey(s => new { s.PlantId, s.Number });
    }
}

public sealed class PlanSnapshotTable : IEntityTypeConfiguration<PlanSnapshot>
{
    public void Configure(EntityTypeBuilder<PlanSnapshot> table)
    {
        table.ToTable("plan_snapshots");
        table.HasKey(s => new { s.PlantId, s.Version });
    }
}

public sealed class PlanKeyTable : IEntityTypeConfiguration<PlanKey>
{
    public void Configure(EntityTypeBuilder<PlanKey> table)
    {
        table.ToTable("plan_keys");
        table.HasKey(k => new { k.PlantId, k.Key });
        table.Property(k => k.Key).HasMaxLength(PlanKey.HashMax);
        table.Property(k => k.Asked).HasMaxLength(PlanKey.HashMax);
        table.Property(k => k.Refusal).HasMaxLength(PlanKey.RefusalMax);
        table.HasIndex(k => k.At);
    }
}
