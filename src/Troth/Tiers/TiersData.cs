using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Tiers;

/// <summary>The sets of this room.</summary>
public static class TiersData
{
    extension(TrothContext db)
    {
        public DbSet<DecidedTier> DecidedTiers => db.Set<DecidedTier>();
        public DbSet<TierDecision> TierDecisions => db.Set<TierDecision>();
        public DbSet<TierSettings> TierSettings => db.Set<TierSettings>();
        public DbSet<TierStanding> TierStandings => db.Set<TierStanding>();
        public DbSet<TierState> TierStates => db.Set<TierState>();
        public DbSet<TierTotal> TierTotals => db.Set<TierTotal>();
    }
}

public sealed class DecidedTierTable : IEntityTypeConfiguration<DecidedTier>
{
    public void Configure(EntityTypeBuilder<DecidedTier> table)
    {
        table.ToTable("decided_tiers");
        table.Recorded();
        table.Property(t => t.Tier).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.Property(t => t.Answer).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.Property(t => t.Reason).HasMaxLength(DecidedTier.ReasonMax);
        table.HasIndex(t => t.AccountId).IsUnique();
        table.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class TierDecisionTable : IEntityTypeConfiguration<TierDecision>
{
    public void Configure(EntityTypeBuilder<TierDecision> table)
    {
        table.ToTable("tier_decisions");
        table.Property(d => d.Id).ValueGeneratedNever();
        table.Property(d => d.Answer).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.Property(d => d.Tier).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.Property(d => d.Before).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.Property(d => d.Proposed).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.Property(d => d.Reason).HasMaxLength(DecidedTier.ReasonMax);
        table.Property(d => d.DecidedBy).HasMaxLength(DecidedTier.ByMax);
        table.Property(d => d.Currency).HasMaxLength(3);
        table.HasIndex(d => new { d.AccountId, d.Nth }).IsUnique();
        table.HasOne<Account>().WithMany().HasForeignKey(d => d.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class TierSettingsTable : IEntityTypeConfiguration<TierSettings>
{
    public void Configure(EntityTypeBuilder<TierSettings> table)
    {
        table.ToTable("tier_settings");
        table.Recorded();
        table.Ignore(s => s.Rules);
    }
}

/// <summary>No foreign keys to accounts and sellers: standings may outlive by seconds what an import takes back.</summary>
public sealed class TierStandingTable : IEntityTypeConfiguration<TierStanding>
{
    public void Configure(EntityTypeBuilder<TierStanding> table)
    {
        table.ToTable("tier_standings");
        table.HasKey(s => new { s.Generation, s.AccountId });
        table.Ignore(s => s.Facts);
        table.Property(s => s.Name).HasMaxLength(Account.NameMax);
        table.Property(s => s.SellerName).HasMaxLength(Seller.NameMax);
        table.Property(s => s.Proposed).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.Property(s => s.Decided).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.Property(s => s.Stage).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        // One for each way the list is narrowed; a page walks it by what is at stake.
        table.HasIndex(s => new { s.Generation, s.Stage, s.Stake, s.Number });
        table.HasIndex(s => new { s.Generation, s.Stage, s.Proposed, s.Stake, s.Number });
        table.HasIndex(s => new { s.Generation, s.SellerId, s.Stage, s.Stake, s.Number });
        table.HasIndex(s => new { s.Generation, s.TeamId, s.Stage, s.Stake, s.Number });
    }
}

public sealed class TierStateTable : IEntityTypeConfiguration<TierState>
{
    public void Configure(EntityTypeBuilder<TierState> table)
    {
        table.ToTable("tier_state");
        table.Property(s => s.Id).ValueGeneratedNever();
        table.Property(s => s.Stamp).HasMaxLength(TierState.StampMax);
        table.Property(s => s.Currency).HasMaxLength(3);
    }
}

public sealed class TierTotalTable : IEntityTypeConfiguration<TierTotal>
{
    public void Configure(EntityTypeBuilder<TierTotal> table)
    {
        table.ToTable("tier_totals");
        table.Property(t => t.Id).ValueGeneratedNever();
        table.Property(t => t.Proposed).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.Property(t => t.Decided).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.Property(t => t.Stage).HasConversion<string>().HasMaxLength(TierStanding.CodeMax);
        table.HasIndex(t => new { t.Generation, t.SellerId });
    }
}
