using Microsoft.Extensions.Localization;
using Troth.Platform.Errors;
using Troth.Platform.Lists;
using Troth.Platform.Web;

namespace Troth.Platform.Mail;

/// <summary>The outbox: its job, and the page on which administrators see what left and what did not.</summary>
public static class MailModule
{
    /// <param name="right">The right that opens the page.</param>
    public static IServiceCollection AddMail(this IServiceCollection services, string right)
    {
        services.AddSingleton<Postman>().AddSingleton<OwnAddress>();
        services.AddScoped<SendMails>().AddScoped<ListMails>();
        services.AddHostedService<MailJob>();
        services.AddSingleton(new MenuItem(MenuGroup.Company, Text.Of<Words>("mails"), "/mails", "mail", right, 95));
        return services;
    }

    /// <summary>Returns its routes: the caller says by which right.</summary>
    public static RouteGroupBuilder MapMail(this WebApplication app)
    {
        var mails = app.MapGroup("");
        mails.MapGet("/mails", async (ListMails list, string? state, string? after, string? before, CancellationToken cancel) =>
        {
            var wanted = StateOf(state);
            return Pages.Show<MailsPage>(new { Mails = await list.Run(wanted, ListPlace.From(after, before, null), cancel),
                State = wanted });
        }).ExcludeFromDescription();
        mails.MapPost("/mails/{id:guid}/again", (Guid id, ListMails list, IStringLocalizer<Words> words, CancellationToken cancel) =>
            Pages.Submit(
            () => list.Again(id, cancel),
            mail => Pages.SeeOther("/mails", words["again.done", mail.To]),
            async refusal => Pages.Show<MailsPage>(new { Mails = await list.Run(null, new ListPlace(), cancel), Refusal = refusal },
                refusal.Status))).ExcludeFromDescription();

        var api = mails.MapGroup("/api/mails").WithTags("Mails");
        api.MapGet("", (ListMails list, string? state, string? after, string? before, int? limit, CancellationToken cancel) =>
            list.Run(StateOf(state), ListPlace.From(after, before, limit), cancel))
            .WithSummary("Mails that left, wait or were given up, newest first; what they say is in none");
        api.MapPost("{id:guid}/again", (Guid id, ListMails list, CancellationToken cancel) => list.Again(id, cancel))
            .WithSummary("Tries a mail again that was given up");
        return mails;
    }

    private static MailState? StateOf(string? text) => string.IsNullOrEmpty(text) ? null
        : Enum.TryParse<MailState>(text, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known
            : throw new BadInputException("state", Words.Say("state.wrong", text));
}
