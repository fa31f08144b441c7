namespace Troth.Import.Reading;

/// <summary>Looks at every cell of a file once, in bounded memory, and says what each column holds.</summary>
public static class FileProfiler
{
    private const int MostFaults = 20;

    /// <param name="path">The file.</param>
    /// <param name="shape">Its layout, sniffed or known.</param>
    /// <param name="limits">What it may ask of us.</param>
    /// <param name="progress">Told the number of rows now and then.</param>
    /// <param name="cancel">Stops between rows.</param>
    public static FileProfile Profile(string path, FileShape shape, ReadingLimits? limits = null, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        using var reader = RowReader.Open(path, shape, limits);
        return Profile(reader, progress, cancel);
    }

    /// <summary>The same from a reader that stands before the first row.</summary>
    public static FileProfile Profile(RowReader reader, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var observers = new ColumnObserver[reader.Columns.Count];
        for (var index = 0; index < observers.Length; index++)
            observers[index] = new ColumnObserver(observers.Length);
        var faults = new List<string>();
        long faulty = 0;
        while (reader.Read())
        {
            for (var index = 0; index < observers.Length; index++)
                observers[index].Observe(reader[index]);
            if (reader.Fault is not RowFault.None && ++faulty <= MostFaults)
                faults.Add(reader.FaultMessage);
            if ((reader.Rows & 0x3fff) == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Report(reader.Rows);
            }
        }
        return new FileProfile
        {
            Name = reader.Name,
            Shape = reader.Shape,
            Rows = reader.Rows,
            BlankLines = reader.BlankLines,
            FaultyRows = faulty,
            Faults = faults,
            Columns = [.. observers.Select((observer, index) => observer.Profile(reader.Columns[index], index))],
        };
    }
}
