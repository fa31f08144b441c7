using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;

namespace Troth.Schedule.Floor;

/// <summary>Somebody who works on the floor and reports there, with a personal PIN. Signs in nowhere else.</summary>
public sealed class Operator : IHasHistory
{
    private static readonly string[] KeptInHistory = [nameof(Name), nameof(Active)], KeptSecret = [nameof(PinHash)];
    public const int NameMax = 120, PinLeast = 4, PinMost = 8;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PlantId { get; init; }
    public required string Name { get; set; }
    public string NameKey { get; set; } = "";

    /// <summary>Works here now; one who does not is not offered on the tablets.</summary>
    public bool Active { get; set; } = true;
    public string PinHash { get; private set; } = "";

    /// <summary>Counts PINs: sign-ins made with an older one end.</summary>
    public int PinNo { get; private set; }

    IReadOnlyList<string> IHasHistory.Told => KeptInHistory;
    IReadOnlyList<string> IHasHistory.Secret => KeptSecret;

    public void Is(string? name)
    {
        var given = name?.Trim() ?? "";
        if (given.Length is 0 or > NameMax) throw new BadInputException("name", Words.Say("operator.name", NameMax));
        (Name, NameKey) = (given, Platform.Data.NameKey.Of(given));
    }

    public void GivePin(string? pin, IPasswordHasher<Operator> hasher)
    {
        if (!CanBePin(pin)) throw new BadInputException("pin", Words.Say("operator.pin", PinLeast, PinMost));
        (PinHash, PinNo) = (hasher.HashPassword(this, pin!), PinNo + 1);
    }

    public static bool CanBePin(string? pin) => pin is { Length: >= PinLeast and <= PinMost } && pin.All(char.IsAsciiDigit);
}

/// <summary>A tablet at one or more work centers. Paired once; from then on a cookie of its own says which it is.</summary>
public sealed class FloorDevice : IHasHistory
{
    private static readonly string[] KeptInHistory = [nameof(Name), nameof(CenterIds), nameof(PairedAt), nameof(RevokedAt)], KeptSecret = [nameof(CodeHash), nameof(PairingId)];
    public const int NameMax = 120, MostCenters = 20;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PlantId { get; init; }
    public required string Name { get; set; }

    /// <summary>The work centers it stands at, by id, with commas.</summary>
    public string CenterIds { get; private set; } = "";
    public string? CodeHash { get; private set; }
    public DateTimeOffset? CodeEndsAt { get; private set; }

    /// <summary>Named by the cookie of the one browser that is this tablet; null until it is paired.</summary>
    public Guid? PairingId { get; private set; }
    public DateTimeOffset? PairedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    IReadOnlyList<string> IHasHistory.Told => KeptInHistory;
    IReadOnlyList<string> IHasHistory.Secret => KeptSecret;

    public IReadOnlyList<Guid> Centers => [.. CenterIds.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    public void StandsAt(string? name, IReadOnlyCollection<Guid> centers)
    {
        var given = name?.Trim() ?? "";
        if (given.Length is 0 or > NameMax) throw new BadInputException("name", Words.Say("device.name", NameMax));
        if (centers.Count is 0 or > MostCenters) throw new BadInputException("centers", Words.Say("device.centers", MostCenters));
        (Name, CenterIds) = (given, string.Join(',', centers.Distinct()));
    }

    /// <summary>A code pairs one browser with it, once; who had been paired before is not any more when it is used.</summary>
    public void Offer(string hash, DateTimeOffset until)
    {
        if (RevokedAt is not null) throw new BusinessRuleException("deviceRevoked", Words.Say("device.revoked"));
        (CodeHash, CodeEndsAt) = (hash, until);
    }

    public void Pair(Guid pairing, DateTimeOffset now) => (PairingId, PairedAt, CodeHash, CodeEndsAt) = (pairing, now, null, null);

    public void Revoke(DateTimeOffset now) => (RevokedAt, PairingId, CodeHash, CodeEndsAt) = (RevokedAt ?? now, null, null, null);
}

/// <summary>An operator at a tablet, from the PIN on. What was told during it may come in after it.</summary>
public sealed class OperatorShift
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OperatorId { get; init; }
    public required Guid DeviceId { get; init; }
    public required int PinNo { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndsAt { get; set; }
}

public sealed class OperatorTable : IEntityTypeConfiguration<Operator>
{
    public void Configure(EntityTypeBuilder<Operator> table)
    {
        table.ToTable("operators");
        table.Property(o => o.Id).ValueGeneratedNever();
        table.Property(o => o.Name).HasMaxLength(Operator.NameMax);
        table.Property(o => o.NameKey).HasMaxLength(Platform.Data.NameKey.Max);
        table.Property(o => o.PinHash).HasMaxLength(200);
        table.HasIndex(o => new { o.PlantId, o.NameKey }).IsUnique();
    }
}

public sealed class FloorDeviceTable : IEntityTypeConfiguration<FloorDevice>
{
    public void Configure(EntityTypeBuilder<FloorDevice> table)
    {
        table.ToTable("floor_devices");
        table.Property(d => d.Id).ValueGeneratedNever();
        table.Ignore(d => d.Centers);
        table.Property(d => d.Name).HasMaxLength(FloorDevice.NameMax);
        table.Property(d => d.CenterIds).HasMaxLength(FloorDevice.MostCenters * 37);
        table.Property(d => d.CodeHash).HasMaxLength(64);
        table.HasIndex(d => d.PlantId);
        table.HasIndex(d => d.CodeHash);
    }
}

public sealed class OperatorShiftTable : IEntityTypeConfiguration<OperatorShift>
{
    public void Configure(EntityTypeBuilder<OperatorShift> table)
    {
        table.ToTable("operator_shifts");
        table.Property(s => s.Id).ValueGeneratedNever();
        table.HasIndex(s => s.DeviceId);
        table.HasIndex(s => s.OperatorId);
        table.HasOne<Operator>().WithMany().HasForeignKey(s => s.OperatorId).OnDelete(DeleteBehavior.Cascade);
        table.HasOne<FloorDevice>().WithMany().HasForeignKey(s => s.DeviceId).OnDelete(DeleteBehavior.Cascade);
    }
}
