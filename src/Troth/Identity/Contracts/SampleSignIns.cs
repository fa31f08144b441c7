using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Troth.Platform.Data;

namespace Troth.Identity.Contracts;

/// <summary>Somebody of the sample company, as its sign-in page offers them.</summary>
public sealed record SampleSignIn(string Name, string Email, string Role);

/// <summary>Who may sign in to the sample company.</summary>
public sealed class SampleSignIns(TrothContext db, UserManager<User> users, TimeProvider time)
{
    /// <summary>The one password of everybody in the sample company; no other company ever has it.</summary>
    public const string Password = "only-a-sample";

    /// <summary>Everybody, in the order they were added.</summary>
    public async Task<IReadOnlyList<SampleSignIn>> List(CancellationToken cancel)
    {
        var found = await db.Users.AsNoTracking().OrderBy(u => u.CreatedAt).ThenBy(u => u.Id).Select(u => new { u.Name, u.Email, u.Roles }).Take(20).ToListAsync(cancel);
        return [.. found.Select(u => new SampleSignIn(u.Name, u.Email!, u.Roles[0].ToString()))];
    }

    /// <summary>Adds somebody. Everybody knows the password, so wrong ones lock nobody out.</summary>
    public async Task Add(Role role, string name, string email, Guid? seller, Guid? team)
    {
        var result = await users.CreateAsync(new User
        {
            Name = name, UserName = email, Email = email, Roles = [role], SellerId = seller, TeamId = team, CreatedAt = time.GetUtcNow(), LockoutEnabled = false,
        }, Password);
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }

    /// <summary>Makes the company they work for.</summary>
    public async Task Found(string name, string currency, CancellationToken cancel)
    {
        db.Companies.Add(new Company { Name = name, BaseCurrency = currency, Culture = "en-GB", TimeZone = "Europe/Berlin", IsSample = true });
        await db.SaveChangesAsync(cancel);
    }
}
