using Microsoft.Data.Sqlite;
using Npgsql;
using Troth.Platform.Data;

namespace Troth.Platform.Errors;

/// <summary>
/// What a database refuses in the middle of work and whoever runs it can mend, in words: a full disk, a connection that is lost. What keeps Troth
/// from starting is told by <see cref="StartFailure"/>.
/// </summary>
public static class DatabaseTrouble
{
    /// <summary>What happened and the remedy; null when it is something else.</summary>
    public static string? Of(Exception failure, DatabaseSetting database)
    {
        for (var one = failure; one is not null; one = one.InnerException)
            if (Words(one, database) is { } said) return said.ReplaceLineEndings(" ");
        return null;
    }

    /// <summary>By SQLite's primary result codes and PostgreSQL's classes of errors; what they find wrong with our SQL is a bug.</summary>
    private static string? Words(Exception failure, DatabaseSetting database) => failure switch
    {
        SqliteException { SqliteErrorCode: 13 } => Platform.Words.Say("trouble.fileFull", database.File),
        SqliteException { SqliteErrorCode: 3 or 8 or 10 or 11 or 14 or 23 or 26 } file => Platform.Words.Say("trouble.file", database.File, file.Message.TrimEnd('.')),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } full => Platform.Words.Say("trouble.serverFull", full.MessageText),
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', ..] or ['5', '8', ..] } refused => Platform.Words.Say("trouble.server", refused.MessageText),
        PostgresException => null,
        NpgsqlException lost => Platform.Words.Say("trouble.server", lost.Message.TrimEnd('.')),
        _ => null,
    };
}
