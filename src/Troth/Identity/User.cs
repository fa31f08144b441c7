using Microsoft.AspNetCore.Identity;

namespace Troth.Identity;

/// <summary>Somebody who signs in.</summary>
public sealed class User : IdentityUser<Guid>
{
    public const int NameMax = 200;

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
}

public enum Role { Seller, Manager, Scheduler, Marketer, Administrator, Reader }
