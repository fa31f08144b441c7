using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Book.Asked;

public static class AskedData
{
    extension(TrothContext db)
    {
        public DbSet<PotentialEstimate> PotentialEstimates => db.Set<PotentialEstimate>();
    }
}

public sealed class PotentialEstimateTable : IEntityTypeConfiguration<PotentialEstimate>
{
    public const int SourceMax = 8;

    public void Configure(EntityTypeBuilder<PotentialEstimate> table)
    {
        table.ToTable("potential_estimates");
        table.Importable();
        table.Property(e => e.Source).HasConversion<string>().HasMaxLength(SourceMax);
        table.Property(e => e.Currency).HasMaxLength(3);
        table.Property(e => e.Note).HasMaxLength(PotentialEstimate.NoteMax);
        table.Property(e => e.RecordedBy).HasMaxLength(Seller.NameMax);
        table.HasIndex(e => new { e.AccountId, e.GivenOn });
        table.HasIndex(e => e.ContactId);
        table.HasIndex(e => e.BatchId);
        table.HasOne<Account>().WithMany().HasForeignKey(e => e.AccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Contact>().WithMany().HasForeignKey(e => e.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}
