using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Live;

namespace Troth.Effort;

/// <summary>Settles what the company assumes about time and accounts.</summary>
public sealed class EditEffortSettings(TrothContext db, LiveNews news)
{
    public async Task<EffortSettingsInput> Find(CancellationToken cancel)
    {
        var kept = await db.EffortSettings.AsNoTracking().FirstOrDefaultAsync(cancel);
        return EffortSettingsInput.Of(kept ?? new EffortSettings(), kept is not null);
    }

    public async Task<EffortSettingsInput> Run(EffortSettingsInput input, CancellationToken cancel)
    {
        if (input.Version is null) throw new BadInputException("version", Words.Say("settings.noVersion"));
        var settings = await db.EffortSettings.FirstOrDefaultAsync(cancel);
        if (input.Version != (settings?.Version ?? 0)) throw new StaleEditException();
        if (settings is null) db.Add(settings = new EffortSettings());
        else db.Expect(settings, settings.Version);
        settings.Settle(input);
        await db.SaveChangesAsync(cancel);
        news.Publish(EffortTopics.Hours);
        return EffortSettingsInput.Of(settings, kept: true);
    }
}

public static class EffortTopics
{
    public const string Hours = "hours";
}
