using Troth.Platform.Errors;
using Troth.Platform.Mail;
using Letter = Troth.Platform.Mail.Mail;

namespace Troth.Tests.Platform.Mail;

public sealed class MailTests
{
    [Theory]
    [InlineData("kim@example.com\r\nBcc: all@example.com")]
    [InlineData("kim@example.com\nBcc:all@example.com")]
    [InlineData("kim@example.com, all@example.com")]
    [InlineData("Kim <kim@example.com>")]
    [InlineData("kim@example.com ")]
    [InlineData("\"a b\"@example.com")]
    [InlineData("kim")]
    [InlineData("@example.com")]
    [InlineData("")]
    public void Only_one_plain_address_is_taken(string address) =>
        Assert.Throws<BadInputException>(() => new Letter(address, "s", "b", DateTimeOffset.UnixEpoch));

    [Fact]
    public void A_subject_is_one_line() =>
        Assert.Equal("Hello  Bcc: all@example.com", new Letter("kim@example.com", "Hello\r\nBcc: all@example.com", "b",
            DateTimeOffset.UnixEpoch).Subject);

    [Fact]
    public void Html_says_what_the_text_says_and_nothing_of_it_is_markup() => Assert.Equal(
        "<!DOCTYPE html><html><body><p>Dear &lt;b&gt;<br>you</p><p><a href=\"https://example.com/?a=1&amp;b=2\">https://example.com/?a=1&amp;b=2</a></p><p>javascript:alert(1)</p></body></html>",
        Postman.Html("Dear <b>\r\nyou\n\nhttps://example.com/?a=1&b=2\n\njavascript:alert(1)"));

    [Theory]
    [InlineData("http://user:secret-word@host", "a@b.example")]
    [InlineData("user:secret-word@host", "a@b.example")]
    [InlineData("smtps://user:secret-word@host:465", "a@b.example")]
    [InlineData("smtp://user:secret-word@host", "a@b.example")]
    [InlineData("smtps://user:secret-word@host", null)]
    [InlineData("smtps://user:secret-word@host", "nobody")]
    public void What_is_wrong_with_the_setting_is_said_without_its_password(string smtp, string? from) =>
        Assert.DoesNotContain("secret-word", Assert.Throws<ArgumentException>(() => MailSettings.Parse(smtp, from)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_server_is_read_with_its_password_and_never_writes_it()
    {
        var server = MailSettings.Parse("smtps://me%40acme:p%3Aw%2Fd@mail.acme.example", "Acme <orders@acme.example>")!;
        Assert.Equal(("mail.acme.example", 587, true, "me@acme", "p:w/d"),
            (server.Host, server.Port, server.Encrypted, server.SignIn!.UserName, server.SignIn.Password));
        Assert.DoesNotContain("p:w/d", server.ToString(), StringComparison.Ordinal);
    }
}
