using Microsoft.EntityFrameworkCore;
using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Import.Contracts;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Accounts;

/// <summary>The door of this room: accounts, the people there, who looks after them, and what they claim.</summary>
public static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddScoped<ListAccounts>().AddScoped<AccountWords>().AddScoped<ExportAccounts>().AddScoped<ReadAccount>();
        services.AddScoped<CreateAccount>().AddScoped<EditAccount>().AddScoped<AssignAccount>().AddScoped<HandOver>();
        services.AddScoped<ListContacts>().AddScoped<ReadContact>().AddScoped<CreateContact>().AddScoped<EditContact>().AddScoped<PlaceContact>();
        services.AddScoped<ListSellers>().AddScoped<EditSeller>();
        services.AddScoped<ClaimSight>().AddScoped<MakeClaim>().AddScoped<RunThroughClaims>();
        services.AddScoped<ShowSeller>().AddScoped<ShowAccount>().AddScoped<AddPerson>();
        services.AddScoped<ISearchableText, AccountsText>().AddScoped<ITodayItems, ClaimsToday>();
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("accounts"), "/accounts", "building", nameof(Right.SeeAccounts), 20, OnPhone: true));
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("contacts"), "/contacts", "users", nameof(Right.SeeAccounts), 30));
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("claims.menu"), "/claims", "message-question", nameof(Right.Claim), 60, Judgement: true));
        services.AddSingleton(new MenuItem(MenuGroup.Company, Text.Of<Words>("sellers"), "/sellers", "user", nameof(Right.Administer), 70));
        services.AddSingleton(new PaletteCommand(Text.Of<Words>("account.new"), "/accounts/new", "plus", nameof(Right.EditAccounts)));
        services.AddSingleton(new PaletteCommand(Text.Of<Words>("claims.command"), "/claims", "message-question", nameof(Right.Claim), Judgement: true));
        services.AddSingleton(new NamesInHistory(["ParentId", "AccountId"], (db, ids, cancel) =>
            db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Name }).ToDictionaryAsync(a => a.Id, a => a.Name, cancel)));
        services.AddSingleton(new NamesInHistory(["SellerId"], (db, ids, cancel) =>
            db.Sellers.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, cancel)));
        services.AddSingleton(new NamesInHistory(["ContactId"], (db, ids, cancel) =>
            db.Contacts.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancel)));
        services.AddSingleton(new NamesInHistory(["TeamId"], (db, ids, cancel) =>
            db.Teams.AsNoTracking().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToDictionaryAsync(t => t.Id, t => t.Name, cancel)));
        RecordsInHistory.AddTo(services);
        TakeBackChanges.AddTo(services);
        foreach (var importable in AccountsImport.All) services.AddImportable(importable);
        return services;
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        AccountsApi.Map(app);
        AccountPages.Map(app);
        ContactPages.Map(app);
        ClaimPages.Map(app);
        SellerPages.Map(app);
    }
}
