using Troth.Accounts.Contracts;
using Troth.Identity;
using Troth.Platform.Data;
using Troth.Platform.History;
using Troth.Platform.Mail;
using Troth.Platform.Web;
using Troth.Portal.Access;
using Troth.Portal.Contracts;
using Troth.Portal.Deciding;
using Troth.Portal.Inviting;
using Troth.Portal.Saying;
using Troth.Portal.Seeing;

namespace Troth.Portal;

/// <summary>The door of this room: the customer's own page, who is invited to it, and what customers say there.</summary>
public static class PortalModule
{
    /// <summary>Fields whose changes stand in the account's history.</summary>
    private static readonly string[] Told =
        [nameof(Invitation.FirstSignInAt), nameof(Invitation.EndedAt), nameof(Invitation.TimeZone), nameof(Invitation.Culture),
            nameof(CustomerWord.Answer), nameof(CustomerWord.AnsweredBy), nameof(CustomerWord.AnsweredAt)];

    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.AddPortalScheme();
        services.AddScoped<PortalReader>().AddScoped<SignInByLink>().AddScoped<AskForLink>().AddScoped<PortalLinks>()
            .AddScoped<IBeforeSave, EndInvitations>();
        services.AddScoped<IMailWriter, InvitationMail>().AddScoped<IMailWriter, SignInMail>();
        services.AddScoped<ReadOwnOrders>().AddScoped<PortalSettings>().AddScoped<Reorder>().AddScoped<Promises.Contracts.ICustomersPage, CustomersPage>();
        services.AddScoped<SayWord>().AddScoped<AnswerWord>().AddScoped<ListWords>().AddScoped<ITodayItems, WordsToday>();
        services.AddScoped<Orders.Contracts.IInvitedAccounts, InvitedAccounts>();
        services.AddScoped<InviteContact>().AddScoped<ReadInvitations>().AddScoped<SamplePortal>();
        services.AddSingleton(new LooseReference("customer_words", "order_id", "orders", "customerWord"));
        services.AddSingleton(new Panel(AccountPlaces.Main, "words", Text.Of<Words>("words"), typeof(WordsPanel),
            nameof(Right.SeeAccounts), 30, Lazy: true));
        services.AddSingleton(new Panel(AccountPlaces.Side, "invited", Text.Of<Words>("invitations"), typeof(InvitedPanel),
            nameof(Right.SeeAccounts), 50, Lazy: true));
        services.AddSingleton(new Panel(AccountPlaces.Contact, "invited", Text.Of<Words>("invitations"), typeof(ContactPanel),
            nameof(Right.SeeAccounts), 10));
        foreach (var name in new[] { nameof(Invitation), nameof(CustomerWord) })
            services.AddSingleton(new WordInHistory(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name),
                Text.Of<Words>($"history.{name}")));
        foreach (var field in Told) services.AddSingleton(new WordInHistory(field, Text.Of<Words>($"history.{field}")));
        foreach (var kind in new[] { KindInHistory.Of<Invitation>(nameof(Right.SeeAccounts), typeof(Words)), KindInHistory.Of<CustomerWord>(nameof(Right.SeeAccounts), typeof(Words)) })
            services.AddSingleton(kind with { Find = AccountsInHistory.Find, ByWhole = true });
        return services;
    }

    public static void MapPortal(this IEndpointRouteBuilder app)
    {
        PortalPages.Map(app);
        PortalApi.Map(app);
        DecidingRoutes.Map(app);
        QuestionRoutes.Map(app);
        InvitingRoutes.Map(app);
    }
}
