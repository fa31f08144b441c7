using Microsoft.Extensions.Localization;
using Troth.Accounts.Contracts;
using Troth.Book.Figures;
using Troth.Book.Questions;
using Troth.Evidence;
using Troth.Platform.Web;

namespace Troth.Book;

/// <summary>Why an account is called what it is: a code for programs, one plain sentence for people.</summary>
public sealed class BookWhy(IStringLocalizer<Words> words, IStringLocalizerFactory texts, Formats formats)
{
    private static readonly int LeastPeers = new Evidence.PotentialSettings().LeastPeers;

    /// <summary>The reason for a kind, by the figures; the kind is the one that the reader may see.</summary>
    public static string CodeOf(BookFigure figure, RelationshipKind kind) =>
        figure.PotentialSource == Asked.PotentialSource.Asked && kind is not (RelationshipKind.TooLittle or RelationshipKind.Slipping) ? $"{Plain(figure, kind)}Asked" : Plain(figure, kind);

    private static string Plain(BookFigure figure, RelationshipKind kind) => kind switch
    {
        RelationshipKind.TooLittle => figure.Withheld switch
        {
            Withheld.NoRate => "noRate",
            Withheld.Unknown => "unknown",
            Withheld.TooFewBuyers => "tooFewBuyers",
            Withheld.TooFewPeers => "tooFewPeers",
            _ => "spansThreshold",
        },
        RelationshipKind.Cold => figure.Orders > 0 ? "coldReturned" : figure.LastOrderOn is null ? "coldLong" : "cold",
        RelationshipKind.Asset when figure.Penetration >= 1 => "assetTop",
        RelationshipKind.Sleeper when figure is { Growth: < 0, Standing: GrowthStanding.Shrinking, GrowthMayBeChance: false }
            => "sleeperShrinking",
        _ => BookWords.CodeOf(kind),
    };

    /// <summary>Why a claim that it is great is left unquestioned although little is bought: by the reasons that the evidence itself gives.</summary>
    public static string? ExcuseOf(BookFigure figure, double threshold)
    {
        if (figure.Claimed < Relationship.GreatStep || figure.Kind is not (RelationshipKind.Sleeper or RelationshipKind.Cold)) return null;
        var reasons = KindRule.Of(figure, figure.Claimed, threshold).Why.Select(why => why.Code).ToHashSet();
        return reasons.Contains(RelationshipReason.OutgrowingPeers) ? "outgrows" : reasons.Contains(RelationshipReason.SellerInTopThird) ? "sellerGrows" : null;
    }

    public string Sentence(BookRow row)
    {
        if (row.Why is null) return "";
        var (facts, why) = (Facts(row), $"why.{row.Why}");
        return row.Excuse is { } excuse ? $"{words[why, facts]} {words[$"why.excuse.{excuse}", facts]}" : words[why, facts];
    }

    /// <summary>What is asked about a claim, with the figures as they were then.</summary>
    public string Ask(QuestionFacts facts) => words[facts.SaidOn is null ? "question.ask" : "question.ask.asked", ClaimWord(facts.Step), formats.Date(facts.ClaimedOn), formats.Percent(facts.Penetration),
        formats.MoneyShort(facts.Bought, facts.Currency), formats.MoneyShort(facts.Potential, facts.Currency), formats.Number(facts.Peers), formats.Date(facts.AsOf),
        facts.SaidOn is { } said ? formats.Date(said) : ""];

    public string ClaimWord(int step) => ClaimWords.Short(step).In(texts);

    private object[] Facts(BookRow row) =>
    [
        formats.MoneyShort(row.Bought, row.Currency),                                                               // 0
        row.Potential is { } could ? formats.MoneyShort(could.Value, row.Currency) : "",                            // 1
        row.Penetration is { } share ? formats.Percent(share.Value) : "",                                           // 2
        row.Penetration is { } low ? formats.Percent(low.Low) : "",                                                 // 3
        row.Penetration is { } high ? formats.Percent(high.High) : "",                                              // 4
        formats.Number(row.Peers),                                                                                  // 5
        row.Claim is { } claim ? ClaimWord(claim.Step) : "",                                                        // 6
        row.Claim is { } on ? formats.Date(on.On) : "",                                                             // 7
        row.LastOrderOn is { } last ? formats.Date(last) : "",                                                      // 8
        row.Growth is { } growth ? formats.Change(growth.Value) : row.IsNew ? words["growth.new"].Value : "",             // 9
        row.PeerGrowth is { } peers ? formats.Change(peers.Value) : "",                                                   // 10
        row.MissingRates?.Replace(" ", ", ", StringComparison.Ordinal) ?? "",                                       // 11
        formats.Percent(row.Threshold),                                                                             // 12
        formats.Number(LeastPeers),                                                                                 // 13
        row.SellerRank is { } rank ? formats.Number(rank) : "",                                                     // 14
        formats.Number(row.SellersRanked),                                                                          // 15
        row.Potential?.On is { } said ? formats.Date(said) : "",                                                    // 16
    ];
}
