namespace Troth.Schedule.SampleYear;

/// <summary>The clock of the sample's year, set by whoever plays it.</summary>
internal sealed class YearClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }
    public override DateTimeOffset GetUtcNow() => Now;
}
