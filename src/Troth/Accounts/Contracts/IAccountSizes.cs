namespace Troth.Accounts.Contracts;

/// <summary>
/// What accounts bought lately, told by the room that knows orders, so that the biggest can come first here. In the company's own currency;
/// accounts that bought nothing are left out.
/// </summary>
public interface IAccountSizes
{
    /// <summary>Of all accounts that a seller looks after. One query; cost grows with the seller's orders of a year.</summary>
    Task<IReadOnlyDictionary<Guid, decimal>> OfSeller(Guid sellerId, CancellationToken cancel);
}
