using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Orders;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.History;
using Troth.Platform.Live;
using Troth.Platform.Mail;
using Troth.Promises.Contracts;
using Troth.Promises.Desk;
using Troth.Schedule.Contracts;
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>
/// Asks a customer whether their promise may move: by mail, and on their own page, where they answer themselves. Until they say yes it stands.
/// </summary>
public sealed class AskCustomer(TrothContext db, PlanWriter writer, ICustomersPage page, CurrentCompany company, Actor actor, LiveNews news)
{
    /// <param name="Contact">Number or id of who is written to; the only one who is invited when null.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Contact = null);

    public sealed record Sent(string Review, string ShopOrder, string To, DateTimeOffset At);

    /// <param name="key">What the asker calls this request: repeated, it is answered again and mailed once.</param>
    /// <exception cref="BusinessRuleException">Nobody of theirs is invited to their page (<c>quote.noReader</c>), or it could be promised for no other day.</exception>
    public async Task<Sent> Run(string reference, long shopOrder, Request request, string? key, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        var (sent, account) = await InsertTopics.Once(review, () => writer.Write(review.Plant, string.IsNullOrEmpty(key) ? null : key, new { reference, shopOrder, asked = request }, async turn =>
        {
            await db.Entry(review).ReloadAsync(cancel); // as it is now that nobody else writes
            return await Mailed(review, shopOrder, request, key, turn.Now, cancel);
        }, cancel));
        news.Publish(InsertTopics.All);
        news.Publish($"account:{account}");
        return sent;
    }

    /// <summary>What is answered, also to a repeated call.</summary>
    public sealed record Answered(Sent Sent, Guid Account);

    private async Task<Answered> Mailed(InsertReview review, long shopOrder, Request request, string? key, DateTimeOffset now, CancellationToken cancel)
    {
        review.MustBeOpen();
        var move = await db.MoveOf(review, shopOrder, cancel);
        if (move.AccountId is not { } account) throw new BusinessRuleException("insert.nobody", Words.Say("insert.nobody", $"W-{shopOrder}"));
        var to = await SendQuote.Reader(page, db, account, request.Contact, null, cancel);
        if (string.IsNullOrEmpty(key) && move.AskedAt is { } at && at > now - SendQuote.Twice && move.IsAsked(to.Contact))
            return new(new(review.Label, $"W-{shopOrder}", to.Email, at), account); // a click too many
        move.Asked(now, actor.Name, to.Contact);
        var home = await company.Get(cancel);
        var words = new CompanyWords(home);
        var what = await What(move, cancel);
        db.Add(new Mail(to.Email, Words.Say("insert.mail.subject", home.Name, what), string.Join("\n\n", Words.Say("mail.hello", to.Name),
            Words.Say("insert.mail.ask", what, words.Day(move.FromOn), words.Day(move.ToOn!.Value)), Words.Say("insert.mail.stands"),
            page.Question(move.Id), Words.Say("insert.mail.otherwise"), actor.Name + "\n" + home.Name), now));
        return new(new(review.Label, $"W-{shopOrder}", to.Email, now), account);
    }

    private async Task<string> What(InsertMove move, CancellationToken cancel)
    {
        var told = await (from o in db.ShopOrders join product in db.Products on o.ProductId equals product.Id where o.Id == move.ShopOrder
                          select new { o.Quantity, product.Name }).AsNoTracking().FirstAsync(cancel);
        return Words.Say("delivery.of", told.Quantity, told.Name);
    }
}
