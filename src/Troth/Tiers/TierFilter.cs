using System.ComponentModel;
using Troth.Evidence;
using Troth.Platform.Errors;

namespace Troth.Tiers;

/// <summary>Which accounts, as the address says.</summary>
public sealed record TierFilter
{
    public static readonly string[] Shows = ["open", "settled", "none"];

    [Description("key, grow, keep, online or demote: what is proposed.")]
    public string? Tier { get; init; }

    [Description("Id of the seller who looks after them.")]
    public string? Seller { get; init; }

    [Description("open (a proposal waits; usual), settled (decided), or none (nothing proposed yet).")]
    public string? Show { get; init; }

    [Description("The key that an answer gave for the next page.")]
    public string? After { get; init; }

    [Description("The key that an answer gave for the previous page.")]
    public string? Before { get; init; }

    public AccountTier? TierAsked => string.IsNullOrEmpty(Tier) ? null
        : TierWords.Parse(Tier) ?? throw new BadInputException("tier", Words.Say("tier.wrong", Tier, string.Join(", ", TierWords.All.Select(TierWords.CodeOf))));

    public Guid? SellerAsked => string.IsNullOrEmpty(Seller) ? null : Guid.TryParse(Seller, out var id) ? id : throw new BadInputException("seller", Words.Say("seller.wrong", Seller));

    public TierStage Stage => string.IsNullOrEmpty(Show) ? TierStage.Open
        : Show switch
        {
            "open" => TierStage.Open, "settled" => TierStage.Settled, "none" => TierStage.None, _ => throw new BadInputException("show", Words.Say("show.wrong", Show, string.Join(", ", Shows))),
        };
}

/// <summary>The tiers as programs and addresses call them.</summary>
public static class TierWords
{
    /// <summary>The highest first.</summary>
    public static readonly IReadOnlyList<AccountTier> All = [AccountTier.Key, AccountTier.Grow, AccountTier.Keep, AccountTier.Online, AccountTier.Demote];

    public static string CodeOf(AccountTier tier) => tier switch
    {
        AccountTier.Key => "key", AccountTier.Grow => "grow", AccountTier.Keep => "keep", AccountTier.Online => "online", _ => "demote",
    };

    public static AccountTier? Parse(string? code) => All.Where(t => string.Equals(CodeOf(t), code, StringComparison.OrdinalIgnoreCase)).Select(t => (AccountTier?)t).FirstOrDefault();
}
