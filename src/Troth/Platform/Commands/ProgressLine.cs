namespace Troth.Platform.Commands;

/// <summary>
/// One line at a terminal, written over as the work goes on and gone when it ends. Where nobody watches it writes nothing.
/// Told by one thread at a time.
/// </summary>
/// <param name="error">The error output, so that the output holds only what was asked for.</param>
/// <param name="columns">How wide the terminal is; 0 when there is none.</param>
/// <param name="time">Tells when the line is old enough to be written over.</param>
public sealed class ProgressLine(TextWriter error, int columns, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
    private long told;
    private int shown;

    public void Say(string text)
    {
        if (columns < 2 || told != 0 && time.GetElapsedTime(told) < Between) return;
        told = time.GetTimestamp();
        Write(text.Length < columns ? text : text[..(columns - 2)] + "…"); // a line that wraps cannot be written over
    }

    public void Dispose()
    {
        if (shown == 0) return;
        Write("");
        error.Write('\r');
        error.Flush();
    }

    private void Write(string text)
    {
        error.Write('\r' + text.PadRight(shown));
        error.Flush();
        shown = text.Length;
    }
}
