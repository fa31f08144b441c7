using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Tiers;

/// <summary>Where the company draws the borders between tiers; shares in a hundred.</summary>
/// <param name="KeyPotential">Key are the largest accounts that make this share of the book's potential, as far as KeyMost lets them.</param>
/// <param name="KeyMost">Key are at most this share of the accounts.</param>
/// <param name="Small">Small are the smallest that make at most this share of the potential.</param>
/// <param name="HighPenetration">High penetration is that of the account at this place of a hundred that buy.</param>
/// <param name="LeastYield">An hour must bring at least this share of what one brings across the book.</param>
/// <param name="SimpleOrders">Orders are simple when this share of them needs nobody's judgement.</param>
/// <param name="LeastOrders">Orders in two years that it takes to speak of a relationship.</param>
/// <param name="HoursAnAccount">Hours a month that an account takes where nobody said them.</param>
/// <param name="HoursAnOrder">Hours that each of its orders takes besides, where nobody said them.</param>
/// <param name="HoursOff">Hours that nobody said may be off by this share.</param>
/// <param name="NotableChange">A proposal decided otherwise comes back when purchases or potential have changed by more than this share.</param>
/// <param name="ComesBackAfter">A proposal decided otherwise comes back after so many months, also when nothing has changed.</param>
/// <param name="Version">The version that was read; 0 before it was ever changed.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TierSettingsInput(
    int? KeyPotential, int? KeyMost, int? Small, int? HighPenetration, int? LeastYield, int? SimpleOrders, int? LeastOrders, decimal? HoursAnAccount, decimal? HoursAnOrder,
    int? HoursOff, int? NotableChange, int? ComesBackAfter, int? Version)
{
    internal static TierSettingsInput Of(TierSettings settings, bool kept) => new(
        settings.KeyPotential, settings.KeyMost, settings.Small, settings.HighPenetration, settings.LeastYield, settings.SimpleOrders, settings.LeastOrders,
        settings.HoursAnAccount, settings.HoursAnOrder, settings.HoursOff, settings.NotableChange, settings.ComesBackAfter, kept ? settings.Version : 0);
}

/// <summary>Settles where the borders between tiers lie.</summary>
public sealed class EditTierSettings(TrothContext db)
{
    public async Task<TierSettingsInput> Find(CancellationToken cancel)
    {
        var kept = await db.TierSettings.AsNoTracking().SingleOrDefaultAsync(cancel);
        return TierSettingsInput.Of(kept ?? new TierSettings(), kept is not null);
    }

    public async Task<TierSettingsInput> Run(TierSettingsInput input, CancellationToken cancel)
    {
        if (input.Version is null) throw new BadInputException("version", Words.Say("settings.noVersion"));
        var settings = await db.TierSettings.SingleOrDefaultAsync(cancel);
        if (input.Version != (settings?.Version ?? 0)) throw new StaleEditException();
        if (settings is null) db.Add(settings = new TierSettings());
        else db.Expect(settings, settings.Version);
        settings.Settle(input);
        await db.SaveChangesAsync(cancel);
        return TierSettingsInput.Of(settings, kept: true);
    }
}
