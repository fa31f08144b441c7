using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Troth.Schedule.Floor;

public enum ReportKind
{
    /// <summary>Work on an operation began.</summary>
    Start,

    /// <summary>An operation is done; fewer good pieces than planned are made again.</summary>
    Finish,

    /// <summary>So many minutes of work are left.</summary>
    Progress,

    /// <summary>Pieces were spoilt.</summary>
    Scrap,

    /// <summary>A machine stands still.</summary>
    Stop,

    /// <summary>It runs again.</summary>
    RunsAgain,

    /// <summary>An earlier report was a mistake.</summary>
    TakeBack,

    /// <summary>So many pieces lie in stock.</summary>
    Count,

    /// <summary>Pieces that were ordered have come.</summary>
    Receipt,

    /// <summary>All is as the plan says: the plan stays fresh.</summary>
    Nothing,
}

/// <summary>
/// What somebody on the floor told, and what was answered. Kept for good under the key its teller gave it, in the transaction that changed the plan:
/// what was acknowledged is neither lost nor counted twice.
/// </summary>
public sealed class FloorReport
{
    public const int KeyMax = 80, ReasonMax = 120, NameMax = 200, CodeMax = 40, WordsMax = 600;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PlantId { get; init; }
    public required string Key { get; init; }

    /// <summary>Hash of what was told: the same key for something else is refused.</summary>
    public required string Told { get; init; }
    public required Guid CenterId { get; init; }
    public required ReportKind What { get; init; }

    /// <summary>When it happened, and when it came in.</summary>
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Who told it: an operator on a tablet, or one of our people or programs.</summary>
    public Guid? OperatorId { get; init; }
    public required string Who { get; init; }
    public Guid? DeviceId { get; init; }
    public Guid? UserId { get; init; }

    /// <summary>The shop order by number; 0 for itself or 1 and on for what is made again for it; and the operation's place in it.</summary>
    public long? ShopOrder { get; init; }
    public int? Remake { get; init; }
    public int? Operation { get; set; }
    public int? Machine { get; set; }
    public int? Pieces { get; init; }
    public int? Minutes { get; init; }
    public Guid? ProductId { get; init; }
    public DateTimeOffset? Until { get; init; }
    public string? Reason { get; init; }

    /// <summary>The key of the report taken back.</summary>
    public string? TakesBack { get; init; }

    /// <summary>Why it was refused; null when it was accepted.</summary>
    public string? Refusal { get; set; }
    public string? RefusedBecause { get; set; }

    /// <summary>When it was taken back, if it was.</summary>
    public DateTimeOffset? TakenBackAt { get; set; }

    public bool Counts => Refusal is null && TakenBackAt is null;
}

public sealed class FloorReportTable : IEntityTypeConfiguration<FloorReport>
{
    public void Configure(EntityTypeBuilder<FloorReport> table)
    {
        table.ToTable("floor_reports");
        table.Property(r => r.Id).ValueGeneratedNever();
        table.Ignore(r => r.Counts);
        table.Property(r => r.Key).HasMaxLength(FloorReport.KeyMax);
        table.Property(r => r.Told).HasMaxLength(64);
        table.Property(r => r.What).HasConversion<string>().HasMaxLength(12);
        table.Property(r => r.Who).HasMaxLength(FloorReport.NameMax);
        table.Property(r => r.Reason).HasMaxLength(FloorReport.ReasonMax);
        table.Property(r => r.TakesBack).HasMaxLength(FloorReport.KeyMax);
        table.Property(r => r.Refusal).HasMaxLength(FloorReport.CodeMax);
        table.Property(r => r.RefusedBecause).HasMaxLength(FloorReport.WordsMax);
        table.HasIndex(r => new { r.PlantId, r.Key }).IsUnique();
        table.HasIndex(r => new { r.PlantId, r.CenterId, r.At });
        table.HasIndex(r => new { r.PlantId, r.ShopOrder });
    }
}
