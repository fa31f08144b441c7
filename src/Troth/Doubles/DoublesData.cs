using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Doubles;

/// <summary>The sets of this room.</summary>
public static class DoublesData
{
    extension(TrothContext db)
    {
        public DbSet<DoubleSearch> DoubleSearches => db.Set<DoubleSearch>();
        public DbSet<DoubleCluster> DoubleClusters => db.Set<DoubleCluster>();
        public DbSet<DoublePair> DoublePairs => db.Set<DoublePair>();
        public DbSet<DoubleDecision> DoubleDecisions => db.Set<DoubleDecision>();

        /// <summary>Proposals of which both records are still here and published.</summary>
        public IQueryable<DoublePair> ShownPairs
        {
            get
            {
                var accounts = db.Accounts;
                var contacts = db.Contacts;
                return db.DoublePairs.Where(p =>
                    (p.Kind == DoubleKind.Accounts && accounts.Any(a => a.Id == p.First) && accounts.Any(a => a.Id == p.Second))
                    || (p.Kind == DoubleKind.Contacts && contacts.Any(c => c.Id == p.First) && contacts.Any(c => c.Id == p.Second)));
            }
        }
    }
}

public sealed class DoubleSearchTable : IEntityTypeConfiguration<DoubleSearch>
{
    public const int KindMax = 12;

    public void Configure(EntityTypeBuilder<DoubleSearch> table)
    {
        table.ToTable("double_searches");
        table.HasKey(s => s.Kind);
        table.Property(s => s.Kind).HasConversion<string>().HasMaxLength(KindMax).ValueGeneratedNever();
    }
}

public sealed class DoubleClusterTable : IEntityTypeConfiguration<DoubleCluster>
{
    public void Configure(EntityTypeBuilder<DoubleCluster> table)
    {
        table.ToTable("double_clusters");
        table.Property(c => c.Id).ValueGeneratedNever();
        table.Property(c => c.Kind).HasConversion<string>().HasMaxLength(DoubleSearchTable.KindMax);
        table.HasIndex(c => new { c.Kind, c.Rank });
    }
}

public sealed class DoublePairTable : IEntityTypeConfiguration<DoublePair>
{
    public void Configure(EntityTypeBuilder<DoublePair> table)
    {
        table.ToTable("double_pairs");
        table.Property(p => p.Id).ValueGeneratedNever();
        table.Property(p => p.Kind).HasConversion<string>().HasMaxLength(DoubleSearchTable.KindMax);
        table.HasIndex(p => p.ClusterId);
        table.HasIndex(p => p.First);
        table.HasIndex(p => p.Second);
        table.HasOne<DoubleCluster>().WithMany().HasForeignKey(p => p.ClusterId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class DoubleDecisionTable : IEntityTypeConfiguration<DoubleDecision>
{
    public void Configure(EntityTypeBuilder<DoubleDecision> table)
    {
        table.ToTable("double_decisions");
        table.Recorded();
        table.Ignore(d => d.One);
        table.Ignore(d => d.Other);
        table.Property(d => d.Why).HasMaxLength(DoubleDecision.WhyMax);
        table.Property(d => d.By).HasMaxLength(DoubleDecision.ByMax);
        table.Property(d => d.Print).HasMaxLength(DoubleDecision.PrintMax);
        table.Property(d => d.OtherPrint).HasMaxLength(DoubleDecision.PrintMax);
        table.HasIndex(d => d.AccountId);
        table.HasIndex(d => d.OtherAccountId);
        table.HasIndex(d => d.ContactId);
        table.HasIndex(d => d.OtherContactId);
        table.HasOne<Account>().WithMany().HasForeignKey(d => d.AccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Account>().WithMany().HasForeignKey(d => d.OtherAccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Contact>().WithMany().HasForeignKey(d => d.ContactId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Contact>().WithMany().HasForeignKey(d => d.OtherContactId).OnDelete(DeleteBehavior.Restrict);
    }
}
