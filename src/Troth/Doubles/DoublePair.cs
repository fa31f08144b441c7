using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Doubles;

/// <summary>What is searched: customer companies, or people.</summary>
public enum DoubleKind
{
    Accounts,
    Contacts,
}

/// <summary>When records of a kind were last compared; one row a kind.</summary>
public sealed class DoubleSearch
{
    public required DoubleKind Kind { get; init; }

    /// <summary>Somebody asked for a new search, which is not done; when they last did.</summary>
    public DateTimeOffset? AskedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When what is shown was read; null before the first search.</summary>
    public DateTimeOffset? AsOf { get; set; }
    public int Records { get; set; }
    public int Milliseconds { get; set; }

    /// <summary>The highest number of a record that was compared: a higher one is new.</summary>
    public long Newest { get; set; }
}

/// <summary>Records that are likely one. No history: each search makes them anew.</summary>
public sealed class DoubleCluster
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DoubleKind Kind { get; init; }

    /// <summary>1 for the strongest of its kind.</summary>
    public required int Rank { get; init; }
    public required int Size { get; init; }

    /// <summary>Pairs nobody has decided.</summary>
    public required int OpenPairs { get; set; }
}

/// <summary>Two records of a cluster. No foreign keys to them: a proposal may outlive by a day what an import takes back, and is then not shown.</summary>
public sealed class DoublePair
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClusterId { get; init; }
    public required DoubleKind Kind { get; init; }
    public required Guid First { get; init; }
    public required Guid Second { get; init; }
    public required double Probability { get; init; }

    /// <summary>What each field says: a list of <see cref="SaidByField"/> as JSON.</summary>
    public required string Fields { get; init; }
}

/// <summary>
/// Somebody said of two records whether they are the same. Kept once for each of the two, so that the history of both tells it; the one
/// that <see cref="Leads"/> stands for both.
/// </summary>
public sealed class DoubleDecision : Record
{
    public const int WhyMax = 400, ByMax = 200, PrintMax = 32;

    public Guid? AccountId { get; init; }
    public Guid? OtherAccountId { get; init; }
    public Guid? ContactId { get; init; }
    public Guid? OtherContactId { get; init; }
    public override Guid? PartOf => AccountId ?? ContactId;
    public required bool Leads { get; init; }
    public required bool Same { get; init; }
    public required string? Why { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>How probable it was said to be.</summary>
    public required double Probability { get; init; }

    /// <summary>What the two said when it was decided, in short: changes with every compared field, and two that were not the same are then proposed again.</summary>
    public required string Print { get; init; }
    public required string OtherPrint { get; init; }

    public Guid One => AccountId ?? ContactId!.Value;
    public Guid Other => OtherAccountId ?? OtherContactId!.Value;

    /// <summary>Both sides of one decision.</summary>
    /// <param name="first">The print of the pair's first record, as it was decided on.</param>
    /// <param name="second">That of the second.</param>
    /// <exception cref="BadInputException">Not the same, and nobody says why; or it is said at too great length.</exception>
    public static DoubleDecision[] Of(DoublePair pair, string first, string second, bool same, string? why, string by, DateTimeOffset at)
    {
        why = string.IsNullOrWhiteSpace(why) ? null : why.Trim();
        if (!same && why is null) throw new BadInputException("why", Words.Say("why.missing"));
        if (why?.Length > WhyMax) throw new BadInputException("why", Words.Say("why.long", why.Length, WhyMax));
        DoubleDecision Side(bool leads)
        {
            var (one, other) = leads ? (pair.First, pair.Second) : (pair.Second, pair.First);
            var accounts = pair.Kind is DoubleKind.Accounts;
            return new DoubleDecision
            {
                AccountId = accounts ? one : null, OtherAccountId = accounts ? other : null, ContactId = accounts ? null : one, OtherContactId = accounts ? null : other,
                Leads = leads, Same = same, Why = why, By = by, At = at, Probability = pair.Probability,
                Print = leads ? first : second, OtherPrint = leads ? second : first,
            };
        }

        return [Side(true), Side(false)];
    }
}
