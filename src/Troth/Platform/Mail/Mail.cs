using System.Net.Mail;
using Troth.Platform.Errors;

namespace Troth.Platform.Mail;

/// <summary>Waiting to be sent (or sent again), sent, given up after many tries, or never to be sent.</summary>
public enum MailState { Waiting, Sent, GivenUp, NotSent }

/// <summary>
/// A mail that is to leave. It is saved in the transaction of what it tells of, so that neither is there without the other, and a job sends
/// it. One that holds a secret names who writes it instead of holding words: those are then made when it leaves, and kept nowhere.
/// </summary>
public sealed class Mail
{
    public const int AddressMax = 254, SubjectMax = 200, ErrorMax = 400, WriterMax = 40;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTimeOffset MadeAt { get; private set; }
    public string To { get; private set; } = "";
    public string Subject { get; private set; } = "";

    /// <summary>Paragraphs, with an empty line between them; one that is an address of the web becomes a link. Gone once it is
    /// sent.</summary>
    public string? Body { get; private set; }

    /// <summary>The <see cref="IMailWriter"/> that words it when it leaves; null: it says what stands here.</summary>
    public string? Writer { get; private set; }

    /// <summary>What the writer is to write about.</summary>
    public Guid? About { get; private set; }
    public MailState State { get; private set; }
    public int Tries { get; private set; }
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Who is sending it now, until when nobody else may.</summary>
    public Guid? ClaimedBy { get; private set; }
    public DateTimeOffset? ClaimedUntil { get; private set; }

    /// <summary>Why the last try failed, or why it is not sent.</summary>
    public string? Error { get; private set; }

    /// <summary>When it was sent, given up or put aside.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    private Mail() { }

    /// <summary>A mail that says just this.</summary>
    public Mail(string to, string subject, string body, DateTimeOffset now) : this(to, subject, now) => Body = body;

    /// <summary>A mail whose words are made when it leaves.</summary>
    public static Mail WrittenBy(string writer, string to, string subject, Guid? about, DateTimeOffset now) =>
        new(to, subject, now) { Writer = writer, About = about };

    private Mail(string to, string subject, DateTimeOffset now)
    {
        if (!IsAddress(to)) throw new BadInputException(nameof(To), Words.Say("address.wrong", to));
        (To, Subject, MadeAt, DueAt) = (to, OneLine(subject, SubjectMax), now, now);
    }

    /// <summary>One plain address and nothing else, so that nobody smuggles in a second one, a name or a header.</summary>
    public static bool IsAddress(string? text) => text is { Length: > 2 and <= AddressMax }
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && MailAddress.TryCreate(text, out var read) && read.Address == text && read.DisplayName.Length == 0 && read.User.Length > 0
            && read.Host.Length > 0;

    /// <summary>Without line breaks or other control characters, so that no text becomes a header of its own.</summary>
    internal static string OneLine(string text, int max)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
        return line.Length <= max ? line : line[..(char.IsHighSurrogate(line[max - 1]) ? max - 1 : max)];
    }
}
