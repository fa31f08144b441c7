using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Troth.Platform.Errors;

/// <summary>
/// What keeps Troth from starting and can be mended by who starts it, in words: a port that is taken, a file that is no database.
/// Never the connection string, which may hold a password.
/// </summary>
public static class StartFailure
{
    /// <summary>One line that names the value and the remedy; null when it is a bug.</summary>
    public static string? Of(Exception failure, TrothSettings settings)
    {
        var chain = new List<Exception>();
        for (var one = failure; one is not null; one = one.InnerException) chain.Add(one);
        var words = chain.Select(one => (one as WrongDatabaseException)?.Message ?? OfAddress(one, settings) ?? OfSqlite(one, settings) ?? OfPostgres(one)).FirstOrDefault(known => known is not null)
            ?? chain.Select(one => OfFile(one, settings)).FirstOrDefault(known => known is not null);
        return words?.ReplaceLineEndings(" ");
    }

    private static string? OfAddress(Exception failure, TrothSettings settings) => failure switch
    {
        AddressInUseException => $"Port {settings.Port} of {settings.Listen} is taken by another program. End that one, or set PORT to another number.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"TROTH_LISTEN is “{settings.Listen}”, an address that this machine does not have. Give one it has, or 127.0.0.1 for this machine alone.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => $"PORT is “{settings.Port}”, which this user may not open. Give a number from 1024 to 65535.",
        _ => null,
    };

    /// <summary>By the primary result codes, https://sqlite.org/rescode.html.</summary>
    private static string? OfSqlite(Exception failure, TrothSettings settings) => failure is not SqliteException sqlite ? null : sqlite.SqliteErrorCode switch
    {
        11 or 26 => $"{settings.Database.File} is damaged, or no database at all. Put a copy of yours in its place, or set TROTH_DB to another file.",
        13 => $"The disk of {settings.Database.File} is full. Make room on it, or set TROTH_DB to a file elsewhere.",
        5 or 6 => $"{settings.Database.File} is held by another program. End that one, then start again.",
        3 or 8 or 10 or 14 or 23 => $"{settings.Database.File} cannot be opened and written ({sqlite.Message.TrimEnd('.')}). Give this user the right to, or set TROTH_DB to another file.",
        _ => null,
    };

    /// <summary>By the classes of https://www.postgresql.org/docs/current/errcodes-appendix.html; what it finds wrong with our SQL is a bug.</summary>
    private static string? OfPostgres(Exception failure) => failure switch
    {
        PostgresException { SqlState: ['0', '8', ..] or ['2', '8', ..] or ['3', 'D', ..] or ['5', '3', ..] or ['5', '7', ..] or "42501" } refused =>
            $"The PostgreSQL database in TROTH_DB refused: {refused.MessageText}. Set that right there, or correct TROTH_DB.",
        PostgresException => null,
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } silent =>
            $"The PostgreSQL database in TROTH_DB does not answer ({silent.Message.TrimEnd('.')}). Start it, or correct TROTH_DB.",
        _ => null,
    };

    private static string? OfFile(Exception failure, TrothSettings settings) => failure is IOException or UnauthorizedAccessException
        ? $"{failure.Message} Troth keeps its files in {settings.Folder}: make room there, give this user the right to write, or choose another place by {(settings.Database.IsSqlite ? "TROTH_DB" : "TROTH_DATA")}."
        : null;
}
