using Troth.Platform.Data;

namespace Troth.Portal;

/// <summary>
/// That a contact may see an account's orders on the customer's page. Once ended it stays ended; who is invited again gets a new one, so
/// that no link or sign-in of the old one comes to life again.
/// </summary>
public sealed class Invitation : Record
{
    public const int EmailMax = 254, NameMax = 200;

    public required Guid AccountId { get; init; }
    public required Guid ContactId { get; init; }
    public override Guid? PartOf => AccountId;

    /// <summary>The address that was invited. It holds only while it is the contact's.</summary>
    public required string Email { get; init; }

    /// <summary>The same in small letters, for finding.</summary>
    public required string EmailKey { get; init; }
    public required DateTimeOffset InvitedAt { get; init; }
    public required string InvitedBy { get; init; }

    /// <summary>How this person reads numbers and dates; null: as the company does.</summary>
    public string? Culture { get; private set; }
    public string? TimeZone { get; private set; }
    public DateTimeOffset? FirstSignInAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static string KeyOf(string email) => email.Trim().ToLowerInvariant();

    public void Reads(string? culture, string? timeZone) => (Culture, TimeZone) = (culture, timeZone);

    public void SignedIn(DateTimeOffset now) => FirstSignInAt ??= now;

    public void End(DateTimeOffset now) => EndedAt ??= now;
}

/// <summary>A link that signs a contact in, once. Of what the mail says only the hash is kept.</summary>
public sealed class PortalLink
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InvitationId { get; init; }

    /// <summary>SHA-256 of the secret, in hexadecimal.</summary>
    public required string Hash { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>One browser in which a contact is signed in.</summary>
public sealed class PortalSession
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid InvitationId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}
