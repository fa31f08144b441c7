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

    public string Label => $"I-{Id}";
}

public enum ImportState { Staging, Publishing, Published, Failed, Cancelled, Reverting, Reverted }

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
    }
}
