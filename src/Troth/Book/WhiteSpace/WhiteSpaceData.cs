using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform.Data;

namespace Troth.Book.WhiteSpace;

public static class WhiteSpaceData
{
    extension(TrothContext db)
    {
        public DbSet<BookGap> BookGaps => db.Set<BookGap>();
        public DbSet<GapTotal> GapTotals => db.Set<GapTotal>();
    }
}

public sealed class BookGapTable : IEntityTypeConfiguration<BookGap>
{
    public void Configure(EntityTypeBuilder<BookGap> table)
    {
        table.ToTable("book_gaps");
        table.HasKey(g => new { g.Generation, g.AccountId, g.Family });
        table.Property(g => g.Family).HasMaxLength(BookGap.FamilyMax);
        // The list of all, of one family, and of one seller.
        table.HasIndex(g => new { g.Generation, g.Expected, g.Number });
        table.HasIndex(g => new { g.Generation, g.Family, g.Expected, g.Number });
        table.HasIndex(g => new { g.Generation, g.SellerId, g.Expected, g.Number });
    }
}

public sealed class GapTotalTable : IEntityTypeConfiguration<GapTotal>
{
    public void Configure(EntityTypeBuilder<GapTotal> table)
    {
        table.ToTable("book_gap_totals");
        table.HasKey(t => new { t.Generation, t.Family, t.LooksAfter });
        table.Property(t => t.Family).HasMaxLength(BookGap.FamilyMax);
    }
}
