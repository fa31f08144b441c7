using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Orders;
using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Promises.Inserts;

/// <summary>The sets of insert reviews.</summary>
public static class InsertData
{
    extension(TrothContext db)
    {
        public DbSet<InsertReview> InsertReviews => db.Set<InsertReview>();
        public DbSet<InsertMove> InsertMoves => db.Set<InsertMove>();
        public DbSet<ShopDecision> ShopDecisions => db.Set<ShopDecision>();
    }
}

public sealed class InsertReviewTable : IEntityTypeConfiguration<InsertReview>
{
    public void Configure(EntityTypeBuilder<InsertReview> table)
    {
        table.ToTable("insert_reviews");
        table.Recorded();
        table.Ignore(r => r.MovingOrders);
        table.Ignore(r => r.Fits);
        table.Property(r => r.State).HasConversion<string>().HasMaxLength(12);
        table.Property(r => r.UnitPrice).HasConversion<FineConverter>();
        table.Property(r => r.Currency).HasMaxLength(3);
        table.Property(r => r.TimeZone).HasMaxLength(60);
        table.Property(r => r.ReceivesOn).HasMaxLength(Weekdays.TextMax);
        table.Property(r => r.Plea).HasMaxLength(InsertReview.TextMax);
        table.Property(r => r.Reason).HasMaxLength(InsertReview.TextMax);
        table.Property(r => r.AskedBy).HasMaxLength(InsertReview.NameMax);
        table.Property(r => r.DecidedBy).HasMaxLength(InsertReview.NameMax);
        table.HasIndex(r => r.Number).IsUnique();
        table.HasIndex(r => new { r.State, r.AskedAt });
        table.HasIndex(r => new { r.SellerId, r.State });
        table.HasIndex(r => r.AskedAt);
        table.HasIndex(r => r.ShopOrder);
        table.HasIndex(r => new { r.AccountId, r.AskedAt });
        table.HasIndex(r => r.ProductId);
        table.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Seller>().WithMany().HasForeignKey(r => r.SellerId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Product>().WithMany().HasForeignKey(r => r.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ShopDecisionTable : IEntityTypeConfiguration<ShopDecision>
{
    public void Configure(EntityTypeBuilder<ShopDecision> table)
    {
        table.ToTable("shop_decisions");
        table.Recorded();
        table.Property(d => d.DecidedBy).HasMaxLength(InsertReview.NameMax);
        table.Property(d => d.Reason).HasMaxLength(InsertReview.TextMax);
        table.HasIndex(d => d.Number).IsUnique();
    }
}

public sealed class InsertMoveTable : IEntityTypeConfiguration<InsertMove>
{
    public void Configure(EntityTypeBuilder<InsertMove> table)
    {
        table.ToTable("insert_moves");
        table.Recorded();
        table.Ignore(m => m.IsAgreed);
        table.Ignore(m => m.IsToldByUs);
        table.Property(m => m.Consent).HasConversion<string>().HasMaxLength(12);
        table.Property(m => m.Outcome).HasConversion<string>().HasMaxLength(12);
        table.Property(m => m.Channel).HasConversion<string>().HasMaxLength(InsertMove.ChannelMax);
        table.Property(m => m.AskedBy).HasMaxLength(InsertReview.NameMax);
        table.Property(m => m.DoubtedFor).HasMaxLength(InsertReview.NameMax);
        table.Property(m => m.Whom).HasMaxLength(InsertReview.TextMax);
        table.Property(m => m.Said).HasMaxLength(InsertReview.TextMax);
        table.HasIndex(m => new { m.ReviewId, m.ShopOrderNumber }).IsUnique();
        table.HasIndex(m => m.ShopOrder);
        table.HasIndex(m => new { m.AccountId, m.AskedAt });
        table.HasIndex(m => new { m.SellerId, m.Outcome });
        table.HasOne<InsertReview>().WithMany().HasForeignKey(m => m.ReviewId).OnDelete(DeleteBehavior.Cascade);
    }
}
