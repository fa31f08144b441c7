using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Accounts;
using Troth.Platform.Data;

namespace Troth.Trading;

/// <summary>The sets of this room.</summary>
public static class TradingData
{
    extension(TrothContext db)
    {
        public DbSet<TradeBoard> TradeBoards => db.Set<TradeBoard>();
        public DbSet<TradeMove> TradeMoves => db.Set<TradeMove>();
        public DbSet<TradeLoad> TradeLoads => db.Set<TradeLoad>();
        public DbSet<TradeFit> TradeFits => db.Set<TradeFit>();
        public DbSet<TradeRemark> TradeRemarks => db.Set<TradeRemark>();
    }
}

public sealed class TradeBoardTable : IEntityTypeConfiguration<TradeBoard>
{
    public void Configure(EntityTypeBuilder<TradeBoard> table)
    {
        table.ToTable("trade_boards");
        table.Recorded();
        table.Property(b => b.Name).HasMaxLength(TradeBoard.NameMax);
        table.Property(b => b.MadeBy).HasMaxLength(TradeBoard.ByMax);
        table.Property(b => b.ClosedBy).HasMaxLength(TradeBoard.ByMax);
        table.Property(b => b.Currency).HasMaxLength(3);
        table.HasIndex(b => b.Number).IsUnique();
    }
}

public sealed class TradeMoveTable : IEntityTypeConfiguration<TradeMove>
{
    public void Configure(EntityTypeBuilder<TradeMove> table)
    {
        table.ToTable("trade_moves");
        table.Recorded();
        table.Ignore(m => m.Worth);
        table.Property(m => m.Field).HasMaxLength(TradeFit.FieldMax);
        table.Property(m => m.Why).HasMaxLength(TradeMove.WhyMax);
        table.Property(m => m.DecidedBy).HasMaxLength(TradeMove.ByMax);
        table.Property(m => m.Tell).HasMaxLength(TradeMove.TellMax);
        table.Property(m => m.State).HasConversion<string>().HasMaxLength(12);
        table.HasOne<TradeBoard>().WithMany().HasForeignKey(m => m.BoardId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne<Seller>().WithMany().HasForeignKey(m => m.FromId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Seller>().WithMany().HasForeignKey(m => m.ToId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Seller>().WithMany().HasForeignKey(m => m.ProposedToId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Seller>().WithMany().HasForeignKey(m => m.TellById).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(m => m.ProposedToId);
        table.HasIndex(m => new { m.BoardId, m.AccountId }).IsUnique();
        table.HasIndex(m => new { m.TellById, m.State, m.ToldOn });
        table.HasIndex(m => new { m.FromId, m.BoardId });
        table.HasIndex(m => new { m.ToId, m.BoardId });
    }
}

public sealed class TradeLoadTable : IEntityTypeConfiguration<TradeLoad>
{
    public void Configure(EntityTypeBuilder<TradeLoad> table)
    {
        table.ToTable("trade_loads");
        table.HasKey(l => new { l.BoardId, l.SellerId });
        table.HasOne<TradeBoard>().WithMany().HasForeignKey(l => l.BoardId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class TradeFitTable : IEntityTypeConfiguration<TradeFit>
{
    public void Configure(EntityTypeBuilder<TradeFit> table)
    {
        table.ToTable("trade_fits");
        table.HasKey(f => new { f.BoardId, f.SellerId, f.Field });
        table.Property(f => f.Field).HasMaxLength(TradeFit.FieldMax);
        table.HasOne<TradeBoard>().WithMany().HasForeignKey(f => f.BoardId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class TradeRemarkTable : IEntityTypeConfiguration<TradeRemark>
{
    public void Configure(EntityTypeBuilder<TradeRemark> table)
    {
        table.ToTable("trade_remarks");
        table.Property(r => r.Id).ValueGeneratedNever();
        table.Property(r => r.By).HasMaxLength(TradeMove.ByMax);
        table.Property(r => r.Text).HasMaxLength(TradeRemark.TextMax);
        table.HasOne<TradeMove>().WithMany().HasForeignKey(r => r.MoveId).OnDelete(DeleteBehavior.Cascade);
        table.HasIndex(r => new { r.MoveId, r.At });
    }
}
