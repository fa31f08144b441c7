namespace Troth.Platform.Mail;

/// <summary>What a mail says.</summary>
/// <param name="To">The address it goes to, where the writer knows better than who asked for it.</param>
public sealed record MailText(string Subject, string Body, string? To = null);

/// <summary>Words a mail at the moment it leaves, for mails that hold a secret: a room registers one.</summary>
public interface IMailWriter
{
    /// <summary>What <see cref="Mail.Writer"/> says.</summary>
    string Name { get; }

    /// <summary>Null when there is nothing to say any more: the mail is dropped without a trace. Called again for each try.</summary>
    Task<MailText?> Write(Mail mail, CancellationToken cancel);
}

/// <summary>A company whose mail never leaves, as the sample company's: it is kept as files and marked so.</summary>
public sealed record NoMailLeaves(Func<Troth.Platform.Data.TrothContext, CancellationToken, Task<bool>> From);
