using System.Net;
using System.Net.Mail;

namespace Troth.Platform.Mail;

/// <summary>The server that takes our mail: TROTH_SMTP and TROTH_MAIL_FROM. Holds a password, so it never writes itself out.</summary>
public sealed class MailSettings
{
    private const int Usual = 587, ImplicitTls = 465;

    public required string Host { get; init; }
    public required int Port { get; init; }

    /// <summary>STARTTLS before anything else is said; the server's certificate must be good.</summary>
    public required bool Encrypted { get; init; }
    public NetworkCredential? SignIn { get; init; }
    public required MailAddress From { get; init; }

    /// <summary>Null when nothing is set. No message repeats what TROTH_SMTP says: the password stands in it.</summary>
    public static MailSettings? Parse(string? smtp, string? from)
    {
        if (string.IsNullOrEmpty(smtp)) return null;
        if (!Uri.TryCreate(smtp, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0
            || uri.PathAndQuery is not ("" or "/"))
            throw new ArgumentException("TROTH_SMTP cannot be read; give smtps://user:password@host:587, with what is special in user and password percent-encoded.");
        var parts = uri.UserInfo.Split(':', 2);
        var encrypted = uri.Scheme == "smtps";
        if (encrypted && uri.Port == ImplicitTls)
            throw new ArgumentException("TROTH_SMTP names port 465, which wants encryption before the first word; Troth speaks STARTTLS. Give the server's port for that, usually 587.");
        if (!encrypted && uri.UserInfo.Length > 0 && !uri.IsLoopback)
            throw new ArgumentException("TROTH_SMTP would send its password unencrypted; give smtps:// in place of smtp://.");
        if (string.IsNullOrEmpty(from)) throw new ArgumentException("TROTH_SMTP is set and TROTH_MAIL_FROM is not; give the address that mail comes from, such as orders@example.com.");
        if (!MailAddress.TryCreate(from, out var sender) || from.Any(char.IsControl))
            throw new ArgumentException($"TROTH_MAIL_FROM is “{from}”; give one mail address, such as orders@example.com or Acme <orders@example.com>.");
        return new()
        {
            Host = uri.Host, Port = uri.Port > 0 ? uri.Port : Usual, Encrypted = encrypted, From = sender,
            SignIn = parts is [{ Length: > 0 } user, ..] ? new(Uri.UnescapeDataString(user),
                Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "")) : null,
        };
    }

    public override string ToString() => $"{Host}:{Port}";
}
