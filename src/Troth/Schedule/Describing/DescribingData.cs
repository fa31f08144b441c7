using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Orders;
using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Schedule.Describing;

/// <summary>The sets that describe the shop.</summary>
public static class DescribingData
{
    extension(TrothContext db)
    {
        public DbSet<Plant> Plants => db.Set<Plant>();
        public DbSet<ShopCalendar> ShopCalendars => db.Set<ShopCalendar>();
        public DbSet<CalendarDay> CalendarDays => db.Set<CalendarDay>();
        public DbSet<CenterDay> CenterDays => db.Set<CenterDay>();
        public DbSet<WorkCenter> WorkCenters => db.Set<WorkCenter>();
        public DbSet<PromiseClass> PromiseClasses => db.Set<PromiseClass>();
        public DbSet<Supply> Supplies => db.Set<Supply>();
        public DbSet<ExpectedReceipt> ExpectedReceipts => db.Set<ExpectedReceipt>();
        public DbSet<RoutingOperation> RoutingOperations => db.Set<RoutingOperation>();
        public DbSet<RoutingCenter> RoutingCenters => db.Set<RoutingCenter>();
        public DbSet<RoutingMaterial> RoutingMaterials => db.Set<RoutingMaterial>();
    }
}

public sealed class PlantTable : IEntityTypeConfiguration<Plant>
{
    public void Configure(EntityTypeBuilder<Plant> table)
    {
        table.ToTable("plants");
        table.Recorded();
        table.Ignore(p => p.Zone);
        table.Property(p => p.Name).HasMaxLength(Plant.NameMax);
        table.Property(p => p.NameKey).HasMaxLength(NameKey.Max);
        table.Property(p => p.TimeZone).HasMaxLength(Plant.ZoneMax);
        table.Property(p => p.ReceivesOn).HasMaxLength(Weekdays.TextMax);
        table.Property(p => p.GoLiveWhy).HasMaxLength(Plant.WhyMax);
        table.Property(p => p.CancelledWords).HasMaxLength(Plant.WhyMax);
        table.HasOne<ShopCalendar>().WithMany().HasForeignKey(p => p.CalendarId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<ShopCalendar>().WithMany().HasForeignKey(p => p.ShippingCalendarId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ShopCalendarTable : IEntityTypeConfiguration<ShopCalendar>
{
    public void Configure(EntityTypeBuilder<ShopCalendar> table)
    {
        table.ToTable("shop_calendars");
        table.Recorded();
        table.Ignore(c => c.Shifts);
        table.Property(c => c.Name).HasMaxLength(ShopCalendar.NameMax);
        table.Property(c => c.NameKey).HasMaxLength(NameKey.Max);
        table.Property(c => c.Week).HasMaxLength(ShopCalendar.WeekMax);
    }
}

public sealed class CalendarDayTable : IEntityTypeConfiguration<CalendarDay>
{
    public void Configure(EntityTypeBuilder<CalendarDay> table)
    {
        table.ToTable("calendar_days");
        table.Recorded();
        table.Ignore(d => d.Closed);
        table.Property(d => d.Note).HasMaxLength(CalendarDay.NoteMax);
        table.HasIndex(d => new { d.CalendarId, d.Day });
        table.HasOne<ShopCalendar>().WithMany().HasForeignKey(d => d.CalendarId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class CenterDayTable : IEntityTypeConfiguration<CenterDay>
{
    public void Configure(EntityTypeBuilder<CenterDay> table)
    {
        table.ToTable("center_days");
        table.Recorded();
        table.Ignore(d => d.Closed);
        table.Property(d => d.Note).HasMaxLength(CalendarDay.NoteMax);
        table.HasIndex(d => new { d.WorkCenterId, d.Day });
        table.HasOne<WorkCenter>().WithMany().HasForeignKey(d => d.WorkCenterId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class PromiseClassTable : IEntityTypeConfiguration<PromiseClass>
{
    public void Configure(EntityTypeBuilder<PromiseClass> table)
    {
        table.ToTable("promise_classes");
        table.Recorded();
        table.Property(c => c.Name).HasMaxLength(PromiseClass.NameMax);
        table.Property(c => c.NameKey).HasMaxLength(NameKey.Max);
    }
}

public sealed class WorkCenterTable : IEntityTypeConfiguration<WorkCenter>
{
    public void Configure(EntityTypeBuilder<WorkCenter> table)
    {
        table.ToTable("work_centers");
        table.Importable();
        table.Property(c => c.Code).HasMaxLength(WorkCenter.CodeMax);
        table.Property(c => c.Name).HasMaxLength(WorkCenter.NameMax);
        table.Property(c => c.NameKey).HasMaxLength(NameKey.Max);
        table.HasIndex(c => new { c.PlantId, c.NameKey });
        table.HasIndex(c => c.BatchId);
        // No key to plants: an import may come before the first plant was looked at.
        table.HasOne<ShopCalendar>().WithMany().HasForeignKey(c => c.CalendarId).OnDelete(DeleteBehavior.Restrict);
    }
}
