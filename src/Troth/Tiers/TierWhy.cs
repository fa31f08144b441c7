using Microsoft.Extensions.Localization;
using Troth.Evidence;
using Troth.Platform.Web;

namespace Troth.Tiers;

/// <summary>Why a tier is proposed, in plain sentences.</summary>
public sealed class TierWhy(IStringLocalizer<Words> words, Formats formats)
{
    public string Name(AccountTier tier) => words[$"tier.{tier}"];

    public string Sentence(TierProposal proposal, TierBasis basis) => proposal switch
    {
        { Tier: null, Why: { } why } => words[$"none.{why}", formats.Number(basis.Rules.LeastOrders), formats.Number(basis.Rules.LeastAccounts)],
        { Held: true } => words["held", Name(proposal.Tier!.Value), Name(proposal.Alone!.Value)],
        { Near.Count: > 0 } => words["proposes.near", Proposes(proposal), string.Join(words["and"].Value, proposal.Near.Select(Name))],
        _ => Proposes(proposal),
    };

    /// <summary>To keep an account there are several reasons: the one that decides is said.</summary>
    private string Proposes(TierProposal proposal) => (proposal.Tier, proposal.Reasons[0].Measure) switch
    {
        (AccountTier.Keep, TierMeasure.Growth) => words["proposes.Keep.behind"],
        (AccountTier.Keep, TierMeasure.SimpleOrders) => words["proposes.Keep.orders"],
        (AccountTier.Keep, TierMeasure.Claim) => words["proposes.Keep.claim"],
        _ => words[$"proposes.{proposal.Tier}"],
    };

    /// <summary>What the amount at stake is, with the figures it is made of; null where nothing is proposed.</summary>
    public string? Stake(TierRow row, string currency)
    {
        if (row is not { Proposed: { } tier, Potential: { } potential }) return null;
        string Money(decimal amount) => formats.MoneyShort(amount, currency);
        var range = row.Peers == 0 ? words["range.asked"].Value
            : words["range.similar", Money(row.PotentialLow ?? potential), Money(row.PotentialHigh ?? potential), formats.Number((long)row.Peers)].Value;
        return words[$"stake.{tier}", Money(potential), range, Money(row.Bought)];
    }

    /// <summary>What keeps it from the next tier up.</summary>
    public string? NotHigher(TierProposal proposal, TierBasis basis, string currency, bool hidesHours) =>
        proposal.Next is { } next && proposal.NextTier is { } tier ? words["notHigher", Name(tier), Reason(next, basis, currency, hidesHours)].Value : null;

    /// <param name="reason">Which.</param>
    /// <param name="basis">Of its generation.</param>
    /// <param name="currency">Of the amounts.</param>
    /// <param name="hidesHours">A seller said the hours, and this reader may not read them: nor what tells them, beside what it could buy.</param>
    public TierReasonRow Row(TierReason reason, TierBasis basis, string currency, bool hidesHours)
    {
        var text = Reason(reason, basis, currency, hidesHours);
        return hidesHours && reason.Measure == TierMeasure.Hours ? new TierReasonRow(reason.Measure, reason.For, null, null, null, reason.Facts, reason.Border, text)
            : new TierReasonRow(reason.Measure, reason.For, reason.Value, reason.Range is { } r ? r.Low : null, reason.Range is { } h && double.IsFinite(h.High) ? h.High : null, reason.Facts, reason.Border, text);
    }

    private string Reason(TierReason reason, TierBasis basis, string currency, bool hidesHours)
    {
        string Money(double amount) => formats.MoneyShort((decimal)Math.Clamp(amount, -1e15, 1e15), currency);
        string Share(double share) => formats.Percent(share);
        var n = formats.Number((long)reason.Facts);
        var range = reason.Range ?? default;
        string From(Func<double, string> show) => reason.Facts == 0 ? words["range.asked"] : words["range.similar", show(range.Low), show(range.High), n];
        return reason.Measure switch
        {
            TierMeasure.Size => words[reason.Border is not { } border ? "reason.size" : border >= basis.Borders?.Key ? "reason.size.key" : "reason.size.small",
                Money(reason.Value), From(Money), Money(reason.Border ?? 0), formats.Number((long)(basis.Borders?.KeyAccounts ?? 0))],
            TierMeasure.Penetration => words["reason.penetration", Share(reason.Value), From(Share), Share(reason.Border ?? 0)],
            TierMeasure.Relationship => words["reason.relationship", formats.Number((long)reason.Value), formats.Number((long)(reason.Border ?? 0))],
            TierMeasure.Growth => words[double.IsFinite(range.High) ? "reason.growth" : "reason.growth.open", formats.Change(reason.Value), formats.Change(range.Low),
                double.IsFinite(range.High) ? formats.Change(range.High) : "", n],
            TierMeasure.Hours when hidesHours => words[reason.Value < reason.Border ? "reason.hours.little" : "reason.hours.enough", Money(reason.Border ?? 0)],
            TierMeasure.Hours => words["reason.hours", Money(reason.Value), Money(range.Low), Money(range.High), n, Money(reason.Border ?? 0)],
            TierMeasure.SimpleOrders => words["reason.simpleOrders", Share(reason.Value), n, Share(reason.Border ?? 0)],
            TierMeasure.Claim => words["reason.claim", Share(reason.Value), From(Share)],
            TierMeasure.Alive => words[reason.Range is null ? "reason.alive.point" : "reason.alive", Share(reason.Value), Share(range.Low), Share(range.High)],
            _ => words["reason.ourWord", Share(reason.Value), Share(range.Low), Share(range.High), n, Share(reason.Border ?? 0)],
        };
    }
}
