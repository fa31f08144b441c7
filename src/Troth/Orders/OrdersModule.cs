using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Import.Contracts;
using Troth.Orders.Channels;
using Troth.Orders.Contracts;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Orders;

/// <summary>The door of this room: products, orders and their lines, and the company's rates.</summary>
public static class OrdersModule
{
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.AddScoped<ListOrders>().AddScoped<ReadOrder>().AddScoped<ListProducts>().AddScoped<ListRates>().AddScoped<SetRate>();
        services.AddScoped<Purchases>().AddScoped<AddProduct>().AddScoped<IAccountSizes, AccountSizes>();
        services.AddScoped<IBeforeSave, NoteSortChanges>().AddSingleton<SortOrders>().AddHostedService<SortJob>();
        services.AddScoped<AskedLeads>().AddScoped<ReadChannels>().AddScoped<ListMovable>().AddScoped<EditSorting>().AddScoped<CorrectChannel>().AddScoped<ChannelChoices>();
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("channels"), "/channels", "transfer", nameof(Right.SeeAccounts), 45));
        services.AddScoped<ShowRates>().AddScoped<ITodayItems, OrdersToday>().AddScoped<ISearchableText, OrdersText>();
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("orders"), "/orders", "clipboard-list", nameof(Right.SeeAccounts), 40));
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("products"), "/products", "package", nameof(Right.SeeAccounts), 50));
        services.AddSingleton(new MenuItem(MenuGroup.Company, Text.Of<Words>("rates"), "/rates", "coins", nameof(Right.Administer), 60));
        services.AddScoped<SampleSorting>();
        services.AddSingleton(new Panel(AccountPlaces.Main, "orders", Text.Of<Words>("orders"), typeof(OrdersPanel), nameof(Right.SeeAccounts), 20, Lazy: true));
        services.AddSingleton(new Panel(AccountPlaces.Side, "bought", Text.Of<Words>("bought"), typeof(BoughtPanel), nameof(Right.SeeAccounts), 10, Lazy: true));
        services.AddSingleton(new Panel(AccountPlaces.ClaimFacts, "bought", Text.Of<Words>("bought"), typeof(ClaimFactsPanel), nameof(Right.SeeAccounts), 10));
        services.AddSingleton(new NamesInHistory(["ProductId"], (db, ids, cancel) =>
            db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Code }).ToDictionaryAsync(p => p.Id, p => Product.Shown(p.Name, p.Code), cancel)));
        OrdersInHistory.AddTo(services);
        foreach (var importable in OrdersImport.All) services.AddImportable(importable);
        services.AddSingleton(OrdersImport.LatestSeller(AccountsImports.Seller));
        return services;
    }

    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        OrdersApi.Map(app);
        OrderPages.Map(app);
        ChannelRoutes.Map(app);
    }
}
