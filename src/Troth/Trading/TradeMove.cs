using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Trading;

public enum MoveState
{
    /// <summary>To be talked about.</summary>
    Proposed,
    /// <summary>Left out by people, with a reason.</summary>
    Dropped,
    /// <summary>Done: the account is in other hands.</summary>
    Accepted,
}

/// <summary>One account in other hands, as proposed and as people have it.</summary>
public sealed class TradeMove : Record
{
    public const int WhyMax = 400, TellMax = 2000, ByMax = 200;

    public required Guid BoardId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Field { get; init; }

    /// <summary>Who looked after it when the board was made.</summary>
    public required Guid FromId { get; init; }
    public Guid ToId { get; private set; }

    /// <summary>To whom the arithmetic would give it; null: people put the move here.</summary>
    public required Guid? ProposedToId { get; init; }
    public required decimal Potential { get; init; }
    public required decimal Bought { get; init; }
    public required long Minutes { get; init; }

    /// <summary>The minutes are what its seller said; else an estimate.</summary>
    public required bool HoursSaid { get; init; }

    /// <summary>Bought ÷ could buy now, and expected with the other seller.</summary>
    public required double ShareNow { get; init; }
    public double ShareThen { get; private set; }
    public MoveState State { get; private set; }

    /// <summary>Why people changed it.</summary>
    public string? Why { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>What the customer is told, by which seller, by when, and since when they know.</summary>
    public string? Tell { get; private set; }
    public Guid? TellById { get; private set; }
    public DateOnly? TellBy { get; private set; }
    public DateOnly? ToldOn { get; private set; }

    public override Guid? PartOf => AccountId;

    /// <summary>What it is worth a year more with the other seller, balance apart.</summary>
    public decimal Worth => State == MoveState.Dropped ? 0 : Math.Round(Potential * (decimal)ShareThen - Bought, 2);

    public void Goes(Guid to, double shareThen)
    {
        MustBeProposed();
        (ToId, ShareThen, State) = (to, shareThen, MoveState.Proposed);
    }

    /// <summary>Another seller, or left out, by people.</summary>
    public void Change(Guid to, double shareThen, string why, string by, DateTimeOffset at)
    {
        MustBeProposed();
        // What the customer was to hear named the seller it went to before.
        if (to != ToId) (Tell, TellById, TellBy) = (null, null, null);
        (ToId, ShareThen, State) = (to, shareThen, MoveState.Proposed);
        (Why, DecidedBy, DecidedAt) = (why, by, at);
    }

    public void Drop(string why, string by, DateTimeOffset at)
    {
        MustBeProposed();
        (State, Why, DecidedBy, DecidedAt) = (MoveState.Dropped, why, by, at);
    }

    public void WillBeTold(string text, Guid by, DateOnly on)
    {
        if (ToldOn is not null) throw new BusinessRuleException("trades.told", Words.Say("told.already"));
        (Tell, TellById, TellBy) = (text, by, on);
    }

    /// <exception cref="BusinessRuleException">Nobody has said what the customer is told, by whom and by when.</exception>
    public void Accept(string by, DateTimeOffset at)
    {
        if (State == MoveState.Dropped) throw new BusinessRuleException("trades.dropped", Words.Say("dropped.already"));
        MustBeProposed();
        if (Tell is null) throw new BusinessRuleException("trades.untold", Words.Say("accept.untold"));
        (State, DecidedBy, DecidedAt) = (MoveState.Accepted, by, at);
    }

    public void WasTold(DateOnly on)
    {
        if (State != MoveState.Accepted) throw new BusinessRuleException("trades.notAccepted", Words.Say("told.early"));
        ToldOn ??= on;
    }

    private void MustBeProposed()
    {
        if (State == MoveState.Accepted) throw new BusinessRuleException("trades.accepted", Words.Say("accepted.already"));
    }
}
