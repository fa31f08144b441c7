using System.ComponentModel;

namespace Troth.Doubles;

/// <summary>What to look at.</summary>
public sealed record DoublesFilter
{
    [Description("accounts or contacts; accounts unless said.")]
    public string? Of { get; init; }

    [Description("open (likely duplicates nobody has decided) or decided; open unless said.")]
    public string? Show { get; init; }

    [Description("Only what names this account (A-17) or contact (C-17), by number or id.")]
    public string? Record { get; init; }
}

/// <summary>The page, as one answer.</summary>
/// <param name="AsOf">When the records were read that the open ones were found among; null before the first search.</param>
/// <param name="Records">How many were compared.</param>
/// <param name="Searching">A search is under way, or asked for.</param>
/// <param name="Open">Groups with something to decide.</param>
/// <param name="Groups">The strongest first; empty when what was decided is asked for.</param>
/// <param name="Decisions">The newest first; empty when the open ones are asked for.</param>
public sealed record DoublesView(
    DoubleKind Of, bool Decided, string? Record, DateTimeOffset? AsOf, int Records, bool Searching, int Open, IReadOnlyList<DoubleGroup> Groups,
    IReadOnlyList<DecisionRow> Decisions, string? After, string? Before);

/// <summary>Records that are likely one.</summary>
/// <param name="Rank">1 for the strongest.</param>
/// <param name="Records">How many they are.</param>
/// <param name="OpenPairs">Pairs of them to decide; the most probable of these follow.</param>
/// <param name="Members">Those of them that these pairs name, each once.</param>
public sealed record DoubleGroup(int Rank, int Records, int OpenPairs, IReadOnlyList<PairRow> Pairs, IReadOnlyList<MemberRow> Members);

/// <summary>One record of a group.</summary>
/// <param name="Fields">What any record of the group has, in the same order for all.</param>
public sealed record MemberRow(RecordName Record, IReadOnlyList<MemberField> Fields);

/// <param name="Field">What it is called.</param>
/// <param name="Value">null where it is empty.</param>
public sealed record MemberField(string Field, string? Value);

/// <summary>Two records side by side.</summary>
/// <param name="Reason">Why, in words: what speaks for it, then what against.</param>
public sealed record PairRow(Guid Pair, RecordName First, RecordName Second, double Probability, string Reason, IReadOnlyList<FieldRow> Fields);

/// <param name="Record">A-17 or C-17.</param>
/// <param name="EndedOn">Since when a full feed no longer contains it.</param>
public sealed record RecordName(string Record, string Name, DateOnly? EndedOn);

/// <param name="Field">What it is called.</param>
/// <param name="Says">Whether the two agree there, in words; null where one of them is empty.</param>
/// <param name="Agrees">null where nothing can be said.</param>
public sealed record FieldRow(string Field, string? First, string? Second, string? Says, bool? Agrees);

/// <summary>What somebody decided.</summary>
public sealed record DecisionRow(Guid Decision, RecordName First, RecordName Second, bool Same, string? Why, string By, DateTimeOffset At, double Probability);
