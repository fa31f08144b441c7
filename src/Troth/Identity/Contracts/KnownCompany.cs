namespace Troth.Identity.Contracts;

/// <summary>
/// The company as it was read a moment ago, so that not every request asks for it: quotes are answered from memory otherwise. Who changes it here
/// says so; what another process changes holds within a second.
/// </summary>
public sealed class KnownCompany
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);
    private Read? last;

    private sealed record Read(Company Company, long At);

    public Company? Find() => Volatile.Read(ref last) is { } read && TimeProvider.System.GetElapsedTime(read.At) < Trusted ? read.Company : null;

    /// <summary>What a query that began at this moment found; no company is not remembered.</summary>
    public void Keep(Company? company, long asked)
    {
        if (company is not null) Volatile.Write(ref last, new Read(company, asked));
    }

    public void Forget() => Volatile.Write(ref last, null);
}
