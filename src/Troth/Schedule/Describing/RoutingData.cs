using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Orders;
using Troth.Platform.Data;

namespace Troth.Schedule.Describing;

public sealed class SupplyTable : IEntityTypeConfiguration<Supply>
{
    public void Configure(EntityTypeBuilder<Supply> table)
    {
        table.ToTable("supplies");
        table.Importable();
        table.HasIndex(s => new { s.ProductId, s.PlantId }).IsUnique();
        table.HasIndex(s => s.BatchId);
        table.HasOne<Product>().WithMany().HasForeignKey(s => s.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ExpectedReceiptTable : IEntityTypeConfiguration<ExpectedReceipt>
{
    public void Configure(EntityTypeBuilder<ExpectedReceipt> table)
    {
        table.ToTable("expected_receipts");
        table.Importable();
        table.HasIndex(r => new { r.PlantId, r.ReceivedOn, r.ExpectedOn });
        table.HasIndex(r => r.ProductId);
        table.HasIndex(r => r.BatchId);
        table.HasOne<Product>().WithMany().HasForeignKey(r => r.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class RoutingOperationTable : IEntityTypeConfiguration<RoutingOperation>
{
    public void Configure(EntityTypeBuilder<RoutingOperation> table)
    {
        table.ToTable("routing_operations");
        table.Importable();
        table.Ignore(o => o.AfterNumbers);
        table.Property(o => o.Name).HasMaxLength(RoutingOperation.NameMax);
        table.Property(o => o.After).HasMaxLength(RoutingOperation.AfterMax);
        table.Property(o => o.Family).HasMaxLength(RoutingOperation.FamilyMax);
        table.HasIndex(o => new { o.ProductId, o.No });
        table.HasIndex(o => o.BatchId);
        table.HasOne<Product>().WithMany().HasForeignKey(o => o.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class RoutingCenterTable : IEntityTypeConfiguration<RoutingCenter>
{
    public void Configure(EntityTypeBuilder<RoutingCenter> table)
    {
        table.ToTable("routing_centers");
        table.Importable();
        table.HasIndex(c => new { c.OperationId, c.WorkCenterId }).IsUnique();
        table.HasIndex(c => c.WorkCenterId);
        table.HasIndex(c => c.BatchId);
        table.HasOne<RoutingOperation>().WithMany().HasForeignKey(c => c.OperationId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<WorkCenter>().WithMany().HasForeignKey(c => c.WorkCenterId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class RoutingMaterialTable : IEntityTypeConfiguration<RoutingMaterial>
{
    public void Configure(EntityTypeBuilder<RoutingMaterial> table)
    {
        table.ToTable("routing_materials");
        table.Importable();
        table.HasIndex(m => m.ProductId);
        table.HasIndex(m => m.ComponentId);
        table.HasIndex(m => m.BatchId);
        table.HasOne<Product>().WithMany().HasForeignKey(m => m.ProductId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<Product>().WithMany().HasForeignKey(m => m.ComponentId).OnDelete(DeleteBehavior.Restrict);
    }
}
