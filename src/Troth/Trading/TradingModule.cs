using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Web;

namespace Troth.Trading;

/// <summary>The door of this room: proposals to move accounts between sellers.</summary>
public static class TradingModule
{
    private static readonly string[] Told =
        [nameof(TradeMove.FromId), nameof(TradeMove.ToId), nameof(TradeMove.ShareNow), nameof(TradeMove.ShareThen), nameof(TradeMove.Potential), nameof(TradeMove.Bought),
            nameof(TradeMove.Minutes), nameof(TradeMove.Tell), nameof(TradeMove.TellById), nameof(TradeMove.TellBy), nameof(TradeMove.ToldOn)];

    public static IServiceCollection AddTrading(this IServiceCollection services)
    {
        services.AddScoped<BoardSight>().AddScoped<MakeBoard>().AddScoped<ReadBoards>().AddScoped<EditBoard>().AddScoped<TellAndAccept>().AddScoped<ShowTrades>();
        services.AddScoped(all => new PartInHistory("tradeMove", (_, team) => all.GetRequiredService<BoardSight>().SeesMoves(team)));
        services.AddScoped<ITodayItems, TellingToday>();
        services.AddSingleton(new MenuItem(MenuGroup.People, Text.Of<Words>("menu"), "/trades", "transfer", nameof(Right.SeeTrades), 40, Judgement: true));
        services.AddSingleton(new LooseReference("trade_moves", "account_id", "accounts", "tradeMove"));
        services.AddSingleton(new WordInHistory("tradeMove", Text.Of<Words>("history.TradeMove")));
        foreach (var field in Told) services.AddSingleton(new WordInHistory(field, Text.Of<Words>($"history.{field}")));
        return services;
    }

    public static void MapTrading(this IEndpointRouteBuilder app)
    {
        TradingApi.Map(app);
        TradingPages.Map(app);
    }
}
