namespace Troth.Orders;

/// <summary>How an order came to us, from least friction to most.</summary>
public enum SalesChannel { Portal, CustomerService, InsideSales, Field }
