using Microsoft.EntityFrameworkCore;
using Troth.Identity;
using Troth.Platform.Mail;
using Troth.Tests.Harness;
using Letter = Troth.Platform.Mail.Mail;

namespace Troth.Tests.Platform.Mail;

public abstract class MailsPageTests(TestServer troth)
{
    [Fact]
    public async Task An_administrator_sees_what_was_given_up_and_has_it_tried_again()
    {
        troth.Available();
        var mail = new Letter("kim@example.com", "Hello", "secret words", troth.Clock.GetUtcNow());
        await troth.Database.Db(async db =>
        {
            db.Add(mail);
            await db.SaveChangesAsync();
            await db.Mails.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MailState.GivenUp)
                .SetProperty(m => m.Error, "550 no such mailbox"));
        });
        var administrator = troth.As(Role.Administrator);
        var page = await administrator.Open("/mails?state=GivenUp");
        Assert.Contains("kim@example.com", page.Words("tbody")!, StringComparison.Ordinal);
        Assert.Contains("550 no such mailbox", page.Words("tbody")!, StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", page.Text, StringComparison.Ordinal);
        var again = await administrator.Submit(page, $"form[action='/mails/{mail.Id}/again']");
        Assert.Equal(303, (int)again.Status);
        Assert.Empty((await administrator.Open("/mails?state=GivenUp")).AllWords("tbody tr"));
        var rows = (await administrator.Get("/api/mails?state=waiting")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(mail.Id, Assert.Single(rows).GetProperty("id").GetGuid());
    }
}

public sealed class MailsPageOnSqlite(SqliteServer troth) : MailsPageTests(troth), IClassFixture<SqliteServer>;

public sealed class MailsPageOnPostgres(PostgresServer troth) : MailsPageTests(troth), IClassFixture<PostgresServer>;
