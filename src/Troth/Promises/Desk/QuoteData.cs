using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Orders;
using Troth.Platform.Data;

namespace Troth.Promises.Desk;

/// <summary>The sets of the promise desk.</summary>
public static class QuoteData
{
    extension(TrothContext db)
    {
        public DbSet<Quote> Quotes => db.Set<Quote>();
        public DbSet<QuoteLine> QuoteLines => db.Set<QuoteLine>();
    }
}

public sealed class QuoteTable : IEntityTypeConfiguration<Quote>
{
    public void Configure(EntityTypeBuilder<Quote> table)
    {
        table.ToTable("quotes");
        table.Recorded();
        table.Property(q => q.State).HasConversion<string>().HasMaxLength(12);
        table.Property(q => q.Channel).HasConversion<string>().HasMaxLength(16);
        table.Property(q => q.Currency).HasMaxLength(3);
        table.Property(q => q.CustomerReference).HasMaxLength(Order.ReferenceMax);
        table.Property(q => q.Note).HasMaxLength(Quote.NoteMax);
        table.Property(q => q.EndedBy).HasMaxLength(200);
        table.HasIndex(q => q.Number).IsUnique();
        table.HasIndex(q => new { q.AccountId, q.MadeOn });
        table.HasIndex(q => q.ContactId);
        table.HasIndex(q => q.OrderId);
        table.HasIndex(q => new { q.SellerId, q.State, q.HeldUntil });
        table.HasIndex(q => new { q.State, q.HeldUntil });
        table.HasOne<Account>().WithMany().HasForeignKey(q => q.AccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Contact>().WithMany().HasForeignKey(q => q.ContactId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Seller>().WithMany().HasForeignKey(q => q.SellerId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Order>().WithMany().HasForeignKey(q => q.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class QuoteLineTable : IEntityTypeConfiguration<QuoteLine>
{
    public void Configure(EntityTypeBuilder<QuoteLine> table)
    {
        table.ToTable("quote_lines");
        table.Recorded();
        table.Property(l => l.UnitPrice).HasConversion<FineConverter>();
        table.Property(l => l.Discount).HasConversion<FineConverter>();
        table.HasIndex(l => new { l.QuoteId, l.LineNo }).IsUnique();
        table.HasIndex(l => l.ProductId);
        table.HasOne<Quote>().WithMany().HasForeignKey(l => l.QuoteId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}
