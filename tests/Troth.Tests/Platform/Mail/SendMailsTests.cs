using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Troth.Identity;
using Troth.Platform;
using Troth.Platform.Data;
using Troth.Platform.Errors;
using Troth.Platform.Mail;
using Troth.Tests.Harness;
using Letter = Troth.Platform.Mail.Mail;

namespace Troth.Tests.Platform.Mail;

public abstract class SendMailsTests(TestDatabase database)
{
    [Fact]
    public async Task A_mail_leaves_once_its_transaction_is_through()
    {
        database.Available();
        using var server = new SmtpListener();
        await using var troth = With(server);
        await Do(troth, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Add(new Letter("gone@example.com", "Never", "This was taken back.", database.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        });
        var id = await Write(troth, new("kim@example.com", "Größe & Maß",
            "First line\nsecond line <b>\n\nhttps://example.com/a?b=1&c=2\n\nBye", database.Clock.GetUtcNow()));
        Assert.Equal(1, await Run(troth));
        Assert.Equal(0, await Run(troth));
        var mail = Assert.Single(server.Mails);
        Assert.Contains("RCPT TO:<kim@example.com>", mail, StringComparison.Ordinal);
        Assert.Matches("From: \"?Acme\"? <orders@acme.example>", mail);
        Assert.Contains($"Message-ID: <{id:N}@acme.example>", mail, StringComparison.Ordinal);
        Assert.Contains("Subject: =?utf-8?", mail, StringComparison.Ordinal);
        Assert.Contains("text/plain", mail, StringComparison.Ordinal);
        Assert.Contains("text/html", mail, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", mail, StringComparison.Ordinal);
        var row = await Row(troth, id);
        Assert.Equal((MailState.Sent, null, 1), (row.State, row.Body, row.Tries));
    }

    [Fact]
    public async Task Two_nodes_never_send_one_twice()
    {
        database.Available();
        using var server = new SmtpListener();
        await using var troth = With(server);
        await using var other = With(server);
        var ids = new List<Guid>();
        for (var i = 0; i < 30; i++) ids.Add(await Write(troth, new($"p{i}@example.com", "News", "Text", database.Clock.GetUtcNow())));
        var sent = await Task.WhenAll(new[] { troth, other, troth, other }.Select(node => Task.Run(() => Run(node))));
        Assert.Equal(30, sent.Sum());
        Assert.Equal(30, server.Mails.Count);
        Assert.All(ids, id => Assert.Single(server.Mails, m => m.Contains($"<{id:N}@", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_fails_is_tried_again_and_given_up_in_the_end_and_again_when_asked()
    {
        database.Available();
        using var server = new SmtpListener { Refuses = "451 come back later" };
        await using var troth = With(server);
        var id = await Write(troth, new("slow@example.com", "News", "Text", database.Clock.GetUtcNow()));
        Assert.Equal(1, await Run(troth));
        var row = await Row(troth, id);
        Assert.Equal((MailState.Waiting, 1), (row.State, row.Tries));
        Assert.Contains("come back later", row.Error, StringComparison.Ordinal);
        Assert.Equal(0, await Run(troth)); // not before its pause is over
        for (var tries = 1; tries < 20 && (await Row(troth, id)).State == MailState.Waiting; tries++)
        {
            database.Clock.Advance(TimeSpan.FromHours(13));
            Assert.Equal(1, await Run(troth));
        }
        row = await Row(troth, id);
        Assert.Equal((MailState.GivenUp, 7), (row.State, row.Tries));
        database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await Run(troth));

        server.Refuses = null;
        await using (var scope = troth.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<ListMails>().Again(id, default);
        Assert.Equal(1, await Run(troth));
        Assert.Equal(MailState.Sent, (await Row(troth, id)).State);
        await using var late = troth.CreateAsyncScope();
        await Assert.ThrowsAsync<BusinessRuleException>(() => late.ServiceProvider.GetRequiredService<ListMails>().Again(id, default));
    }

    [Fact]
    public async Task An_address_that_is_refused_for_good_is_given_up_at_once()
    {
        database.Available();
        using var server = new SmtpListener { Refuses = "550 no such mailbox" };
        await using var troth = With(server);
        var id = await Write(troth, new("nobody@example.com", "News", "Text", database.Clock.GetUtcNow()));
        await Run(troth);
        Assert.Equal(MailState.GivenUp, (await Row(troth, id)).State);
    }

    [Fact]
    public async Task A_claim_of_a_node_that_died_ends()
    {
        database.Available();
        using var server = new SmtpListener();
        await using var troth = With(server);
        var id = await Write(troth, new("waits@example.com", "News", "Text", database.Clock.GetUtcNow()));
        DateTimeOffset? until = database.Clock.GetUtcNow().AddMinutes(5);
        await Do(troth, db => db.Mails.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.ClaimedUntil, until)));
        Assert.Equal(0, await Run(troth));
        database.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await Run(troth));
    }

    [Fact]
    public async Task Without_a_server_mails_are_files()
    {
        database.Available();
        await using var troth = With(null);
        var id = await Write(troth, new("kim@example.com", "Hello", "Body", database.Clock.GetUtcNow()));
        await Run(troth);
        var row = await Row(troth, id);
        Assert.Equal(MailState.NotSent, row.State);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(database.Folder, "mail"), $"*{id:N}.eml"));
        Assert.Contains("Subject: Hello", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    private ServiceProvider With(SmtpListener? server)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        Rooms.Add(services, database.Settings with { Mail = server is null ? null
            : MailSettings.Parse($"smtp://127.0.0.1:{server.Port}", "Acme <orders@acme.example>") });
        services.AddSingleton<TimeProvider>(database.Clock);
        return services.BuildServiceProvider();
    }

    private static async Task<Guid> Write(ServiceProvider troth, Letter mail)
    {
        await Do(troth, async db =>
        {
            db.Add(mail);
            await db.SaveChangesAsync();
        });
        return mail.Id;
    }

    private static async Task<Letter> Row(ServiceProvider troth, Guid id)
    {
        await using var scope = troth.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TrothContext>().Mails.AsNoTracking().SingleAsync(m => m.Id == id);
    }

    private static async Task<int> Run(ServiceProvider troth)
    {
        await using var scope = troth.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SendMails>().Run(default);
    }

    private static async Task Do(ServiceProvider troth, Func<TrothContext, Task> work)
    {
        await using var scope = troth.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TrothContext>());
    }
}

public sealed class SendMailsOnSqlite(SqliteDatabase database) : SendMailsTests(database), IClassFixture<SqliteDatabase>;

public sealed class SendMailsOnPostgres(PostgresDatabase database) : SendMailsTests(database), IClassFixture<PostgresDatabase>;

/// <summary>Of the sample company nothing leaves, whatever is set.</summary>
public sealed class SampleMailTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Nothing_is_sent_from_the_sample_company()
    {
        using var server = new SmtpListener();
        var services = new ServiceCollection();
        services.AddLogging();
        Rooms.Add(services, database.Settings with { Mail = MailSettings.Parse($"smtp://127.0.0.1:{server.Port}", "orders@acme.example") });
        await using var troth = services.BuildServiceProvider();
        await using var scope = troth.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrothContext>();
        db.Add(new Company { Name = "Made up", BaseCurrency = "EUR", Culture = "en-GB", TimeZone = "Europe/Vienna", IsSample = true });
        db.Add(new Letter("kim@example.com", "Hello", "Body", DateTimeOffset.UnixEpoch));
        await db.SaveChangesAsync();
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<SendMails>().Run(default));
        Assert.Empty(server.Mails);
        var row = await db.Mails.AsNoTracking().SingleAsync();
        Assert.Equal(MailState.NotSent, row.State);
        Assert.Contains("sample", row.Error, StringComparison.Ordinal);
    }
}
