using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Limits;
using Troth.Schedule.Describing;

namespace Troth.Schedule.Floor;

/// <param name="Centers">Ids of the work centers where it stands.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TabletInput(string? Name, IReadOnlyList<Guid>? Centers = null, Guid? Plant = null);

public sealed record TabletRow(Guid Id, string Name, Guid Plant, IReadOnlyList<string> Centers, DateTimeOffset? PairedAt, DateTimeOffset? RevokedAt, DateTimeOffset? CodeEndsAt);

/// <summary>A code that pairs one browser. It is shown once; only its hash is kept.</summary>
public sealed record TabletCode(Guid Id, string Name, string Code, DateTimeOffset EndsAt);

/// <summary>The tablets at the work centers: added, paired by a code that is used up, shut out.</summary>
public sealed class KeepTablets(TrothContext db, ShopMaker shops, CountedTries tries, TimeProvider time)
{
    public static readonly TimeSpan CodeHolds = TimeSpan.FromMinutes(30);

    /// <summary>Wrong codes from one network within an hour.</summary>
    public const int MostWrong = 20;
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 8;

    public async Task<IReadOnlyList<TabletRow>> List(CancellationToken cancel)
    {
        var devices = await db.FloorDevices.AsNoTracking().OrderBy(d => d.RevokedAt != null).ThenBy(d => d.Id).ToListAsync(cancel);
        var ids = devices.SelectMany(d => d.Centers).Distinct().ToList();
        var names = await db.WorkCenters.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancel);
        return [.. devices.Select(d => new TabletRow(d.Id, d.Name, d.PlantId, [.. d.Centers.Select(c => names.GetValueOrDefault(c, "–"))], d.PairedAt, d.RevokedAt, d.CodeEndsAt))];
    }

    public async Task<TabletCode> Add(TabletInput input, CancellationToken cancel)
    {
        var plant = await shops.Find(input.Plant ?? Plant.TheFirst, cancel);
        var device = new FloorDevice { PlantId = plant.Id, Name = "" };
        var centers = input.Centers ?? [];
        device.StandsAt(input.Name, centers);
        if (await db.WorkCenters.CountAsync(c => c.PlantId == plant.Id && c.EndedOn == null && centers.Contains(c.Id), cancel) != centers.Distinct().Count())
            throw new BadInputException("centers", Words.Say("device.otherCenters"));
        db.Add(device);
        return await Offer(device, cancel);
    }

    public async Task<TabletCode> NewCode(Guid id, CancellationToken cancel) => await Offer(await Find(id, cancel), cancel);

    public async Task<TabletRow> Revoke(Guid id, CancellationToken cancel)
    {
        var device = await Find(id, cancel);
        device.Revoke(time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return (await List(cancel)).Single(d => d.Id == id);
    }

    /// <summary>Uses a code up; null when it does not hold (any more), which is counted.</summary>
    public async Task<FloorDevice?> Pair(string? typed, string network, CancellationToken cancel)
    {
        var code = new string([.. (typed ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
        var (hash, now) = (Hash(code), time.GetUtcNow());
        await tries.Take("floor.pair", network, MostWrong, TimeSpan.FromHours(1), cancel); // before looking: else the right code is found by trying on
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var device = code.Length == Length ? await db.FloorDevices.FirstOrDefaultAsync(d => d.CodeHash == hash && d.CodeEndsAt > now && d.RevokedAt == null, cancel) : null;
        // The code is taken before anything else, so that of two browsers one has it.
        if (device is null || await db.FloorDevices.Where(d => d.Id == device.Id && d.CodeHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.CodeEndsAt, (DateTimeOffset?)now), cancel) == 0)
        {
            return null;
        }
        device.Pair(Guid.CreateVersion7(), now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        await tries.Forget("floor.pair", network, cancel);
        return device;
    }

    private async Task<TabletCode> Offer(FloorDevice device, CancellationToken cancel)
    {
        var code = RandomNumberGenerator.GetString(Letters, Length);
        device.Offer(Hash(code), time.GetUtcNow() + CodeHolds);
        await db.SaveChangesAsync(cancel);
        return new(device.Id, device.Name, $"{code[..4]} {code[4..]}", device.CodeEndsAt!.Value);
    }

    private async Task<FloorDevice> Find(Guid id, CancellationToken cancel) =>
        await db.FloorDevices.FirstOrDefaultAsync(d => d.Id == id, cancel) ?? throw new NotFoundException(Words.Say("device.this"));

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
