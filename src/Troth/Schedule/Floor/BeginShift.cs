using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Limits;

namespace Troth.Schedule.Floor;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ShiftInput(Guid? Operator, string? Pin);

/// <summary>An operator at a tablet. Reports name the shift they were told in.</summary>
public sealed record ShiftBegun(Guid Id, string Name, DateTimeOffset EndsAt);

/// <summary>An operator picks their name on a tablet and types their PIN.</summary>
public sealed class BeginShift(TrothContext db, FloorReader floor, CountedTries tries, IPasswordHasher<Operator> hasher, TimeProvider time)
{
    public static readonly TimeSpan Holds = TimeSpan.FromHours(12), LockedFor = TimeSpan.FromMinutes(15);

    /// <summary>Wrong PINs for one name on one tablet, and for all names on it.</summary>
    public const int MostWrong = 5, MostWrongOnTablet = 20;

    public async Task<ShiftBegun> Run(ShiftInput input, CancellationToken cancel)
    {
        var device = Tablet;
        var id = input.Operator ?? throw new BadInputException("operator", Words.Say("shift.who"));
        var one = await db.Operators.FirstOrDefaultAsync(o => o.Id == id && o.PlantId == device.PlantId && o.Active, cancel) ?? throw new NotFoundException(Words.Say("operator.this"));
        var (here, tablet) = ($"{device.Id:N} {one.Id:N}", device.Id.ToString("N"));
        // Counted before it is looked at, so that many at once are counted too.
        await tries.Take("floor.pin", here, MostWrong, LockedFor, cancel);
        await tries.Take("floor.pin.tablet", tablet, MostWrongOnTablet, LockedFor, cancel);
        if (!Operator.CanBePin(input.Pin) || hasher.VerifyHashedPassword(one, one.PinHash, input.Pin!) == PasswordVerificationResult.Failed)
            throw new BusinessRuleException("wrongPin", Words.Say("shift.wrong"));
        await tries.Forget("floor.pin", here, cancel);
        await tries.Forget("floor.pin.tablet", tablet, cancel);
        var now = time.GetUtcNow();
        var shift = new OperatorShift { OperatorId = one.Id, DeviceId = device.Id, PinNo = one.PinNo, StartedAt = now, EndsAt = now + Holds };
        db.Add(shift);
        await db.SaveChangesAsync(cancel);
        return new(shift.Id, one.Name, shift.EndsAt);
    }

    public async Task End(Guid id, CancellationToken cancel)
    {
        var (device, now) = (Tablet.Id, time.GetUtcNow());
        if (await db.OperatorShifts.Where(s => s.Id == id && s.DeviceId == device).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndsAt, s => s.EndsAt < now ? s.EndsAt : now), cancel) == 0)
            throw new NotFoundException(Words.Say("shift.this"));
    }

    private FloorDevice Tablet => floor.Device ?? throw new BusinessRuleException("noTablet", Words.Say("shift.noTablet"));
}
