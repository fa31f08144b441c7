using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform.Data;

namespace Troth.Import;

/// <summary>One import: its number is the batch that the rows it created carry.</summary>
public sealed class ImportRun
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public required string Source { get; init; }
    public required ImportState State { get; set; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public required string StartedBy { get; init; }

    /// <summary>The recipe it ran with, as JSON.</summary>
    public required string Recipe { get; init; }

    /// <summary>Counts, refused rows by reason, kept differences: as JSON, once it has ended.</summary>
    public string? Report { get; set; }
    public DateTimeOffset? RevertedAt { get; set; }

    /// <summary>Who takes it back or has taken it back; null for what was taken back before this was kept.</summary>
    public string? RevertedBy { get; set; }
    public Guid? RevertedById { get; set; }

    public string Label => $"I-{Id}";
}

public enum ImportState { Staging, Publishing, Published, Failed, Cancelled, Reverting, Reverted }

/// <summary>A change that an import will make when it is published: what the history will say of it. Gone once it is made.</summary>
public sealed class ImportUpdate
{
    public required int BatchId { get; init; }
    public required int Seq { get; init; }
    public required string Entity { get; init; }
    public required Guid RecordId { get; init; }
    public Guid? PartOfId { get; init; }

    /// <summary>As <see cref="Platform.History.Change.Fields"/>; null when only totals must be counted again.</summary>
    public string? Fields { get; init; }
}

public static class ImportData
{
    extension(TrothContext db)
    {
        public DbSet<ImportRun> ImportRuns => db.Set<ImportRun>();
    }
}

public sealed class ImportRunTable : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> table)
    {
        table.ToTable("import_runs");
        table.Property(r => r.Id).ValueGeneratedNever();
        table.Property(r => r.Name).HasMaxLength(200);
        table.Property(r => r.Source).HasMaxLength(ImportSource.NameMax);
        table.Property(r => r.State).HasConversion<string>().HasMaxLength(12);
        table.Property(r => r.StartedBy).HasMaxLength(200);
        table.Property(r => r.RevertedBy).HasMaxLength(200);
    }
}

public sealed class ImportUpdateTable : IEntityTypeConfiguration<ImportUpdate>
{
    public void Configure(EntityTypeBuilder<ImportUpdate> table)
    {
        table.ToTable("import_updates");
        table.HasKey(u => new { u.BatchId, u.Seq });
        table.Property(u => u.Seq).ValueGeneratedNever();
        table.Property(u => u.Entity).HasMaxLength(40);
    }
}
