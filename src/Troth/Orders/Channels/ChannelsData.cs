using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform.Data;

namespace Troth.Orders.Channels;

/// <summary>The sets of this folder.</summary>
public static class ChannelsData
{
    extension(TrothContext db)
    {
        public DbSet<SortingRules> SortingRules => db.Set<SortingRules>();
        public DbSet<OrderSort> OrderSorts => db.Set<OrderSort>();
        public DbSet<UsualQuantity> UsualQuantities => db.Set<UsualQuantity>();
        public DbSet<ChannelMonth> ChannelMonths => db.Set<ChannelMonth>();
        public DbSet<ChannelAccount> ChannelAccounts => db.Set<ChannelAccount>();
        public DbSet<AskedMonth> AskedMonths => db.Set<AskedMonth>();
        public DbSet<AskedAccount> AskedAccounts => db.Set<AskedAccount>();
        public DbSet<SortState> SortStates => db.Set<SortState>();
        public DbSet<SortChange> SortChanges => db.Set<SortChange>();
    }
}

public sealed class SortingRulesTable : IEntityTypeConfiguration<SortingRules>
{
    public void Configure(EntityTypeBuilder<SortingRules> table)
    {
        table.ToTable("sorting_rules");
        table.Recorded();
        table.Property(r => r.DiscountOver).HasConversion<FineConverter>();
        table.Property(r => r.QuantityTimes).HasConversion<FineConverter>();
    }
}

/// <summary>No foreign keys to orders, accounts and sellers: what is worked out may outlive by seconds what an import takes back.</summary>
public sealed class OrderSortTable : IEntityTypeConfiguration<OrderSort>
{
    public void Configure(EntityTypeBuilder<OrderSort> table)
    {
        table.ToTable("order_sorts");
        table.HasKey(s => s.OrderId);
        table.Property(s => s.OrderId).ValueGeneratedNever();
        table.Property(s => s.Channel).HasConversion<string>().HasMaxLength(16);
        table.Property(s => s.Discount).HasConversion<FineConverter>();
        table.Property(s => s.Times).HasConversion<FineConverter>();
        table.HasIndex(s => s.AccountId);
        table.HasIndex(s => s.Month);
    }
}

public sealed class UsualQuantityTable : IEntityTypeConfiguration<UsualQuantity>
{
    public void Configure(EntityTypeBuilder<UsualQuantity> table)
    {
        table.ToTable("usual_quantities");
        table.HasKey(u => u.ProductId);
        table.Property(u => u.ProductId).ValueGeneratedNever();
        table.Property(u => u.Quantity).HasConversion<FineConverter>();
    }
}

public sealed class ChannelMonthTable : IEntityTypeConfiguration<ChannelMonth>
{
    public void Configure(EntityTypeBuilder<ChannelMonth> table)
    {
        table.ToTable("channel_months");
        table.Property(m => m.Id).ValueGeneratedNever();
        table.Property(m => m.Channel).HasConversion<string>().HasMaxLength(16);
        table.HasIndex(m => m.Month);
    }
}

public sealed class ChannelAccountTable : IEntityTypeConfiguration<ChannelAccount>
{
    public void Configure(EntityTypeBuilder<ChannelAccount> table)
    {
        table.ToTable("channel_accounts");
        table.HasKey(a => a.AccountId);
        table.Property(a => a.AccountId).ValueGeneratedNever();
        table.HasIndex(a => new { a.ByPeople, a.Number });
    }
}

public sealed class AskedMonthTable : IEntityTypeConfiguration<AskedMonth>
{
    public void Configure(EntityTypeBuilder<AskedMonth> table)
    {
        table.ToTable("asked_months");
        table.HasKey(m => new { m.Month, m.Days });
    }
}

public sealed class AskedAccountTable : IEntityTypeConfiguration<AskedAccount>
{
    public void Configure(EntityTypeBuilder<AskedAccount> table)
    {
        table.ToTable("asked_accounts");
        table.HasKey(a => a.AccountId);
        table.Property(a => a.AccountId).ValueGeneratedNever();
        table.HasIndex(a => new { a.Change, a.Number });
    }
}

public sealed class SortStateTable : IEntityTypeConfiguration<SortState>
{
    public void Configure(EntityTypeBuilder<SortState> table)
    {
        table.ToTable("sort_state");
        table.Property(s => s.Id).ValueGeneratedNever();
    }
}

public sealed class SortChangeTable : IEntityTypeConfiguration<SortChange>
{
    public void Configure(EntityTypeBuilder<SortChange> table)
    {
        table.ToTable("sort_changes");
        table.Property(c => c.Id).ValueGeneratedNever();
    }
}
