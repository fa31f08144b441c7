using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Identity;

/// <summary>A sign-in that its owner has ended, kept until no cookie of it could be valid any more.</summary>
public sealed class EndedSignIn
{
    public required Guid Id { get; init; }
    public required DateTimeOffset ForgottenAt { get; init; }
}

/// <summary>
/// Ends a sign-in for every copy of its cookie, and for that sign-in alone: whoever signs out on the phone stays signed in at the desk. A cookie
/// is held against the list in the database whenever the person is read anew, and in between against those that this process ended lately.
/// </summary>
public sealed class SignedOut(TimeProvider time)
{
    /// <summary>The cookie's own name for its sign-in, the same in all that are renewed from it.</summary>
    private const string Name = "signIn";

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> lately = new();

    /// <summary>Gives a new sign-in its name; a renewed cookie keeps it.</summary>
    public static void NameSignIn(AuthenticationProperties properties) => properties.Items.TryAdd(Name, Guid.CreateVersion7().ToString("N"));

    public async Task End(HttpContext http)
    {
        if (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme) is not { Succeeded: true, Properties: var properties } || Of(properties) is not { } signIn) return;
        var now = time.GetUtcNow();
        foreach (var (id, at) in lately)
            if (at + 2 * ChangedPeople.Trusted < now) lately.TryRemove(id, out _);
        if (!lately.TryAdd(signIn, now)) return; // signed out twice at once
        try
        {
            var db = http.RequestServices.GetRequiredService<TrothContext>();
            await db.EndedSignIns.Where(s => s.ForgottenAt < now).ExecuteDeleteAsync();
            if (await db.EndedSignIns.AnyAsync(s => s.Id == signIn)) return;
            db.Add(new EndedSignIn { Id = signIn, ForgottenAt = now + IdentityModule.SignedInFor + ChangedPeople.Trusted });
            await db.SaveChangesAsync();
        }
        catch
        {
            lately.TryRemove(signIn, out _); // not kept, so the next try must
            throw;
        }
    }

    /// <summary>Ended in this process, not long ago: no query.</summary>
    public bool Lately(AuthenticationProperties properties) => Of(properties) is { } signIn && lately.ContainsKey(signIn);

    public static async Task<bool> Ever(AuthenticationProperties properties, TrothContext db, CancellationToken cancel) =>
        Of(properties) is { } signIn && await db.EndedSignIns.AnyAsync(s => s.Id == signIn, cancel);

    /// <summary>Cookies of before sign-ins had names cannot be ended, so they let in no more.</summary>
    public static bool HasName(AuthenticationProperties properties) => Of(properties) is not null;

    private static Guid? Of(AuthenticationProperties? properties) => properties is not null && properties.Items.TryGetValue(Name, out var text) && Guid.TryParse(text, out var id) ? id : null;
}
