namespace Troth.Import.Storing;

/// <summary>Cuts long writing into transactions so short that people's own writing waits a quarter of a second at most.</summary>
internal sealed class WriteSlices(ImportDatabase database)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(80);
    private long began;

    public bool IsOpen { get; private set; }

    /// <summary>Makes sure that a transaction is open.</summary>
    public void Open()
    {
        if (IsOpen) return;
        database.GiveWay();
        database.Begin();
        (IsOpen, began) = (true, TimeProvider.System.GetTimestamp());
    }

    /// <summary>Commits when the transaction is open for long enough; the next <see cref="Open"/> begins another.</summary>
    public void CloseIfLong()
    {
        if (IsOpen && TimeProvider.System.GetElapsedTime(began) > Longest) Close();
    }

    public void Close()
    {
        if (!IsOpen) return;
        database.Commit();
        IsOpen = false;
    }

    public void Abandon()
    {
        if (IsOpen) database.Rollback();
        IsOpen = false;
    }
}
