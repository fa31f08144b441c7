using Microsoft.EntityFrameworkCore;
using Troth.Platform.History;

namespace Troth.Platform.Data;

/// <summary>The one database context. Rooms bring their tables as configurations and their sets as extension properties.</summary>
public sealed class TrothContext(DbContextOptions<TrothContext> options, Actor actor, TimeProvider time, IEnumerable<IBeforeSave> beforeSave)
    : DbContext(options)
{
    public DbSet<Change> Changes => Set<Change>();
    public DbSet<ImportSource> ImportSources => Set<ImportSource>();
    public DbSet<HiddenBatch> HiddenBatches => Set<HiddenBatch>();
    public Actor Actor => actor;

    protected override void ConfigureConventions(ModelConfigurationBuilder builder) => ColumnConventions.Apply(builder, Database.IsSqlite());

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.ApplyConfigurationsFromAssembly(typeof(TrothContext).Assembly);
        foreach (var type in model.Model.GetEntityTypes().Select(t => t.ClrType).Where(typeof(ImportableRecord).IsAssignableFrom).ToList())
            GetType().GetMethod(nameof(HideUnpublished), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                .MakeGenericMethod(type).Invoke(this, [model]);
        ColumnConventions.Name(model, Database.IsSqlite());
    }

    private void HideUnpublished<T>(ModelBuilder model) where T : ImportableRecord =>
        model.Entity<T>().HasQueryFilter(record => !Set<HiddenBatch>().Select(batch => batch.Id).Contains(record.BatchId));

    /// <summary>For what libraries save, such as the keys of cookies.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        if (ChangeTracker.Entries().Any(e => e is { Entity: Record or IHasHistory, State: EntityState.Added or EntityState.Modified or EntityState.Deleted }))
            throw new InvalidOperationException("Records are saved with SaveChangesAsync: only there do rooms see what is saved.");
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel = default)
    {
        foreach (var room in beforeSave) await room.Run(this, cancel);
        Recorder.Write(this, actor, time);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
    }

    /// <summary>Says which version the editor saw, so that saving over somebody else's change is refused.</summary>
    public void Expect(Record record, int version) => Entry(record).Property(r => r.Version).OriginalValue = version;
}
