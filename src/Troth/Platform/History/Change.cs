using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Troth.Platform.History;

/// <summary>Who changed what, from what, to what, when, through what. Never edited, never reverted.</summary>
public sealed class Change
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTimeOffset At { get; init; }
    public Guid? ActorId { get; init; }
    public required string ActorName { get; init; }

    /// <summary>page, api, import, command, portal (the customer's own page) or job.</summary>
    public required string Through { get; init; }

    /// <summary>The import it belongs to, or 0.</summary>
    public int BatchId { get; init; }

    /// <summary>Kind of record: account, contact, order …</summary>
    public required string Entity { get; init; }

    /// <summary>The record, or null for an entry about many.</summary>
    public Guid? RecordId { get; init; }

    /// <summary>The record it is part of (<see cref="Data.Record.PartOf"/>), on whose page it stands too.</summary>
    public Guid? PartOfId { get; init; }

    /// <summary>created, updated, removed, reverted, or kept: the import that made it was taken back, and it stayed.</summary>
    public required string Action { get; init; }

    /// <summary>Changed fields as JSON: [{"field":…,"from":…,"to":…}] in the invariant culture.</summary>
    public string? Fields { get; init; }

    /// <summary>How many records the entry is about.</summary>
    public int Count { get; init; } = 1;
}

public sealed class ChangeTable : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> table)
    {
        table.ToTable("changes");
        table.Property(c => c.Id).ValueGeneratedNever();
        table.Property(c => c.ActorName).HasMaxLength(200);
        table.Property(c => c.Through).HasMaxLength(20);
        table.Property(c => c.Entity).HasMaxLength(40);
        table.Property(c => c.Action).HasMaxLength(20);
        table.HasIndex(c => new { c.RecordId, c.At });
        table.HasIndex(c => new { c.PartOfId, c.At });
        table.HasIndex(c => c.BatchId);
        table.HasIndex(c => c.At);
        table.HasIndex(c => new { c.Entity, c.At });
        table.HasIndex(c => new { c.ActorId, c.At });
    }
}
