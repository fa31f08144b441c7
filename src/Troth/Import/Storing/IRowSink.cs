using Troth.Import.Contracts;
using Troth.Import.Staging;

namespace Troth.Import.Storing;

/// <summary>Where new rows go while an import is staged.</summary>
internal interface IRowSink
{
    /// <summary>An empty block, perhaps one that was written before.</summary>
    RowBlock Rent(ImportTable table);

    /// <summary>Takes the blocks over, to be written in this order. May wait until there is room.</summary>
    void Write(List<RowBlock> blocks);

    /// <summary>Takes changes over that wait for publishing.</summary>
    void Write(List<StagedUpdate> updates);
}

/// <summary>For a preview: nothing is written.</summary>
internal sealed class NoRows : IRowSink
{
    public RowBlock Rent(ImportTable table) => new(table);

    public void Write(List<RowBlock> blocks) { }

    public void Write(List<StagedUpdate> updates) { }
}
