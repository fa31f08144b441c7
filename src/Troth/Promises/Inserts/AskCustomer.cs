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
using Troth.Schedule.Planning;

namespace Troth.Promises.Inserts;

/// <summary>
/// Asks a customer whether their promise may move: by mail, and on their own page, where they answer themselves. Until they say yes it stands.
/// </summary>
public sealed class AskCustomer(TrothContext db, ICustomersPage page, CurrentCompany company, Actor actor, LiveNews news, TimeProvider time)
{
    /// <param name="Contact">Number or id of who is written to; the only one who is invited when null.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(string? Contact = null);

    public sealed record Sent(string Review, string ShopOrder, string To, DateTimeOffset At);

    /// <exception cref="BusinessRuleException">Nobody of theirs is invited to their page (<c>quote.noReader</c>), or it could be promised for no other day.</exception>
    public async Task<Sent> Run(string reference, long shopOrder, Request request, CancellationToken cancel)
    {
        var review = await db.ReviewNamed(reference, cancel);
        review.MustBeOpen();
        var move = await db.MoveOf(review, shopOrder, cancel);
        if (move.AccountId is not { } account) throw new BusinessRuleException("insert.nobody", Words.Say("insert.nobody", $"W-{shopOrder}"));
        var to = await SendQuote.Reader(page, db, account, request.Contact, null, cancel);
        var now = time.GetUtcNow();
        move.Asked(now, actor.Name);
        var home = await company.Get(cancel);
        var words = new CompanyWords(home);
        var what = await What(move, cancel);
        db.Add(new Mail(to.Email, Words.Say("insert.mail.subject", home.Name, what), string.Join("\n\n", Words.Say("mail.hello", to.Name),
            Words.Say("insert.mail.ask", what, words.Day(move.FromOn), words.Day(move.ToOn!.Value)), Words.Say("insert.mail.stands"),
            page.Question(move.Id), Words.Say("insert.mail.otherwise"), actor.Name + "\n" + home.Name), now));
        await InsertTopics.Once(review, () => db.SaveChangesAsync(cancel));
        news.Publish(InsertTopics.All);
        news.Publish($"account:{account}");
        return new(review.Label, $"W-{shopOrder}", to.Email, now);
    }

    private async Task<string> What(InsertMove move, CancellationToken cancel)
    {
        var told = await (from o in db.ShopOrders join product in db.Products on o.ProductId equals product.Id where o.Id == move.ShopOrder
                          select new { o.Quantity, product.Name }).AsNoTracking().FirstAsync(cancel);
        return Words.Say("delivery.of", told.Quantity, told.Name);
    }
}
