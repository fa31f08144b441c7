namespace Troth.Orders.Contracts;

/// <summary>Told by rooms that put orders before others: such an order is no ordinary one.</summary>
public interface IOrdersPutBefore
{
    /// <summary>Ids of the orders of these accounts that went before others.</summary>
    Task<IReadOnlyCollection<Guid>> Among(IReadOnlyCollection<Guid> accounts, CancellationToken cancel);
}

/// <summary>Told by the room that invites customers to their own page.</summary>
public interface IInvitedAccounts
{
    /// <summary>How many contacts of each of these accounts are invited now; accounts without one are left out.</summary>
    Task<IReadOnlyDictionary<Guid, int>> Among(IReadOnlyCollection<Guid> accounts, CancellationToken cancel);
}
