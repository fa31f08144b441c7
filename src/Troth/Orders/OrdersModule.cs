using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.History;

namespace Troth.Orders;

/// <summary>The door of this room: products, orders and their lines, and the company's rates.</summary>
public static class OrdersModule
{
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.AddScoped<ListOrders>().AddScoped<ReadOrder>().AddScoped<ListProducts>().AddScoped<ListRates>().AddScoped<SetRate>();
        services.AddScoped<Purchases>().AddScoped<IAccountSizes, AccountSizes>();
        services.AddSingleton(new NamesInHistory(["ProductId"], (db, ids, cancel) =>
            db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancel)));
        foreach (var importable in OrdersImport.All) services.AddSingleton(importable);
        services.AddSingleton(OrdersImport.LatestSeller(AccountsImports.Seller));
        return services;
    }

    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        OrdersApi.Map(app);
    }
}
