using Troth.Platform.Commands;

namespace Troth.Tests.Platform.Commands;

public sealed class ProgressLineTests : IDisposable
{
    private readonly StringWriter terminal = new();
    private readonly StillClock clock = new();

    [Fact]
    public void Nobody_watching_sees_nothing()
    {
        using (var line = new ProgressLine(terminal, 0, clock)) line.Say("half done");
        Assert.Equal("", terminal.ToString());
    }

    [Fact]
    public void A_line_is_written_over_and_leaves_nothing_behind()
    {
        using (var line = new ProgressLine(terminal, 80, clock))
        {
            line.Say("10 rows read");
            line.Say("11 rows read, too soon to show");
            clock.Moment += TimeSpan.FromMilliseconds(100).Ticks;
            line.Say("20 rows");
        }
        Assert.Equal("\r10 rows read\r20 rows     \r       \r", terminal.ToString());
    }

    [Fact]
    public void A_line_never_wraps()
    {
        using var line = new ProgressLine(terminal, 10, clock);
        line.Say("0123456789");
        Assert.Equal("\r01234567…", terminal.ToString());
    }

    public void Dispose() => terminal.Dispose();

    private sealed class StillClock : TimeProvider
    {
        public long Moment { get; set; } = 1;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override long GetTimestamp() => Moment;
    }
}
