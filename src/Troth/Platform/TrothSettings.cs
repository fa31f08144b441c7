using System.Globalization;
using System.Net;
using Troth.Platform.Data;
using Troth.Platform.Mail;

namespace Troth.Platform;

/// <summary>What the environment says: TROTH_DB (file or PostgreSQL connection string), TROTH_DATA (folder for files beside it),
/// PORT, TROTH_LISTEN (address, loopback unless set), TROTH_URL (the address others reach it under), TROTH_SMTP and TROTH_MAIL_FROM.</summary>
public sealed record TrothSettings(DatabaseSetting Database, string Folder, int Port, string Listen)
{
    /// <summary>What people type to get here, also through a proxy; links in mails lead there.</summary>
    public Uri? Url { get; init; }

    /// <summary>The server that sends our mail; null: mails are kept as files.</summary>
    public MailSettings? Mail { get; init; }

    private const string Usual = ".troth", UsualFile = "troth.db";

    public static TrothSettings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    public static TrothSettings From(Func<string, string?> variable)
    {
        var database = DatabaseSetting.Parse(variable("TROTH_DB") is { Length: > 0 } set ? set : Path.Combine(Usual, UsualFile));
        if (database.File is { } given && (Path.GetDirectoryName(given) is null || Directory.Exists(given)))
            throw new ArgumentException($"TROTH_DB is “{given}”, which is a folder; give a file, such as {Path.Combine(given, UsualFile)}.");
        var folder = variable("TROTH_DATA") is { Length: > 0 } data ? Path.GetFullPath(data) : database.File is { } file ? Beside(file) : Path.GetFullPath(Usual);
        var text = variable("PORT");
        if (!int.TryParse(text is null or "" ? "5080" : text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
            throw new ArgumentException($"PORT is “{text}”; give a number from 0 to 65535.");
        var listen = variable("TROTH_LISTEN") is { Length: > 0 } address ? address : "127.0.0.1";
        if (!IPAddress.TryParse(listen, out _)) throw new ArgumentException($"TROTH_LISTEN is “{listen}”; give an IP address, 127.0.0.1 for this machine alone.");
        return new(database, folder, port, listen) { Url = Address(variable("TROTH_URL")), Mail = MailSettings.Parse(variable("TROTH_SMTP"), variable("TROTH_MAIL_FROM")) };
    }

    private static Uri? Address(string? text) => string.IsNullOrEmpty(text) ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "", AbsolutePath: "/" } ? url
        : throw new ArgumentException($"TROTH_URL is “{text}”; give the address that people type, such as https://orders.example.com.");

    /// <summary>Databases in one folder must not share the files of their imports, which are numbered alike.</summary>
    private static string Beside(string database) => Path.GetFileName(database) == UsualFile ? Path.GetDirectoryName(database)! : database + ".files";

    /// <summary>Where files of this kind are kept, made when missing.</summary>
    public string FolderFor(string kind) => Directory.CreateDirectory(Path.Combine(Folder, kind)).FullName;

    /// <summary>
    /// The socket on which a running server answers the command line: one for each database. Beside a file, and in the folder for a database on a
    /// server, unless that path is too long for a socket.
    /// </summary>
    public string Socket
    {
        get
        {
            var name = Database.File is { } file ? file : Path.Combine(Folder, "server-" + Hash(Database.Name));
            var beside = name + ".sock";
            if (System.Text.Encoding.UTF8.GetByteCount(beside) < 100) return beside;
            var hash = Hash(name);
            var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".troth-sockets");
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(home);
            else Directory.CreateDirectory(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return Path.Combine(home, hash + ".sock");
        }
    }
    private static string Hash(string name) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..16];
}
