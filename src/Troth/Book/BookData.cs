using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Book.Figures;
using Troth.Book.Questions;
using Troth.Platform.Data;

namespace Troth.Book;

/// <summary>The sets of this room.</summary>
public static class BookData
{
    extension(TrothContext db)
    {
        public DbSet<BookFigure> BookFigures => db.Set<BookFigure>();
        public DbSet<BookState> BookStates => db.Set<BookState>();
        public DbSet<BookTotal> BookTotals => db.Set<BookTotal>();
        public DbSet<SellerTotal> SellerTotals => db.Set<SellerTotal>();
        public DbSet<BookChange> BookChanges => db.Set<BookChange>();
        public DbSet<ClaimQuestion> ClaimQuestions => db.Set<ClaimQuestion>();
    }
}

/// <summary>No foreign keys to accounts, sellers and claims: figures may outlive by seconds what an import takes back.</summary>
public sealed class BookFigureTable : IEntityTypeConfiguration<BookFigure>
{
    public void Configure(EntityTypeBuilder<BookFigure> table)
    {
        table.ToTable("book_figures");
        table.HasKey(f => new { f.Generation, f.AccountId });
        table.Ignore(f => f.Open);
        table.Property(f => f.Label).HasMaxLength(BookFigure.LabelMax);
        table.Property(f => f.Name).HasMaxLength(Account.NameMax);
        table.Property(f => f.NameKey).HasMaxLength(NameKey.Max);
        table.Property(f => f.Segment).HasMaxLength(BookFigure.SegmentMax);
        table.Property(f => f.SellerName).HasMaxLength(Seller.NameMax);
        table.Property(f => f.SellerNameKey).HasMaxLength(NameKey.Max);
        table.Property(f => f.ClaimedBy).HasMaxLength(Seller.NameMax);
        table.Property(f => f.MissingRates).HasMaxLength(BookFigure.DetailMax);
        table.Property(f => f.Withheld).HasConversion<string>().HasMaxLength(BookFigure.CodeMax);
        table.Property(f => f.PotentialSource).HasConversion<string>().HasMaxLength(Asked.PotentialEstimateTable.SourceMax);
        table.Property(f => f.Unforetold).HasConversion<string>().HasMaxLength(BookFigure.CodeMax);
        table.Property(f => f.Standing).HasConversion<string>().HasMaxLength(BookFigure.CodeMax);
        table.Property(f => f.Kind).HasConversion<string>().HasMaxLength(BookFigure.CodeMax);
        table.Property(f => f.KindWithoutClaim).HasConversion<string>().HasMaxLength(BookFigure.CodeMax);
        // One for each way to sort; a list walks it and takes what the filters let through.
        table.HasIndex(f => new { f.Generation, f.NameKey, f.Number });
        table.HasIndex(f => new { f.Generation, f.SellerNameKey, f.Number });
        table.HasIndex(f => new { f.Generation, f.Bought, f.Number });
        table.HasIndex(f => new { f.Generation, f.Potential, f.Number });
        table.HasIndex(f => new { f.Generation, f.Penetration, f.Number });
        table.HasIndex(f => new { f.Generation, f.GrowthAgainstPeers, f.Number });
        table.HasIndex(f => new { f.Generation, f.Claimed, f.Number });
        table.HasIndex(f => new { f.Generation, f.NextWorth, f.Number });
        table.HasIndex(f => new { f.Generation, f.OverdueDays, f.Number });
        table.HasIndex(f => new { f.Generation, f.SellerId });
        table.HasIndex(f => new { f.Generation, f.Lot });
        table.HasIndex(f => new { f.Generation, f.PotentialUntil });
    }
}

public sealed class BookStateTable : IEntityTypeConfiguration<BookState>
{
    public void Configure(EntityTypeBuilder<BookState> table)
    {
        table.ToTable("book_state");
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.Currency).HasMaxLength(3);
        table.Property(s => s.MissingRates).HasMaxLength(BookFigure.DetailMax);
    }
}

public sealed class BookTotalTable : IEntityTypeConfiguration<BookTotal>
{
    public void Configure(EntityTypeBuilder<BookTotal> table)
    {
        table.ToTable("book_totals");
        table.Property(t => t.Id).ValueGeneratedNever();
        table.Property(t => t.Segment).HasMaxLength(BookFigure.SegmentMax);
        table.Property(t => t.Kind).HasConversion<string>().HasMaxLength(BookFigure.CodeMax);
        table.Property(t => t.KindWithoutClaim).HasConversion<string>().HasMaxLength(BookFigure.CodeMax);
        table.HasIndex(t => new { t.Generation, t.SellerId });
    }
}

public sealed class SellerTotalTable : IEntityTypeConfiguration<SellerTotal>
{
    public void Configure(EntityTypeBuilder<SellerTotal> table)
    {
        table.ToTable("book_sellers");
        table.Property(t => t.Id).ValueGeneratedNever();
        table.Property(t => t.Scope).HasConversion<string>().HasMaxLength(BookFigure.CodeMax);
        table.HasIndex(t => new { t.Generation, t.SellerId });
    }
}

public sealed class BookChangeTable : IEntityTypeConfiguration<BookChange>
{
    public void Configure(EntityTypeBuilder<BookChange> table)
    {
        table.ToTable("book_changes");
        table.Property(c => c.Id).ValueGeneratedNever();
    }
}

public sealed class ClaimQuestionTable : IEntityTypeConfiguration<ClaimQuestion>
{
    public void Configure(EntityTypeBuilder<ClaimQuestion> table)
    {
        table.ToTable("claim_questions");
        table.Recorded();
        table.Property(q => q.Answer).HasMaxLength(ClaimQuestion.AnswerMax);
        table.Property(q => q.AnsweredBy).HasMaxLength(Seller.NameMax);
        table.HasIndex(q => q.ClaimId).IsUnique();
        table.HasIndex(q => q.AccountId);
        table.HasIndex(q => new { q.ClosedOn, q.SellerId, q.AskedOn });
    }
}
