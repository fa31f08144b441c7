namespace Troth.Platform.Errors;

/// <summary>A rule of the business was refused. Shown in the form on a page; 409 with the stable <paramref name="code"/> on the API.</summary>
public sealed class BusinessRuleException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>What was asked for is not there, or not for this reader: 404.</summary>
public sealed class NotFoundException(string what) : Exception(Words.Say("notFound", what));

/// <summary>This reader may not do this to this record: 403. The message says who may.</summary>
public sealed class NotAllowedException(string message) : Exception(message);

/// <summary>It was tried too often lately: 429.</summary>
public sealed class TooManyException(TimeSpan within) : Exception(Words.Say("tooMany", (int)Math.Ceiling(within.TotalMinutes)));

/// <summary>The database is not one that this Troth may write to. The message names it and the remedy.</summary>
public sealed class WrongDatabaseException(string message) : Exception(message);

/// <summary>Somebody else saved first: 409. The page shows the newer values.</summary>
public sealed class StaleEditException() : Exception(Words.Say("stale"));

/// <summary>The shape of the input is wrong: 400, one list of messages per field.</summary>
public sealed class BadInputException(IReadOnlyDictionary<string, string[]> errors) : Exception(Words.Say("badInput"))
{
    public BadInputException(string field, string message) : this(new Dictionary<string, string[]> { [field] = [message] }) { }

    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}
