using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Schedule.Contracts;
using Troth.Scheduling.Explaining;
using Troth.Scheduling.Plans;

namespace Troth.Schedule.Planning;

/// <summary>
/// That the plan no longer kept the promise of a shop order, and the one thing that held it up most, as both stood at that moment: what is
/// past explains nothing any more in a later plan. One for each time it became late; never edited.
/// </summary>
public sealed class ShopOrderDelay
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ShopOrder { get; init; }

    /// <summary>The version of the plan in which it became late.</summary>
    public required long Version { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>When it had to be ready, and when it would have been.</summary>
    public required DateTimeOffset ReadyBy { get; init; }
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>Pieces had been spoilt, and those made again are what was late.</summary>
    public required bool Again { get; init; }

    /// <summary>What held it up.</summary>
    public required CauseKind Kind { get; init; }
    public required string Operation { get; init; }

    /// <summary>The work center or material as it was called; empty for neither.</summary>
    public required string Subject { get; init; }
    public Guid? Center { get; init; }
    public Guid? Material { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset Until { get; init; }

    /// <summary>Of the part of an order that is there last; null where nothing explains it.</summary>
    public static ShopOrderDelay? Of(PlantPlan plan, long number, Guid shopOrder, DateTimeOffset at)
    {
        var parts = plan.All(number).ToList();
        if (parts.Count == 0) return null;
        var last = parts.MaxBy(p => p.Finish);
        if (Explanation.Of(plan.Plan, last.Handle) is not { Causes.Count: > 0 } why) return null;
        // A machine that stands still is what happened; what waits behind it only follows.
        var link = why.Causes.Where(c => c.Kind == CauseKind.Stopped).MaxBy(c => c.Minutes) ?? Behind(plan.Plan, last, why.Deciding!);
        var clock = plan.Shop.Clock;
        return new()
        {
            ShopOrder = shopOrder, Version = plan.Version, At = at, ReadyBy = clock.InstantOf(last.Terms.Promised), ReadyAt = clock.InstantOf(last.Finish),
            Again = last.Handle != parts[0].Handle, Kind = link.Kind, Operation = link.OperationName, Subject = link.Subject,
            Center = link.WorkCenter < 0 ? null : plan.Shop.Centers[link.WorkCenter], Material = link.Product < 0 ? null : plan.Shop.Products[link.Product],
            From = clock.InstantOf(link.From), Until = clock.InstantOf(link.Until),
        };
    }

    /// <summary>Where it waits in the queue of a machine that stands still, the stop is what happened.</summary>
    private static Cause Behind(Plan plan, PlannedOrder order, Cause link)
    {
        if (link is not { Kind: CauseKind.Full, Operation: >= 0 } || order.Operations[link.Operation] is not { Machine: >= 0 } placed) return link;
        var stop = plan.MachineStops.Where(s => s.WorkCenter == placed.WorkCenter && s.Machine == placed.Machine && s.Start < link.Until && s.End > link.From)
            .MaxBy(s => s.End - s.Start);
        return stop is null ? link : link with { Kind = CauseKind.Stopped, From = Math.Max(stop.Start, plan.Now), Until = stop.End };
    }
}

public sealed class ShopOrderDelayTable : IEntityTypeConfiguration<ShopOrderDelay>
{
    public void Configure(EntityTypeBuilder<ShopOrderDelay> table)
    {
        table.ToTable("shop_order_delays");
        table.HasKey(d => d.Id);
        table.Property(d => d.Id).ValueGeneratedNever();
        table.Property(d => d.Kind).HasConversion<string>().HasMaxLength(12);
        table.HasIndex(d => new { d.ShopOrder, d.At });
    }
}
