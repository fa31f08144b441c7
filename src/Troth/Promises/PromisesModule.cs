using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Import.Contracts;
using Troth.Platform.Web;
using Troth.Promises.Contracts;
using Troth.Promises.Desk;
using Troth.Promises.Inserts;
using Troth.Promises.Ledger;
using Troth.Promises.OurWord;
using Troth.Promises.Radar;
using Troth.Schedule.Contracts;

namespace Troth.Promises;

/// <summary>The door of this room: the ledger of promises of any kind, and how well we keep our word.</summary>
public static class PromisesModule
{
    public static IServiceCollection AddPromises(this IServiceCollection services)
    {
        services.AddScoped<WordOfSellers>().AddScoped<WordOfAccounts>().AddScoped<SellersShown>();
        services.AddScoped<CompanyDay>().AddScoped<WhoMayAct>();
        services.AddScoped<ListPromises>().AddScoped<ReadPromise>().AddScoped<ExportPromises>();
        services.AddScoped<KeptPromises>().AddScoped<MakePromise>().AddScoped<KeepPromise>().AddScoped<BreakPromise>().AddScoped<WithdrawPromise>().AddScoped<ReopenPromise>().AddScoped<TellPromise>();
        services.AddScoped<CountWord>().AddScoped<ReadWord>().AddScoped<SellerSight>().AddScoped<EditWordSettings>().AddScoped<ListLooks>();
        services.AddScoped<AskInsert>().AddScoped<DecideInsert>().AddScoped<ListInserts>().AddScoped<ReadInsert>().AddScoped<IPlanGate, PromiseGate>();
        services.AddScoped<IPlanGate, ChoiceGate>().AddScoped<IPlanGate, ShopGate>().AddScoped<ListShopDecisions>();
        services.AddScoped<MoveFacts>().AddScoped<AskCustomer>().AddScoped<HoldInsert>().AddScoped<SeeInsert>().AddScoped<QuestionsForCustomers>();
        services.AddScoped<ITodayItems, InsertsToday>().AddScoped<IPlanDecisions, InsertDecisions>();
        services.AddScoped<MakeQuote>().AddScoped<OwnLimits>().AddScoped<OwnPrices>().AddScoped<EndQuote>().AddScoped<ChangeDelivery>().AddScoped<Renegotiate>().AddScoped<TakeBack>().AddScoped<IShopOrderFollower, DeliveryLedger>();
        services.AddScoped<AskDesk>().AddScoped<DraftMessage>().AddScoped<TellCustomer>().AddScoped<Contracts.OwnDeliveries>().AddScoped<Contracts.DeskForCustomers>();
        services.AddScoped<Requote>().AddScoped<SendQuote>().AddScoped<ListQuotes>().AddScoped<ReadQuote>().AddScoped<ITodayItems, QuotesToday>();
        services.AddScoped<ITodayItems, PromisesToday>().AddScoped<SamplePromises>().AddScoped<SampleLedger>();
        services.AddScoped<CountRadar>().AddScoped<ReadRadar>().AddScoped<ListRadar>();
        services.AddSingleton(new MenuItem(MenuGroup.Word, Text.Of<Words>("radar"), "/radar", "timeline", nameof(Right.SeePromises), 30));
        services.AddScoped<Orders.Contracts.IOrdersPutBefore, InsertedOrders>();
        services.AddSingleton(new MenuItem(MenuGroup.Word, Text.Of<Words>("desk"), "/desk", "calendar-time", nameof(Right.SeePromises), 5));
        services.AddSingleton(new MenuItem(MenuGroup.Word, Text.Of<Words>("quotes"), "/quotes", "clipboard-list", nameof(Right.SeePromises), 7));
        services.AddSingleton(new MenuItem(MenuGroup.Word, Text.Of<Words>("inserts"), "/inserts", "arrow-back-up", nameof(Right.SeePromises), 8));
        services.AddScoped<FindSource>().AddScoped<ListOrderPromises>();
        services.AddSingleton(new Panel(Orders.Contracts.OrderPlaces.Main, "promises", Text.Of<Words>("order.promises"), typeof(OrderPromisesPanel), nameof(Right.SeePromises), 10, Lazy: true));
        services.AddSingleton(new Panel(SchedulePlaces.ShopOrder, "links", Text.Of<Words>("shopOrder.links"), typeof(ShopOrderLinksPanel), nameof(Right.SeePromises), 5, Lazy: true));
        services.AddSingleton(new Panel(SchedulePlaces.ShopOrder, "inserts", Text.Of<Words>("inserts"), typeof(InsertPanel), nameof(Right.SeePromises), 10));
        services.AddSingleton(new MenuItem(MenuGroup.Word, Text.Of<Words>("promises"), "/promises", "target-arrow", nameof(Right.SeePromises), 10));
        services.AddSingleton(new MenuItem(MenuGroup.Word, Text.Of<Words>("word.menu"), "/word", "heart-handshake", nameof(Right.SeePromises), 20));
        services.AddSingleton(new PaletteCommand(Text.Of<Words>("make"), "/promises/new", "plus", nameof(Right.KeepPromises)));
        services.AddSingleton(new Panel(AccountPlaces.Main, "word", Text.Of<Words>("word.panel"), typeof(OurWordPanel), nameof(Right.SeePromises), 10, Lazy: true));
        HistoryWords.AddTo(services);
        PromisesInHistory.AddTo(services);
        services.AddImportable(PromisesImport.Promises);
        return services;
    }

    public static void MapPromises(this IEndpointRouteBuilder app)
    {
        PromisesApi.Map(app);
        QuotesApi.Map(app);
        InsertsApi.Map(app);
        InsertPages.Map(app);
        DeskPages.Map(app);
        QuotePages.Map(app);
        PromisePages.Map(app);
        WordPages.Map(app);
        RadarRoutes.Map(app);
    }
}
