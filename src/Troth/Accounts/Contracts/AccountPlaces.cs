namespace Troth.Accounts.Contracts;

/// <summary>Where other rooms may put panels on this room's pages. The panel's subject is the account's id.</summary>
public static class AccountPlaces
{
    /// <summary>Under the account's name: figures in a row.</summary>
    public const string Head = "account-head";

    /// <summary>The wide column: what happened.</summary>
    public const string Main = "account-main";

    /// <summary>The narrow column: small charts and facts.</summary>
    public const string Side = "account-side";

    /// <summary>On a contact's page, in the wide column. Here the subject is the contact's id.</summary>
    public const string Contact = "contact-main";

    /// <summary>Beside "how would you call it?": plain facts, never a judgement, since they would lead the answer.</summary>
    public const string ClaimFacts = "claim-facts";
}
