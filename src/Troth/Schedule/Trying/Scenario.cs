using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Schedule.Trying;

/// <summary>What somebody thinks of changing, kept for them until it has not been used for a while: S-4.</summary>
public sealed class Scenario : Record
{
    public const int NameMax = 120, BecauseMax = 400, MostChanges = 20, MostOfOne = 50;

    /// <summary>Forgotten when nobody has looked at it for so long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public required long Number { get; init; }

    /// <summary>The user whose it is: nobody else sees it.</summary>
    public required Guid Owner { get; init; }
    public required Guid Plant { get; init; }
    public required string Name { get; set; }

    /// <summary>Its changes as JSON.</summary>
    public string Content { get; private set; } = "[]";

    /// <summary>The version of the plan it was last worked out on.</summary>
    public long? WorkedOn { get; set; }
    public required DateTimeOffset UsedAt { get; set; }
    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>Why it was applied.</summary>
    public string? Because { get; private set; }

    public string Label => $"S-{Number}";
    public IReadOnlyList<ScenarioChange> Changes => ScenarioChange.Read(Content);

    /// <exception cref="BusinessRuleException">It was applied, or has as many as there may be.</exception>
    public void Add(ScenarioChange change)
    {
        Open();
        var changes = Changes;
        if (changes.Count >= MostChanges) throw new BusinessRuleException("changesFull", Words.Say("changes.full", Label, MostChanges));
        Content = ScenarioChange.Write([.. changes, change]);
    }

    /// <param name="no">Counted from 1.</param>
    public void Remove(int no)
    {
        Open();
        var changes = Changes;
        if (no < 1 || no > changes.Count) throw new NotFoundException(Words.Say("change.this"));
        Content = ScenarioChange.Write([.. changes.Where((_, i) => i != no - 1)]);
    }

    public void Apply(DateTimeOffset at, string? because)
    {
        Open();
        if (!Changes.Any(c => c.Kind != ChangeKind.Order)) throw new BusinessRuleException("nothingToApply", Words.Say("apply.nothing", Label));
        (AppliedAt, Because) = (at, because);
    }

    private void Open()
    {
        if (AppliedAt is not null) throw new BusinessRuleException("scenarioApplied", Words.Say("applied.already", Label));
    }
}

/// <summary>The set of scenarios.</summary>
public static class ScenarioData
{
    extension(TrothContext db)
    {
        public DbSet<Scenario> Scenarios => db.Set<Scenario>();
    }
}

public sealed class ScenarioTable : IEntityTypeConfiguration<Scenario>
{
    public void Configure(EntityTypeBuilder<Scenario> table)
    {
        table.ToTable("scenarios");
        table.Recorded();
        table.Ignore(s => s.Changes);
        table.Property(s => s.Name).HasMaxLength(Scenario.NameMax);
        table.Property(s => s.Because).HasMaxLength(Scenario.BecauseMax);
        table.HasIndex(s => s.Number).IsUnique();
        table.HasIndex(s => new { s.Owner, s.UsedAt });
        table.HasIndex(s => s.UsedAt);
    }
}
