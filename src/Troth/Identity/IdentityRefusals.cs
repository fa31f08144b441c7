using Microsoft.AspNetCore.Identity;

namespace Troth.Identity;

/// <summary>What the framework's keeper of accounts refuses, in this room's words; its own cannot be translated.</summary>
public sealed class IdentityRefusals : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) =>
        Said(base.PasswordTooShort(length), Words.Say("password.tooShort", length));

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Said(base.PasswordRequiresUniqueChars(uniqueChars), Words.Say("password.sameCharacters", uniqueChars));

    public override IdentityError DuplicateUserName(string userName) =>
        Said(base.DuplicateUserName(userName), Words.Say("userName.taken", userName));

    public override IdentityError DuplicateEmail(string email) =>
        Said(base.DuplicateEmail(email), Words.Say("email.taken", email));

    public override IdentityError InvalidEmail(string? email) => Said(base.InvalidEmail(email), Words.Say("email.invalid", email));

    public override IdentityError PasswordMismatch() => Said(base.PasswordMismatch(), Words.Say("password.incorrect"));

    public override IdentityError ConcurrencyFailure() => Said(base.ConcurrencyFailure(), Words.Say("person.changed"));

    private static IdentityError Said(IdentityError error, string words) => new() { Code = error.Code, Description = words };
}
