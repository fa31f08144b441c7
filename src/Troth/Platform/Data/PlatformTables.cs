using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Troth.Platform.Data;

public sealed class ImportSourceTable : IEntityTypeConfiguration<ImportSource>
{
    public void Configure(EntityTypeBuilder<ImportSource> table)
    {
        table.ToTable("import_sources");
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.Name).HasMaxLength(ImportSource.NameMax);
        table.HasIndex(s => s.Name).IsUnique();
    }
}

public sealed class HiddenBatchTable : IEntityTypeConfiguration<HiddenBatch>
{
    public void Configure(EntityTypeBuilder<HiddenBatch> table)
    {
        table.ToTable("hidden_batches");
        table.Property(b => b.Id).ValueGeneratedNever();
    }
}

public sealed class CounterTable : IEntityTypeConfiguration<Counter>
{
    public void Configure(EntityTypeBuilder<Counter> table)
    {
        table.ToTable("counters");
        table.HasKey(c => c.Name);
        table.Property(c => c.Name).HasMaxLength(40);
    }
}

/// <summary>What all importable records share.</summary>
public static class ImportableTable
{
    public static void Importable<T>(this EntityTypeBuilder<T> table, bool keyUnique = true) where T : ImportableRecord
    {
        table.Recorded();
        table.Property(r => r.ExternalKey).HasMaxLength(ImportableRecord.ExternalKeyMax);
        if (keyUnique) table.HasIndex(r => new { r.SourceId, r.ExternalKey }).IsUnique();
    }

    public static void Recorded<T>(this EntityTypeBuilder<T> table) where T : Record
    {
        table.HasKey(r => r.Id);
        table.Property(r => r.Id).ValueGeneratedNever();
        table.Property(r => r.Version).IsConcurrencyToken();
        table.Ignore(r => r.PartOf);
    }
}
