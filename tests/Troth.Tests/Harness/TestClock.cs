namespace Troth.Tests.Harness;

/// <summary>The real clock until a test moves or sets it. Timers stay real.</summary>
public sealed class TestClock : TimeProvider
{
    private long offset;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref offset));

    public void Advance(TimeSpan by) => Interlocked.Add(ref offset, by.Ticks);

    /// <summary>It is this moment now; time goes on from there.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref offset, (now - System.GetUtcNow()).Ticks);
}
