using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Orders;

/// <summary>The sets of this room.</summary>
public static class OrdersData
{
    extension(TrothContext db)
    {
        public DbSet<Product> Products => db.Set<Product>();
        public DbSet<Order> Orders => db.Set<Order>();
        public DbSet<OrderLine> OrderLines => db.Set<OrderLine>();
        public DbSet<Rate> Rates => db.Set<Rate>();
    }
}

public sealed class ProductTable : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> table)
    {
        table.ToTable("products");
        table.Importable();
        table.Property(p => p.Code).HasMaxLength(Product.CodeMax);
        table.Property(p => p.Name).HasMaxLength(Product.NameMax);
        table.Property(p => p.NameKey).HasMaxLength(NameKey.Max);
        table.Property(p => p.Currency).HasMaxLength(3);
        table.Property(p => p.ListPrice).HasConversion<FineConverter>();
        table.Property(p => p.Cost).HasConversion<FineConverter>();
        table.HasIndex(p => p.Code);
        table.HasIndex(p => new { p.NameKey, p.Id });
        table.HasIndex(p => p.BatchId);
    }
}

public sealed class OrderTable : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> table)
    {
        table.ToTable("orders");
        table.Importable();
        table.Property(o => o.Currency).HasMaxLength(3);
        table.Property(o => o.Channel).HasConversion<string>().HasMaxLength(16);
        table.Property(o => o.CustomerReference).HasMaxLength(Order.ReferenceMax);
        table.HasIndex(o => o.Number).IsUnique();
        table.HasIndex(o => new { o.AccountId, o.OrderedOn });
        table.HasIndex(o => new { o.OrderedOn, o.Number, o.BatchId });
        table.HasIndex(o => new { o.SellerId, o.OrderedOn });
        table.HasIndex(o => o.BatchId);
        table.HasOne<Account>().WithMany().HasForeignKey(o => o.AccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Seller>().WithMany().HasForeignKey(o => o.SellerId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class OrderLineTable : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> table)
    {
        table.ToTable("order_lines");
        table.Importable(keyUnique: false);
        table.Property(l => l.Kind).HasConversion<string>().HasMaxLength(12);
        table.Property(l => l.Quantity).HasConversion<FineConverter>();
        table.Property(l => l.UnitPrice).HasConversion<FineConverter>();
        table.Property(l => l.Discount).HasConversion<FineConverter>();
        // Lines are read and written by order: one tree in that order does for both. Nothing looks a line up by its id alone.
        table.HasKey(l => new { l.OrderId, l.LineNo });
        table.HasOne<Order>().WithMany().HasForeignKey(l => l.OrderId).OnDelete(DeleteBehavior.Restrict);
        // No foreign key to products: millions of lines would need an index on it only so that a product can be removed.
    }
}

public sealed class RateTable : IEntityTypeConfiguration<Rate>
{
    public void Configure(EntityTypeBuilder<Rate> table)
    {
        table.ToTable("rates");
        table.Importable(keyUnique: false);
        table.Property(r => r.Currency).HasMaxLength(3);
        table.Property(r => r.ToBase).HasConversion<FineConverter>();
        table.HasIndex(r => new { r.Currency, r.ValidFrom }).IsUnique();
        table.HasIndex(r => r.BatchId);
    }
}
