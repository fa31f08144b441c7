namespace Troth.Orders.Contracts;

/// <summary>Where other rooms may put panels on this room's pages. The panel's subject is the order's id.</summary>
public static class OrderPlaces
{
    /// <summary>The wide column, under the lines: what became of them.</summary>
    public const string Main = "order-main";
}
