namespace Troth.Portal.Contracts;

/// <summary>
/// Where other rooms may put panels on the customer's own page. The panel's subject is the account's id; it shows nothing of any other
/// account, asks for no right (customers hold none), and is not lazy, since the address that lazy panels come from is for our own people.
/// </summary>
public static class PortalPlaces
{
    /// <summary>On the first page: our record of keeping promises to this customer.</summary>
    public const string Record = "portal-record";

    /// <summary>On the first page, above the orders: what waits for the customer, such as quotes to accept.</summary>
    public const string Waiting = "portal-waiting";

    /// <summary>On an order's page. Here the subject is the order's id, which is already known to be this customer's.</summary>
    public const string Order = "portal-order";
}
