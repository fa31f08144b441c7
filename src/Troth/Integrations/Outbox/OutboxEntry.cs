using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform.Data;

namespace Troth.Integrations.Outbox;

public enum OutboxKind
{
    /// <summary>A delivery was promised.</summary>
    Promised,

    /// <summary>Its quantity or its promised day is another.</summary>
    Changed,

    /// <summary>Pieces have left the house.</summary>
    Shipped,

    /// <summary>What has not left the house is not wanted any more.</summary>
    Cancelled,
}

public enum OutboxState
{
    Waiting,

    /// <summary>The order system has taken it in.</summary>
    Taken,

    /// <summary>The order system will not have it, and said why.</summary>
    Refused,
}

/// <summary>
/// One thing that the order system has to know of a promised delivery. Written in the transaction that made it so, and numbered in the order of
/// commits: whoever has read up to a number misses nothing before it. Like the plan's log it stands by itself, without keys into what it tells of.
/// </summary>
public sealed class OutboxEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required long Number { get; init; }
    public required DateTimeOffset At { get; init; }
    public required OutboxKind Kind { get; init; }
    public required Guid ShopOrder { get; init; }
    public required long ShopOrderNumber { get; init; }
    public Guid? OrderId { get; init; }
    public int? LineNo { get; init; }
    public Guid? AccountId { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>Pieces promised in all, and of these how many have left the house, as they are after it.</summary>
    public required int Quantity { get; init; }
    public required int Shipped { get; init; }
    public DateOnly? PromisedOn { get; init; }
    public DateOnly? RequestedOn { get; init; }

    /// <summary>As they were before, where they are others now.</summary>
    public int? WasQuantity { get; init; }
    public DateOnly? WasPromisedOn { get; init; }
    public required string By { get; init; }
    public required string Through { get; init; }

    public OutboxState State { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public string? AnsweredBy { get; private set; }

    /// <summary>What the order system calls it.</summary>
    public string? Reference { get; private set; }

    /// <summary>What the order system said, where it would not have it; or why the order is not known by its reference.</summary>
    public string? Message { get; private set; }

    public const int NameMax = 200, ThroughMax = 12, MessageMax = 1000;

    public void Taken(string? reference, string by, DateTimeOffset at) => (State, Reference, Message, AnsweredBy, AnsweredAt) = (OutboxState.Taken, reference ?? Reference, null, by, at);

    /// <summary>Taken in, and its order cannot be known by the reference.</summary>
    public void Clashes(string message) => Message = message.Length <= MessageMax ? message : message[..MessageMax];

    public void Refused(string message, string by, DateTimeOffset at) => (State, Message, AnsweredBy, AnsweredAt) = (OutboxState.Refused, message, by, at);

    /// <summary>Hands it out once more.</summary>
    public void Again() => (State, AnsweredAt, AnsweredBy) = (OutboxState.Waiting, null, null);
}

public sealed class OutboxEntryTable : IEntityTypeConfiguration<OutboxEntry>
{
    public void Configure(EntityTypeBuilder<OutboxEntry> table)
    {
        table.ToTable("outbox");
        table.HasKey(e => e.Id);
        table.Property(e => e.Id).ValueGeneratedNever();
        table.Property(e => e.Kind).HasConversion<string>().HasMaxLength(12);
        table.Property(e => e.State).HasConversion<string>().HasMaxLength(12);
        table.Property(e => e.By).HasMaxLength(OutboxEntry.NameMax);
        table.Property(e => e.Through).HasMaxLength(OutboxEntry.ThroughMax);
        table.Property(e => e.AnsweredBy).HasMaxLength(OutboxEntry.NameMax);
        table.Property(e => e.Reference).HasMaxLength(ImportableRecord.ExternalKeyMax);
        table.Property(e => e.Message).HasMaxLength(OutboxEntry.MessageMax);
        table.HasIndex(e => e.Number).IsUnique();
        table.HasIndex(e => new { e.State, e.Number });
        table.HasIndex(e => e.ShopOrder);
        table.HasIndex(e => e.OrderId);
    }
}

/// <summary>The sets of this folder.</summary>
public static class OutboxData
{
    extension(TrothContext db)
    {
        public DbSet<OutboxEntry> Outbox => db.Set<OutboxEntry>();
    }
}
