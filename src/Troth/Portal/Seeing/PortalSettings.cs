using Microsoft.EntityFrameworkCore;
using Troth.Identity.Contracts;
using Troth.Platform.Data;
using Troth.Portal.Access;

namespace Troth.Portal.Seeing;

/// <summary>How this customer reads numbers and dates; null is as our company does.</summary>
public sealed record PortalSettingsInput(string? Culture, string? TimeZone);

/// <summary>A customer's own settings.</summary>
public sealed class PortalSettings(PortalReader reader, TrothContext db)
{
    public PortalSettingsInput Get() => new(reader.Culture, reader.TimeZone);

    public async Task<PortalSettingsInput> Run(PortalSettingsInput input, CancellationToken cancel)
    {
        var id = reader.InvitationId;
        var invitation = await db.Invitations.SingleAsync(i => i.Id == id, cancel);
        invitation.Reads(string.IsNullOrEmpty(input.Culture) ? null : ReadingChoices.CultureOf(input.Culture),
            string.IsNullOrEmpty(input.TimeZone) ? null : ReadingChoices.ZoneOf(input.TimeZone));
        await db.SaveChangesAsync(cancel);
        return new(invitation.Culture, invitation.TimeZone);
    }
}
