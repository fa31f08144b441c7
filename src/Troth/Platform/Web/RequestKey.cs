namespace Troth.Platform.Web;

/// <summary>The header by which a program says that it asks the same again, not something more.</summary>
public static class RequestKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>What it says; null where it says nothing.</summary>
    public static string? Key(this HttpRequest request) => request.Headers[Header] is [{ Length: > 0 } key] ? key : null;
}
