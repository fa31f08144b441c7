using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Troth.Identity.Contracts;
using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Identity;

/// <summary>Makes the company and its first administrator, once.</summary>
public sealed class SetUpCompany(TrothContext db, UserManager<User> users, TimeProvider time)
{
    public sealed record Request
    {
        public string CompanyName { get; init; } = "";
        public string BaseCurrency { get; init; } = "EUR";
        public string Culture { get; init; } = "en-GB";
        public string TimeZone { get; init; } = "Europe/Berlin";
        public string Name { get; init; } = "";
        public string Email { get; init; } = "";
        public string Password { get; init; } = "";

        /// <summary>What Troth printed when it started, where it asks for it.</summary>
        public string? Code { get; init; }
    }

    public async Task<User> Run(Request request, CancellationToken cancel)
    {
        try
        {
            return await Make(request, cancel);
        }
        catch (DbUpdateException)
        {
            // Somebody else's set-up came first, by less than a look into the database takes.
            if (await db.Companies.AsNoTracking().AnyAsync(cancel)) throw Exists();
            throw;
        }
    }

    private static BusinessRuleException Exists() => new("company.exists", Words.Say("company.exists"));

    private async Task<User> Make(Request request, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Companies.AnyAsync(cancel)) throw Exists();
        db.Companies.Add(new Company
        {
            Name = Need(request.CompanyName, nameof(request.CompanyName), Words.Say("company.nameless"), Company.NameMax), BaseCurrency = Currency(request.BaseCurrency),
            Culture = ReadingChoices.CultureOf(request.Culture), TimeZone = ReadingChoices.ZoneOf(request.TimeZone),
        });
        var email = EmailOf(request.Email);
        var user = new User
        {
            UserName = email, Email = email, Name = Need(request.Name, nameof(request.Name), Words.Say("setUp.nameless"), User.NameMax),
            Roles = [Role.Administrator], CreatedAt = time.GetUtcNow(), LockoutEnabled = true,
        };
        (await users.CreateAsync(user, request.Password)).OrRefuse();
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return user;
    }

    internal static string Need(string? text, string field, string message, int max)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new BadInputException(field, message);
        var errors = new FieldErrors();
        errors.Longest(field, text.Trim(), max);
        errors.ThrowIfAny();
        return text.Trim();
    }

    internal static string EmailOf(string? text)
    {
        var email = Need(text, nameof(User.Email), Words.Say("email.none"), User.EmailMax);
        return email.Contains('@', StringComparison.Ordinal) ? email : throw new BadInputException(nameof(User.Email), Words.Say("email.wrong", email));
    }

    internal static string Currency(string? code) => code?.Trim().ToUpperInvariant() is { Length: 3 } three && three.All(char.IsAsciiLetterUpper)
        ? three : throw new BadInputException(nameof(Company.BaseCurrency), Words.Say("currency.wrong", code));
}

internal static class IdentityErrors
{
    /// <summary>What Identity refuses, at the field it is about.</summary>
    public static void OrRefuse(this IdentityResult result)
    {
        if (result.Succeeded) return;
        throw new BadInputException(result.Errors.GroupBy(e => e.Code switch
        {
            _ when e.Code.StartsWith("Password", StringComparison.Ordinal) => "Password",
            "DuplicateUserName" or "DuplicateEmail" or "InvalidEmail" or "InvalidUserName" => "Email",
            _ => "",
        }).ToDictionary(g => g.Key, g => g.Select(e => e.Description).Distinct().Take(1).ToArray()));
    }
}
