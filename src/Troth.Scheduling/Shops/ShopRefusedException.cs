namespace Troth.Scheduling.Shops;

/// <summary>
/// A fact that cannot be planned with: what it stands in, which value it has, what to do. Not a bug, and nothing was changed.
/// </summary>
/// <param name="code">Stable: <c>horizon</c>, <c>calendar</c>, <c>workCenter</c>, <c>product</c>, <c>operation</c>, <c>cycle</c>,
/// <c>duration</c>, <c>quantity</c>, <c>class</c>, <c>order</c>, <c>time</c>, <c>confidence</c>.</param>
/// <param name="subject">The name at fault, such as <c>calendar “Day”</c>.</param>
/// <param name="message">The whole sentence with the value and the remedy.</param>
public sealed class ShopRefusedException(string code, string subject, string message) : ArgumentException(message)
{
    /// <summary>Stable code.</summary>
    public string Code => code;

    /// <summary>The name at fault.</summary>
    public string Subject => subject;
}
