using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Troth.Platform.Errors;

namespace Troth.Platform.Web;

/// <summary>A request we refuse for a reason the person can act on. Pages show it in the form, the API as a problem with its code.</summary>
public sealed record Refusal(int Status, string Code, string Message, IReadOnlyDictionary<string, string[]> Errors)
{
    private static readonly Dictionary<string, string[]> s_none = [];

    /// <summary>The refusal an exception stands for, or null when it is a bug.</summary>
    public static Refusal? Of(Exception exception) => exception switch
    {
        BadInputException bad => new(400, "badInput", bad.Message, bad.Errors),
        BusinessRuleException rule => new(409, rule.Code, rule.Message, s_none),
        StaleEditException stale => new(409, "stale", stale.Message, s_none),
        DbUpdateConcurrencyException => new(409, "stale", new StaleEditException().Message, s_none),
        DbUpdateException two when IsTaken(two.InnerException) => new(409, "stale", Words.Say("taken.meanwhile"), s_none),
        NotFoundException missing => new(404, "notFound", missing.Message, s_none),
        TooManyException often => new(429, "tooMany", often.Message, s_none),
        NotAllowedException not => new(403, "notAllowed", not.Message, s_none),
        BadHttpRequestException bad => new(bad.StatusCode, "badRequest", bad.Message, s_none),
        _ => null,
    };

    /// <summary>
    /// Two who give the same name, or make the same first, at once both find it free; the database takes the first. The numbers of records are given
    /// by us: one that is there already is a bug.
    /// </summary>
    private static bool IsTaken(Exception? inner) => inner switch
    {
        SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } lite => !lite.Message.Contains(".number'", StringComparison.Ordinal),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } two => two.ConstraintName != $"ix_{two.TableName}_number",
        _ => false,
    };

    public IReadOnlyList<string> For(string field) =>
        Errors.FirstOrDefault(e => string.Equals(e.Key, field, StringComparison.OrdinalIgnoreCase)).Value ?? [];
}
