using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Effort;

/// <summary>The sets of this room.</summary>
public static class EffortData
{
    extension(TrothContext db)
    {
        public DbSet<AccountEffort> AccountEfforts => db.Set<AccountEffort>();
        public DbSet<EffortSettings> EffortSettings => db.Set<EffortSettings>();
    }
}

public sealed class AccountEffortTable : IEntityTypeConfiguration<AccountEffort>
{
    public void Configure(EntityTypeBuilder<AccountEffort> table)
    {
        table.ToTable("account_efforts");
        table.Recorded();
        table.Property(e => e.SaidFrom).HasConversion<string>().HasMaxLength(12);
        table.Property(e => e.JudgedBy).HasMaxLength(Seller.NameMax);
        table.HasIndex(e => e.AccountId).IsUnique();
        table.HasIndex(e => e.SellerId);
        table.HasOne<Account>().WithMany().HasForeignKey(e => e.AccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Seller>().WithMany().HasForeignKey(e => e.SellerId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class EffortSettingsTable : IEntityTypeConfiguration<EffortSettings>
{
    public void Configure(EntityTypeBuilder<EffortSettings> table)
    {
        table.ToTable("effort_settings");
        table.Recorded();
    }
}
