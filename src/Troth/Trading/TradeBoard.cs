using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Trading;

/// <summary>A proposal who should look after which accounts, for people to edit, discuss and accept move by move: T-3.</summary>
public sealed class TradeBoard : Record
{
    public const int NameMax = 120, ByMax = 200;

    public required long Number { get; init; }
    public required string Name { get; init; }

    /// <summary>The team it is about; null: all sellers.</summary>
    public required Guid? TeamId { get; init; }
    public required string MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The last day of the twelve months that the Book's figures are of.</summary>
    public required DateOnly AsOf { get; init; }
    public required string Currency { get; init; }
    public required int MostMoves { get; init; }

    /// <summary>Of what an account gives beyond its seller's usual share, how much in a hundred stays when it changes hands.</summary>
    public required int Stays { get; init; }

    /// <summary>Of what it gives less, how much in a hundred somebody new wins back.</summary>
    public required int Afresh { get; init; }

    /// <summary>A seller's band, in hundredths of the average seller's hours.</summary>
    public required int Least { get; init; }
    public required int Most { get; init; }

    /// <summary>What an hour a month outside a band costs, a year.</summary>
    public required decimal HourCosts { get; init; }

    /// <summary>Accounts whose hours their sellers said.</summary>
    public required int HoursSaid { get; init; }

    /// <summary>Minutes a month that any other account takes, and one of its orders beside.</summary>
    public required int MinutesAnAccount { get; init; }
    public required int MinutesAnOrder { get; init; }

    /// <summary>Accounts that could be moved, and those that stay: without a potential, real relationships, of top performers, left alone by people.</summary>
    public required int Accounts { get; init; }
    public required int Staying { get; init; }

    /// <summary>Expected purchases a year less what imbalance costs: as it was, as proposed, and what no proposal can pass.</summary>
    public required decimal Now { get; init; }
    public required decimal Proposed { get; init; }
    public required decimal Bound { get; init; }

    /// <summary>Since when the sellers concerned see their accounts' moves and may say what they think.</summary>
    public DateTimeOffset? SharedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public string? ClosedBy { get; private set; }

    public string Label => $"T-{Number}";
    public bool IsOpen => ClosedAt is null;

    public void Share(DateTimeOffset at)
    {
        MustBeOpen();
        SharedAt ??= at;
    }

    public void Close(DateTimeOffset at, string by)
    {
        MustBeOpen();
        (ClosedAt, ClosedBy) = (at, by);
    }

    /// <exception cref="BusinessRuleException">It was closed.</exception>
    public void MustBeOpen()
    {
        if (!IsOpen) throw new BusinessRuleException("trades.closed", Words.Say("closed.already", Label));
    }
}

/// <summary>What one seller carries on a board, minutes a month.</summary>
public sealed class TradeLoad
{
    public required Guid BoardId { get; init; }
    public required Guid SellerId { get; init; }

    /// <summary>All accounts the seller looked after when the board was made, those that stay too.</summary>
    public required int Accounts { get; init; }
    public required long Minutes { get; init; }
    public required long Least { get; init; }
    public required long Most { get; init; }

    /// <summary>In minutes × the price of one, what a load costs a year.</summary>
    public decimal Imbalance(long minutes, decimal hourCosts) => Math.Max(0, Math.Max(minutes - Most, Least - minutes)) * hourCosts / 60;
}

/// <summary>What share of their potential a seller's accounts of a line of business typically give, as the board was made.</summary>
public sealed class TradeFit
{
    public const int FieldMax = 120;

    public required Guid BoardId { get; init; }
    public required Guid SellerId { get; init; }

    /// <summary>The line of business; "": not known.</summary>
    public required string Field { get; init; }
    public required double Share { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }

    /// <summary>The seller's own accounts of that line.</summary>
    public required int Accounts { get; init; }
}

/// <summary>Something said about a move, and by whom.</summary>
public sealed class TradeRemark
{
    public const int TextMax = 1000;

    public required Guid Id { get; init; }
    public required Guid MoveId { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Text { get; init; }
}
