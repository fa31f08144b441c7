using System.Globalization;

namespace Troth.Simulation.Files;

/// <summary>Writes comma-separated rows as RFC 4180 has them, in the invariant culture, each ended by a line feed.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly TextWriter _to;
    private readonly char[] _digits = new char[64];
    private bool _started;

    public CsvRows(TextWriter to, string header)
    {
        _to = to;
        to.Write(header);
        End();
    }

    public CsvRows Cell(string? text)
    {
        Separate();
        if (text is null) return this;
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            _to.Write(text);
            return this;
        }

        _to.Write('"');
        _to.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        _to.Write('"');
        return this;
    }

    /// <summary>A number without the zeros at its end: 12.50 is 12.5.</summary>
    public CsvRows Cell(decimal number)
    {
        Separate();
        number.TryFormat(_digits, out var length, "0.######", CultureInfo.InvariantCulture);
        _to.Write(_digits, 0, length);
        return this;
    }

    /// <summary>2026-05-29, or nothing.</summary>
    public CsvRows Cell(DateOnly? date)
    {
        Separate();
        if (date is not { } day) return this;
        day.TryFormat(_digits, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        _to.Write(_digits, 0, length);
        return this;
    }

    public CsvRows Cell(bool flag) => Cell(flag ? "true" : "false");

    public void End()
    {
        _to.Write('\n');
        _started = false;
    }

    public void Dispose() => _to.Dispose();

    private void Separate()
    {
        if (_started) _to.Write(',');
        _started = true;
    }
}
