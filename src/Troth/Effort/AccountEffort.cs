using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Effort;

/// <summary>Who a judgement comes from.</summary>
public enum SaidFrom
{
    /// <summary>The seller's own judgement.</summary>
    Seller,

    /// <summary>The customer was asked.</summary>
    Customer,
}

/// <summary>
/// What was said about one account: hours spent on it in a month, what it would buy in twelve months at other hours than these, and how
/// often it must and may be visited. What is not said is null; the history keeps what was said before.
/// </summary>
public sealed class AccountEffort : Record
{
    public const decimal MostAmount = 1_000_000_000_000;
    public const int MostVisitsThere = 200;

    public required Guid AccountId { get; init; }
    public override Guid? PartOf => AccountId;

    /// <summary>Whose hours these are: those of another seller say nothing about who looks after the account now.</summary>
    public Guid? SellerId { get; private set; }

    /// <summary>Hours a month, in halves.</summary>
    public decimal? Hours { get; private set; }

    /// <summary>What it would buy in twelve months without any of the seller's time.</summary>
    public decimal? Without { get; private set; }

    /// <summary>At half of the hours.</summary>
    public decimal? Half { get; private set; }

    /// <summary>At one and a half times the hours.</summary>
    public decimal? OneAndHalf { get; private set; }

    /// <summary>With all the time there could be.</summary>
    public decimal? Ceiling { get; private set; }

    /// <summary>Visits a month it must get.</summary>
    public int? LeastVisits { get; private set; }

    /// <summary>Visits a month it may get.</summary>
    public int? MostVisits { get; private set; }
    public SaidFrom SaidFrom { get; private set; }
    public string JudgedBy { get; private set; } = "";
    public DateOnly JudgedOn { get; private set; }

    /// <summary>Takes what was said, as a whole: what is left out is not said any more.</summary>
    /// <param name="bought">What the account buys now: the points must rise through it.</param>
    /// <param name="could">What it could buy at most as long as nobody says so; null where nobody knows.</param>
    public void Say(AccountEffortInput input, Guid? seller, decimal bought, decimal? could, string by, DateOnly today)
    {
        var errors = new FieldErrors();
        if (input.Hours is { } hours && (hours is < 0 or > EffortSettings.MostHours || decimal.Round(hours, 1) != hours || hours * 2 != decimal.Truncate(hours * 2)))
            errors.Add("hours", Words.Say("settings.halves", hours, 0, EffortSettings.MostHours));
        foreach (var (field, visits) in new[] { ("leastVisits", input.LeastVisits), ("mostVisits", input.MostVisits) })
            if (visits is < 0 or > MostVisitsThere) errors.Add(field, Words.Say("say.visits", visits, MostVisitsThere));
        if (input.MostVisits < input.LeastVisits) errors.Add("mostVisits", Words.Say("say.fewer", input.MostVisits, input.LeastVisits));
        if ((input.Half ?? input.OneAndHalf) is not null && !(input.Hours > 0)) errors.Add("hours", Words.Say("say.noHours"));
        if (!Enum.IsDefined(input.SaidFrom)) errors.Add("saidFrom", Words.Say("say.from", input.SaidFrom));
        if (bought <= 0 && (input.Half ?? input.OneAndHalf) is not null) errors.Add(input.Half is null ? "oneAndHalf" : "half", Words.Say("say.nothing"));
        else Rising(input, Math.Max(0, bought), errors);
        if (input is { Ceiling: null, OneAndHalf: { } most } && most >= could) errors.Add("oneAndHalf", Words.Say("say.overCeiling", most, could));
        errors.ThrowIfAny();
        (SellerId, Hours, Without, Half, OneAndHalf, Ceiling) = (seller, input.Hours, input.Without, input.Half, input.OneAndHalf, input.Ceiling);
        (LeastVisits, MostVisits, SaidFrom, JudgedBy, JudgedOn) = (input.LeastVisits, input.MostVisits, input.SaidFrom, by, today);
    }

    private static void Rising(AccountEffortInput input, decimal bought, FieldErrors errors)
    {
        decimal? before = null;
        foreach (var (field, said) in new[] { ("without", input.Without), ("half", input.Half), ("", bought), ("oneAndHalf", input.OneAndHalf), ("ceiling", input.Ceiling) })
        {
            if (said is not { } amount) continue;
            if (amount is < 0 or > MostAmount || decimal.Round(amount, 2) != amount) errors.Add(field, Words.Say("say.amount", amount, MostAmount));
            else if (field.Length > 0 && before is { } less && amount <= less) errors.Add(field, Words.Say("say.notMore", amount, less));
            if (field.Length == 0 && (before > amount || (before == amount && amount > 0))) errors.Add(input.Half is null ? "without" : "half", Words.Say("say.notLess", before, amount));
            before = amount;
        }
    }
}
