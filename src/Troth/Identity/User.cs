using Microsoft.AspNetCore.Identity;
using Troth.Platform.History;

namespace Troth.Identity;

/// <summary>Somebody who signs in.</summary>
public sealed class User : IdentityUser<Guid>, IHasHistory
{
    private static readonly string[] KeptInHistory = [nameof(Name), nameof(Email), nameof(Roles), nameof(SellerId), nameof(TeamId), nameof(LockoutEnd)];
    private static readonly string[] KeptSecret = [nameof(PasswordHash)];

    public const int NameMax = 200, EmailMax = 256;

    public User() => Id = Guid.CreateVersion7();

    public required string Name { get; set; }
    public required Role[] Roles { get; set; }

    /// <summary>The seller this user is, when the user looks after accounts.</summary>
    public Guid? SellerId { get; set; }

    /// <summary>The team a manager manages; null: all teams.</summary>
    public Guid? TeamId { get; set; }

    /// <summary>Culture for numbers, dates and words; null: the company's.</summary>
    public string? Culture { get; set; }

    /// <summary>IANA time zone; null: the company's.</summary>
    public string? TimeZone { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    IReadOnlyList<string> IHasHistory.Told => KeptInHistory;
    IReadOnlyList<string> IHasHistory.Secret => KeptSecret;
}

public enum Role { Seller, Manager, Scheduler, Marketer, Administrator, Reader }
