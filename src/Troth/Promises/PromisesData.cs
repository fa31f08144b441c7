using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Promises.Ledger;
using Troth.Promises.OurWord;

namespace Troth.Promises;

/// <summary>The sets of this room.</summary>
public static class PromisesData
{
    extension(TrothContext db)
    {
        public DbSet<Promise> Promises => db.Set<Promise>();
        public DbSet<PromiseTalk> PromiseTalks => db.Set<PromiseTalk>();
        public DbSet<WordSettings> WordSettings => db.Set<WordSettings>();
        public DbSet<WordLook> WordLooks => db.Set<WordLook>();
    }
}

public sealed class PromiseTable : IEntityTypeConfiguration<Promise>
{
    public void Configure(EntityTypeBuilder<Promise> table)
    {
        table.ToTable("promises");
        table.Importable();
        table.Property(p => p.Kind).HasConversion<string>().HasMaxLength(12);
        table.Property(p => p.Origin).HasConversion<string>().HasMaxLength(12);
        table.Property(p => p.State).HasConversion<string>().HasMaxLength(12);
        table.Property(p => p.Cause).HasConversion<string>().HasMaxLength(12);
        table.Property(p => p.What).HasMaxLength(Promise.WhatMax);
        table.Property(p => p.NameKey).HasMaxLength(NameKey.Max);
        table.Property(p => p.CauseText).HasMaxLength(Promise.TextMax);
        table.Property(p => p.Vendor).HasMaxLength(Promise.VendorMax);
        table.Property(p => p.SourceKind).HasMaxLength(Promise.SourceMax);
        table.Property(p => p.DecisionKind).HasMaxLength(Promise.SourceMax);
        table.Property(p => p.Quantity).HasConversion<FineConverter>();
        table.Property(p => p.Delivered).HasConversion<FineConverter>();
        table.Property(p => p.FirstQuantity).HasConversion<FineConverter>();
        table.HasIndex(p => p.Number).IsUnique();
        table.HasIndex(p => p.BatchId);
        table.HasIndex(p => p.OrderId);
        table.HasIndex(p => p.ShopOrder);
        table.HasIndex(p => p.ContactId);
        table.HasIndex(p => new { p.State, p.DueOn, p.Number });
        table.HasIndex(p => new { p.SellerId, p.State, p.DueOn });
        // Counted from the index alone: what each of them was, when it was due, and whether its import is seen.
        table.HasIndex(p => new
        {
            p.FirstDueOn, p.Number, p.State, p.BatchId, p.EndedOn, p.Kind, p.DueOn, p.Origin, p.Notice, p.DaysLate, p.QuotedDays, p.RealisedDays,
        }).HasDatabaseName("ix_promises_word");
        table.HasIndex(p => new { p.MadeOn, p.Kind, p.Origin, p.State, p.BatchId, p.EndedOn, p.FirstDueOn }).HasDatabaseName("ix_promises_made");
        table.HasIndex(p => new { p.AccountId, p.FirstDueOn, p.State, p.BatchId, p.EndedOn, p.Kind, p.DueOn })
            .HasDatabaseName("ix_promises_word_account_id");
        table.HasIndex(p => new { p.SellerId, p.FirstDueOn, p.State, p.BatchId, p.EndedOn, p.Kind, p.DueOn })
            .HasDatabaseName("ix_promises_word_seller_id");
        table.HasIndex(p => new { p.ProductId, p.FirstDueOn, p.State, p.BatchId, p.EndedOn, p.Kind, p.DueOn })
            .HasDatabaseName("ix_promises_word_product_id");
        table.HasIndex(p => new { p.Vendor, p.FirstDueOn, p.State, p.BatchId, p.EndedOn, p.Kind, p.DueOn })
            .HasDatabaseName("ix_promises_word_vendor");
        table.HasIndex(p => new { p.WorkCenter, p.FirstDueOn, p.State, p.BatchId, p.EndedOn, p.Kind, p.DueOn })
            .HasDatabaseName("ix_promises_word_work_center");
        table.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Contact>().WithMany().HasForeignKey(p => p.ContactId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Seller>().WithMany().HasForeignKey(p => p.SellerId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Product>().WithMany().HasForeignKey(p => p.ProductId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Order>().WithMany().HasForeignKey(p => p.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class PromiseTalkTable : IEntityTypeConfiguration<PromiseTalk>
{
    public void Configure(EntityTypeBuilder<PromiseTalk> table)
    {
        table.ToTable("promise_talks");
        table.Recorded();
        table.Property(t => t.ToldBy).HasMaxLength(200);
        table.Property(t => t.Whom).HasMaxLength(Promise.TextMax);
        table.Property(t => t.Said).HasMaxLength(Promise.TextMax);
        table.Property(t => t.Channel).HasConversion<string>().HasMaxLength(12);
        table.Property(t => t.Answer).HasConversion<string>().HasMaxLength(12);
        table.Property(t => t.About).HasConversion<string>().HasMaxLength(12);
        table.HasIndex(t => new { t.PromiseId, t.At });
        table.HasOne<Promise>().WithMany().HasForeignKey(t => t.PromiseId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class WordSettingsTable : IEntityTypeConfiguration<WordSettings>
{
    public void Configure(EntityTypeBuilder<WordSettings> table)
    {
        table.ToTable("word_settings");
        table.Recorded();
        table.Property(s => s.Sellers).HasConversion<string>().HasMaxLength(12);
        table.Property(s => s.Reason).HasMaxLength(OurWord.WordSettings.ReasonMax);
        table.Property(s => s.RiskHours).HasDefaultValue(OurWord.WordSettings.UsualRiskHours).HasSentinel(-1); // 0 is a choice too
        table.Property(s => s.OwnTimes).HasDefaultValue(OurWord.WordSettings.UsualOwnTimes).HasSentinel(-1);
        table.Property(s => s.OwnDays).HasDefaultValue(OurWord.WordSettings.UsualOwnDays).HasSentinel(-1);
        table.Property(s => s.OwnOrders).HasDefaultValue(OurWord.WordSettings.UsualOwnOrders).HasSentinel(-1);
    }
}

public sealed class WordLookTable : IEntityTypeConfiguration<WordLook>
{
    public void Configure(EntityTypeBuilder<WordLook> table)
    {
        table.ToTable("word_looks");
        table.HasKey(l => l.Id);
        table.Property(l => l.Id).ValueGeneratedNever();
        table.Property(l => l.Who).HasMaxLength(200);
        table.Property(l => l.Page).HasConversion<string>().HasMaxLength(12).HasDefaultValue(LookedAt.Word);
        table.HasIndex(l => new { l.At, l.Id });
        table.HasIndex(l => new { l.UserId, l.At });
        table.HasIndex(l => new { l.SellerId, l.At });
    }
}
