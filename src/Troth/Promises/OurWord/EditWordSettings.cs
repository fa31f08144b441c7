using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Lists;

namespace Troth.Promises.OurWord;

/// <summary>What the company settles about promises.</summary>
/// <param name="RiskHours">Working hours until customers see a danger by themselves. Null leaves what is settled, as for those below.</param>
/// <param name="OwnTimes">Customers order by themselves up to so many times what they usually order of an item,</param>
/// <param name="OwnDays">what takes up to so many days of a work center, within a week,</param>
/// <param name="OwnOrders">and so often within a day.</param>
/// <param name="Reason">Why single sellers' figures are shown as they are; needed when that changes.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WordSettingsInput(SellerFigures? Sellers, int? ReturnDays, int? Version, int? RiskHours = null, int? OwnTimes = null, int? OwnDays = null, int? OwnOrders = null, string? Reason = null)
{
    internal static WordSettingsInput Of(WordSettings settings) => new(settings.Sellers, settings.ReturnDays, settings.Version, settings.RiskHours,
        settings.OwnTimes, settings.OwnDays, settings.OwnOrders, settings.Reason);
}

public sealed class EditWordSettings(TrothContext db)
{
    public async Task<WordSettingsInput> Find(CancellationToken cancel) => WordSettingsInput.Of(await CompanyWord.Settings(db, cancel));

    public async Task<WordSettings> Run(WordSettingsInput input, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        if (input.Sellers is not { } sellers || !Enum.IsDefined(sellers)) errors.Add("sellers", Words.Say("settings.noSellers", input.Sellers));
        if (input.ReturnDays is null) errors.Add("returnDays", Words.Say("settings.noDays", WordSettings.MostReturnDays));
        if (input.Version is null) errors.Add("version", Words.Say("settings.noVersion"));
        errors.ThrowIfAny();
        var settings = await db.WordSettings.FirstOrDefaultAsync(cancel);
        if (settings is null)
        {
            db.Add(settings = new WordSettings());
            await db.SaveChangesAsync(cancel); // as it was until now: what is changed of it stands in the history
        }
        else if (input.Version != settings.Version) throw new StaleEditException();
        else db.Expect(settings, settings.Version);
        settings.Settle(input.ReturnDays!.Value, input.RiskHours ?? settings.RiskHours,
            input.OwnTimes ?? settings.OwnTimes, input.OwnDays ?? settings.OwnDays, input.OwnOrders ?? settings.OwnOrders);
        settings.Show(input.Sellers!.Value, input.Reason);
        await db.SaveChangesAsync(cancel);
        return settings;
    }
}

/// <summary>Who looked at sellers' figures, newest first: everybody sees who looked at theirs, administrators all.</summary>
public sealed class ListLooks(TrothContext db, Reader reader)
{
    private static readonly ListOrder<LookRow> Newest = new ListOrder<LookRow>(descending: true).By(l => l.At).By(l => l.Id);

    public async Task<Listing<LookRow>> Run(ListPlace place, CancellationToken cancel)
    {
        var looks = db.WordLooks.AsNoTracking();
        if (!reader.Is(Role.Administrator))
        {
            Guid? me = reader.SellerId, team = me is null ? null : await db.SellerFacts.Where(s => s.Id == me).Select(s => s.TeamId).FirstOrDefaultAsync(cancel);
            looks = looks.Where(l => l.SellerId == me || (l.SellerId == null && (l.TeamId == null || l.TeamId == team)));
        }
        var page = await Newest.Page(place, cancel, looks.Select(l => new LookRow { Id = l.Id, At = l.At, Who = l.Who, SellerId = l.SellerId, Page = l.Page }));
        var ids = page.Items.Select(l => l.SellerId).OfType<Guid>().Distinct().ToList();
        var names = await db.SellerFacts.AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, cancel);
        return page with { Items = [.. page.Items.Select(l => l with { Seller = l.SellerId is { } id ? names.GetValueOrDefault(id) : null })] };
    }
}

/// <summary>That somebody looked.</summary>
public sealed record LookRow
{
    [JsonIgnore] public Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Who { get; init; }
    [JsonIgnore] public Guid? SellerId { get; init; }

    public required LookedAt Page { get; init; }

    /// <summary>Whose figures; null for the list of all that the reader may see.</summary>
    public string? Seller { get; init; }
}
