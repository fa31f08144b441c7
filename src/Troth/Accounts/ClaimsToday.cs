using Microsoft.Extensions.Localization;
using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>Reminds a seller of the claims still to be made. Not on a screen that is shared.</summary>
public sealed class ClaimsToday(RunThroughClaims run, Reader reader, ReaderSettings settings, Formats formats, IStringLocalizer<Words> words) : ITodayItems
{
    public async Task<IReadOnlyList<TodayItem>> Find(int limit, CancellationToken cancel)
    {
        if (!reader.May(Right.Claim) || settings.SafeView) return [];
        var (left, total) = await run.Count(cancel);
        if (left == 0) return [];
        return
        [
            new(words["today.mine"], formats.Number((decimal)left), words["today.claims"],
                left == total ? words["today.claims.all", formats.Number((decimal)total)] : words["today.claims.left", formats.Number((decimal)left), formats.Number((decimal)total)],
                "/claims", words["today.claims.act"], 10, Tone.Accent),
        ];
    }
}
