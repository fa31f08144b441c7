using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using System.Security.Cryptography;
using Troth.Accounts;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Identity;

/// <summary>A person who may sign in, as administrators see them.</summary>
public sealed record PersonRow(Guid Id, string Name, string Email, Role[] Roles, Guid? SellerId, string? Seller, Guid? TeamId, bool Locked);

public sealed record PersonInput
{
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public Role[] Roles { get; init => field = value ?? []; } = [];
    public Guid? SellerId { get; init; }
    public Guid? TeamId { get; init; }
}

/// <summary>Who may sign in, and as what.</summary>
public sealed class People(TrothContext db, UserManager<User> users, ChangedPeople changed, TimeProvider time)
{
    public async Task<IReadOnlyList<PersonRow>> List(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var rows = await (from user in db.Users.AsNoTracking()
                          join seller in db.Sellers on user.SellerId equals seller.Id into sellers
                          from seller in sellers.DefaultIfEmpty()
                          select new { user.Id, user.Name, user.Email, user.Roles, user.SellerId, Seller = (string?)seller.Name, user.TeamId, user.LockoutEnd }).ToListAsync(cancel);
        return [.. rows.Select(r => new PersonRow(r.Id, r.Name, r.Email ?? "", r.Roles, r.SellerId, r.Seller, r.TeamId, r.LockoutEnd > now))
            .OrderBy(r => NameKey.Of(r.Name), StringComparer.Ordinal)];
    }

    /// <summary>Adds somebody with a password of their own to be changed; it is returned once and kept nowhere.</summary>
    public async Task<(User User, string Password)> Add(PersonInput input, CancellationToken cancel)
    {
        var email = await Check(input, cancel);
        var user = new User
        {
            Name = SetUpCompany.Need(input.Name, nameof(input.Name), Words.Say("person.nameless"), User.NameMax),
            UserName = email, Email = email, Roles = input.Roles, SellerId = input.SellerId, TeamId = input.TeamId,
            CreatedAt = time.GetUtcNow(), LockoutEnabled = true,
        };
        var password = NewPassword();
        (await users.CreateAsync(user, password)).OrRefuse();
        return (user, password);
    }

    public async Task<User> Edit(Guid id, PersonInput input, Guid byUser, CancellationToken cancel)
    {
        var email = await Check(input, cancel);
        await using var turn = await Turn(cancel);
        var user = await Get(id);
        if (user.Roles.Contains(Role.Administrator) && !input.Roles.Contains(Role.Administrator)) await KeepOneAdministrator(id, cancel);
        user.Name = SetUpCompany.Need(input.Name, nameof(input.Name), Words.Say("person.nameless"), User.NameMax);
        (user.Roles, user.SellerId, user.TeamId) = (input.Roles, input.SellerId, input.TeamId);
        (user.UserName, user.Email) = (email, email);
        (await users.UpdateAsync(user)).OrRefuse();
        await turn.CommitAsync(cancel);
        changed.Note(user);
        return user;
    }

    /// <summary>A new password for somebody who forgot theirs; signs them out everywhere.</summary>
    public async Task<(User User, string Password)> NewPasswordFor(Guid id)
    {
        var user = await Get(id);
        var password = NewPassword();
        (await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password)).OrRefuse();
        await users.SetLockoutEndDateAsync(user, null);
        changed.Note(user);
        return (user, password);
    }

    /// <summary>Keeps somebody out, or lets them in again. What they did stays theirs.</summary>
    public async Task<User> Lock(Guid id, bool locked, Guid byUser, CancellationToken cancel)
    {
        if (locked && id == byUser) throw new BusinessRuleException("person.self", Words.Say("person.self"));
        await using var turn = await Turn(cancel);
        var user = await Get(id);
        if (locked && user.Roles.Contains(Role.Administrator)) await KeepOneAdministrator(id, cancel);
        (await users.SetLockoutEndDateAsync(user, locked ? DateTimeOffset.MaxValue : null)).OrRefuse();
        (await users.UpdateSecurityStampAsync(user)).OrRefuse();
        await turn.CommitAsync(cancel);
        changed.Note(user);
        return user;
    }

    public async Task<User> Get(Guid id) => await users.FindByIdAsync(id.ToString()) ?? throw new NotFoundException(Words.Say("person.this"));

    /// <summary>Answers the address, trimmed.</summary>
    private async Task<string> Check(PersonInput input, CancellationToken cancel)
    {
        if (input.Roles.FirstOrDefault(r => !Enum.IsDefined(r), Role.Reader) is var role && !Enum.IsDefined(role)) throw new BadInputException(nameof(input.Roles), Words.Say("person.noRole", role));
        if (input.Roles.Length == 0) throw new BadInputException(nameof(input.Roles), Words.Say("person.roles"));
        var email = SetUpCompany.EmailOf(input.Email);
        if (input.SellerId is { } seller && !await db.Sellers.AnyAsync(s => s.Id == seller, cancel)) throw new BadInputException(nameof(input.SellerId), Words.Say("person.sellerGone"));
        if (input.TeamId is { } team && !await db.Teams.AnyAsync(t => t.Id == team, cancel)) throw new BadInputException(nameof(input.TeamId), Words.Say("person.teamGone"));
        return email;
    }

    /// <summary>One after the other, so that two administrators cannot take the role from each other. SQLite lets one write at a time anyhow.</summary>
    private async Task<IDbContextTransaction> Turn(CancellationToken cancel)
    {
        var turn = await db.Database.BeginTransactionAsync(cancel);
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlRawAsync("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE", cancel);
        return turn;
    }

    private async Task KeepOneAdministrator(Guid except, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var others = await db.Users.AsNoTracking().Where(u => u.Id != except).Select(u => new { u.Roles, u.LockoutEnd }).ToListAsync(cancel);
        if (!others.Any(o => o.Roles.Contains(Role.Administrator) && !(o.LockoutEnd > now)))
            throw new BusinessRuleException("person.last-administrator", Words.Say("person.lastAdministrator"));
    }

    private static string NewPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
}
