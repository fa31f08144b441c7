namespace Troth.Scheduling.Checking;

/// <summary>Something in a plan that cannot be so.</summary>
/// <param name="Code">
/// Stable: <c>routing</c>, <c>pieces</c>, <c>quantity</c>, <c>horizon</c>, <c>notBefore</c>, <c>machine</c>, <c>calendar</c>,
/// <c>duration</c>, <c>outside</c>, <c>overlap</c>, <c>stop</c>, <c>changeover</c>, <c>precedence</c>, <c>batch</c>, <c>material</c>,
/// <c>purchase</c>, <c>stock</c>, <c>held</c>, <c>finish</c>, <c>buffer</c>; between two plans <c>version</c>, <c>time</c>, <c>fixed</c>,
/// <c>frozen</c>, <c>promise</c>, <c>moved</c>.
/// </param>
/// <param name="Subject">The name at fault, such as <c>order “17”</c>.</param>
/// <param name="Message">The whole sentence with the values.</param>
public sealed record PlanFault(string Code, string Subject, string Message);
