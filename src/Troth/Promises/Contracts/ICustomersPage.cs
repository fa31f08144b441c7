namespace Troth.Promises.Contracts;

/// <summary>Somebody of an account who is invited to the customer's page, and can be written to.</summary>
public sealed record PageReader(Guid Contact, string Name, string Email);

/// <summary>The customer's own page, as far as quotes and messages lead there. The room that has the page provides it.</summary>
public interface ICustomersPage
{
    /// <summary>Who of an account may see its page now, by name.</summary>
    Task<IReadOnlyList<PageReader>> Readers(Guid account, CancellationToken cancel);

    /// <summary>The record of the invitation by which somebody of an account sees its page now; null where they are not invited.</summary>
    Task<Guid?> Invitation(Guid account, Guid contact, CancellationToken cancel);

    /// <summary>The address of a quote or an order there; whoever follows it signs in first.</summary>
    /// <exception cref="Platform.Errors.BusinessRuleException">Nobody said under what address customers reach this server.</exception>
    string Address(string label);

    /// <summary>The address where a customer answers whether a promise may move.</summary>
    /// <exception cref="Platform.Errors.BusinessRuleException">Nobody said under what address customers reach this server.</exception>
    string Question(Guid question);
}
