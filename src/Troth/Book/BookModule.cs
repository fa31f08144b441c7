using Troth.Book.Asked;
using Troth.Book.Contracts;
using Troth.Book.Expected;
using Troth.Book.Figures;
using Troth.Book.Questions;
using Troth.Book.WhiteSpace;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.Web;

namespace Troth.Book;

/// <summary>The door of this room: which customer relationships are real.</summary>
public static class BookModule
{
    public static IServiceCollection AddBook(this IServiceCollection services)
    {
        services.AddScoped<IBeforeSave, NoteBookChanges>();
        services.AddSingleton<BookTurn>();
        services.AddSingleton<RecomputeBook>();
        services.AddSingleton<BookPeers>();
        services.AddHostedService<BookJob>();
        services.AddScoped<EarlierQuestions>();
        services.AddScoped<BookOfSellers>();
        foreach (var (column, to) in new[] { ("claim_id", "claims"), ("seller_id", "sellers") }) // a question that nobody has answered goes with what it is about
            services.AddSingleton(new LooseReference("claim_questions", column, to, "claimQuestion", Keeps: "answer IS NOT NULL"));
        services.AddAsked();
        services.AddWhiteSpace();
        services.AddScoped<ReadBook>();
        services.AddScoped<ListBook>();
        services.AddScoped<BookChoices>();
        services.AddScoped<ChartBook>();
        services.AddScoped<ExportBook>();
        services.AddScoped<BookFacts>();
        services.AddScoped<BookWhy>();
        services.AddScoped<SayForecast>();
        services.AddScoped<ListQuestions>();
        services.AddScoped<AnswerQuestion>();
        services.AddScoped<ITodayItems, QuestionsToday>();
        services.AddScoped<ITodayItems, OverdueToday>();
        services.AddSingleton(new MenuItem(MenuGroup.Customers, Text.Of<Words>("menu.book"), "/book", "chart-dots", nameof(Right.SeeBook), 10, OnPhone: true));
        services.AddSingleton(new Panel(BookPanel.Place, BookPanel.Key, Text.Of<Words>("panel"), typeof(BookPanel), nameof(Right.SeeBook), 10, Judgement: true));
        return services;
    }

    public static void MapBook(this IEndpointRouteBuilder app)
    {
        app.MapBookPages();
        app.MapBookApi();
        EstimateRoutes.Map(app);
        WhiteSpaceRoutes.Map(app);
    }
}
