using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Troth.Import.Reading;

namespace Troth.Import.Contracts;

/// <summary>
/// Rows of one table, kept column by column kind so that half a million of them cost a few arrays: numbers, texts and ids apart, and
/// one bit per value that is there.
/// </summary>
public sealed class RowBlock(ImportTable table)
{
    private readonly int numbersWide = table.Wide(ColumnStore.Number), textsWide = table.Wide(ColumnStore.Text), idsWide = table.Wide(ColumnStore.Id);
    private long[] numbers = [];
    private string?[] texts = [];
    private Guid[] ids = [];
    private ulong[] present = [];

    public ImportTable Table => table;
    public int Count { get; private set; }

    /// <summary>Adds an empty row.</summary>
    public ImportRow Add()
    {
        if (Count == present.Length) Grow();
        return new ImportRow(this, Count++);
    }

    /// <summary>Adds a copy of a row of the same table.</summary>
    public ImportRow Add(ImportRow row)
    {
        var added = Add();
        added.Take(row);
        return added;
    }

    public ImportRow this[int index] => new(this, index);

    /// <summary>Forgets all rows, keeping the room they took.</summary>
    public void Clear()
    {
        Array.Clear(present, 0, Count);
        Array.Clear(texts, 0, Count * textsWide);
        Count = 0;
    }

    private void Grow()
    {
        var size = Math.Max(1, present.Length * 2);
        Array.Resize(ref present, size);
        Array.Resize(ref numbers, size * numbersWide);
        Array.Resize(ref texts, size * textsWide);
        Array.Resize(ref ids, size * idsWide);
    }

    internal ref ulong Present(int row) => ref present[row];
    internal ref long Number(int row, ImportColumn column) => ref numbers[row * numbersWide + column.Slot];
    internal ref string? Text(int row, ImportColumn column) => ref texts[row * textsWide + column.Slot];
    internal ref Guid Id(int row, ImportColumn column) => ref ids[row * idsWide + column.Slot];

    internal void Copy(int to, RowBlock from, int row)
    {
        present[to] = from.present[row];
        Array.Copy(from.numbers, row * numbersWide, numbers, to * numbersWide, numbersWide);
        Array.Copy(from.texts, row * textsWide, texts, to * textsWide, textsWide);
        Array.Copy(from.ids, row * idsWide, ids, to * idsWide, idsWide);
    }
}

/// <summary>One row of a <see cref="RowBlock"/>.</summary>
public readonly struct ImportRow(RowBlock block, int index)
{
    public int Index => index;
    public ImportTable Table => block.Table;

    /// <summary>Bits of the columns that hold a value.</summary>
    public ulong Present => block.Present(index);

    public bool Has(ImportColumn column) => (block.Present(index) & column.Bit) != 0;

    /// <summary>The number; 0 where there is none.</summary>
    public long Number(ImportColumn column) => Has(column) ? block.Number(index, column) : 0;

    public string? Text(ImportColumn column) => Has(column) ? block.Text(index, column) : null;

    public Guid? Id(ImportColumn column) => Has(column) ? block.Id(index, column) : null;

    public void Set(ImportColumn column, long number)
    {
        block.Number(index, column) = number;
        block.Present(index) |= column.Bit;
    }

    public void Set(ImportColumn column, string? text)
    {
        if (text is null)
        {
            Clear(column);
            return;
        }
        block.Text(index, column) = text;
        block.Present(index) |= column.Bit;
    }

    public void Set(ImportColumn column, Guid id)
    {
        block.Id(index, column) = id;
        block.Present(index) |= column.Bit;
    }

    public void Clear(ImportColumn column) => block.Present(index) &= ~column.Bit;

    /// <summary>Makes this row equal to another of the same table.</summary>
    internal void Take(ImportRow row) => block.Copy(index, row.Block, row.Index);

    /// <summary>Takes one value over, also when it is none.</summary>
    internal void Take(ImportColumn column, ImportRow row)
    {
        if (!row.Has(column)) Clear(column);
        else if (column.Store == ColumnStore.Number) Set(column, row.Number(column));
        else if (column.Store == ColumnStore.Text) Set(column, row.Text(column));
        else Set(column, row.Id(column)!.Value);
    }

    internal bool Same(ImportColumn column, ImportRow row) => Has(column) == row.Has(column) && (!Has(column) || column.Store switch
    {
        ColumnStore.Number => block.Number(index, column) == row.Number(column),
        ColumnStore.Text => string.Equals(block.Text(index, column), row.Text(column), StringComparison.Ordinal),
        _ => block.Id(index, column) == row.Id(column),
    });

    /// <summary>A hash of the values of these columns: equal rows have equal ones, others differ but for one chance in 10^19.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ulong Hash(ReadOnlySpan<ImportColumn> columns)
    {
        var there = block.Present(index);
        var hash = 0x9e3779b97f4a7c15ul;
        foreach (var column in columns)
        {
            if ((there & column.Bit) == 0)
            {
                hash = TextHash.Combine(hash, (uint)column.Index);
                continue;
            }
            switch (column.Store)
            {
                case ColumnStore.Number:
                    hash = TextHash.Combine(hash + (uint)column.Index, (ulong)block.Number(index, column));
                    break;
                case ColumnStore.Text:
                    hash = TextHash.Combine(hash + (uint)column.Index, TextHash.Of(block.Text(index, column)));
                    break;
                default:
                    var halves = MemoryMarshal.Cast<Guid, ulong>(MemoryMarshal.CreateReadOnlySpan(ref block.Id(index, column), 1));
                    hash = TextHash.Combine(TextHash.Combine(hash + (uint)column.Index, halves[0]), halves[1]);
                    break;
            }
        }
        return hash;
    }

    internal RowBlock Block => block;
}
