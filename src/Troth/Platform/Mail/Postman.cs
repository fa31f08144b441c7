using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;

namespace Troth.Platform.Mail;

/// <summary>Takes a mail out of the house: to the company's mail server, or without one into files that a mail program opens.</summary>
public sealed class Postman(TrothSettings settings)
{
    private const string Folder = "mail";
    private static readonly MailAddress Nobody = new("troth@localhost");

    /// <summary>Whether mails leave at all.</summary>
    public bool Sends => settings.Mail is not null;

    /// <summary>What the start says about mail, for who runs it.</summary>
    public string Saying => settings.Mail is { } server
        ? $"Mail goes out through {server}."
        : $"Mail is not sent but kept as files in {Path.Combine(settings.Folder, Folder)}; TROTH_SMTP is not set.";

    public async Task Send(Mail mail, MailText text, CancellationToken cancel)
    {
        var server = settings.Mail ?? throw new InvalidOperationException("There is no mail server.");
        using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.Encrypted, Credentials = server.SignIn };
        using var message = Message(mail, text, server.From);
        await client.SendMailAsync(message, cancel);
    }

    /// <summary>Writes it as a file. Returns the file's name.</summary>
    public string Keep(Mail mail, MailText text)
    {
        var folder = settings.FolderFor(Folder);
        var pickup = Directory.CreateDirectory(Path.Combine(folder, $".{mail.Id:N}"));
        try
        {
            using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = pickup.FullName })
            using (var message = Message(mail, text, settings.Mail?.From ?? Nobody))
                client.Send(message);
            var name = $"{mail.MadeAt.UtcDateTime:yyyyMMdd-HHmmss}-{mail.Id:N}.eml";
            pickup.GetFiles().Single().MoveTo(Path.Combine(folder, name), overwrite: true);
            return name;
        }
        finally
        {
            pickup.Delete(recursive: true);
        }
    }

    private static MailMessage Message(Mail mail, MailText text, MailAddress from)
    {
        var message = new MailMessage
        {
            From = from, Subject = Mail.OneLine(text.Subject, Mail.SubjectMax), SubjectEncoding = Encoding.UTF8,
            Body = text.Body, BodyEncoding = Encoding.UTF8, BodyTransferEncoding = TransferEncoding.QuotedPrintable,
                HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(text.To ?? mail.To));
        // The same for every try, so that a mail sent twice after a crash is known as one.
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{from.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        var html = AlternateView.CreateAlternateViewFromString(Html(text.Body), Encoding.UTF8, MediaTypeNames.Text.Html);
        html.TransferEncoding = TransferEncoding.QuotedPrintable;
        message.AlternateViews.Add(html);
        return message;
    }

    /// <summary>The same paragraphs; no picture, no script, nothing that is fetched.</summary>
    public static string Html(string body)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><body>");
        foreach (var paragraph in body.ReplaceLineEndings("\n").Split("\n\n",
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var text = HtmlEncoder.Default.Encode(paragraph).Replace("&#xA;", "<br>", StringComparison.Ordinal);
            var link = Uri.TryCreate(paragraph, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https" }
                && !paragraph.Any(char.IsWhiteSpace);
            html.Append(link ? $"<p><a href=\"{text}\">{text}</a></p>" : $"<p>{text}</p>");
        }
        return html.Append("</body></html>").ToString();
    }
}
