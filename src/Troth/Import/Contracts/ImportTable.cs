namespace Troth.Import.Contracts;

/// <summary>
/// A table that imports fill, as its room describes it: its columns, how a record is recognised, what the room checks and computes.
/// The import engine knows no more of a room than this.
/// </summary>
/// <param name="entity">The record's kind as the history names it: <c>orderLine</c>.</param>
/// <param name="name">The database's name of the table.</param>
public sealed class ImportTable
{
    private readonly List<ImportColumn> columns = [];
    private readonly Dictionary<ColumnStore, int> wide = [];
    private ImportColumn[]? defaulted;
    private ulong? written;

    public ImportTable(string entity, string name)
    {
        (Entity, StoredAs) = (entity, name);
        Id = Add(new(this, null, "Id", ColumnKind.Computed, ColumnStore.Id));
        ExternalKey = Add(new(this, null, "ExternalKey", ColumnKind.Text, ColumnStore.Text) { Max = Platform.Data.ImportableRecord.ExternalKeyMax });
        Extras = Add(new(this, null, "Extras", ColumnKind.Computed, ColumnStore.Text));
        EndedOn = Add(new(this, null, "EndedOn", ColumnKind.Day, ColumnStore.Number));
    }

    public string Entity { get; }
    public string StoredAs { get; }
    public IReadOnlyList<ImportColumn> Columns => columns;

    public ImportColumn Id { get; }
    public ImportColumn ExternalKey { get; }
    public ImportColumn Extras { get; }
    public ImportColumn EndedOn { get; }

    /// <summary>Short numbers for people are taken into this column from the counter that records made by hand are numbered by: that of the table's name.</summary>
    public ImportColumn? Number { get; private set; }

    /// <summary>
    /// What a record is recognised by, whatever its source, in place of (source, external key): a rate by currency and day. A
    /// key that the source has for it is an extra.
    /// </summary>
    public IReadOnlyList<ImportColumn> NaturalKey { get; set; } = [];

    /// <summary>
    /// The whole that these rows are parts of, as lines of an order. Parts may have a key of their own within it; without one
    /// they are recognised by being the n-th identical row of it.
    /// </summary>
    public ImportColumn? Whole { get; set; }

    /// <summary>For parts: their place in the whole, counted up.</summary>
    public ImportColumn? Place { get; set; }

    /// <summary>For wholes: what their parts add up to.</summary>
    public PartTotals? Totals { get; set; }

    /// <summary>The text that records which refer to this one need to be understood: an order's currency, a product's name.</summary>
    public ImportColumn? Remembered { get; set; }

    /// <summary>What the report counts of these records beside how many there are.</summary>
    public ImportTally? Tally { get; set; }

    /// <summary>Where people read about these records: /accounts, which is followed by the record's id. Null for those without a page of their own.</summary>
    public string? Page { get; set; }

    /// <summary>The record on whose page the history of this one stands too.</summary>
    public ImportColumn? PartOf { get; set; }

    /// <summary>Made only where this column has a value: the role of a contact only where an account is named.</summary>
    public ImportColumn? OnlyWith { get; set; }

    /// <summary>Rules beyond single columns, and values computed from several. Answers why the row is refused, or null.</summary>
    public Func<ImportRow, ImportContext, string?>? Check { get; set; }

    /// <summary>Columns that <see cref="Check"/> sets when a recipe fills one of the others; always when there are none.</summary>
    public IReadOnlyList<(ImportColumn Computed, ImportColumn[] From)> Computes { get; set; } = [];

    /// <summary>What a new record gets where nothing has given it, just before it is written.</summary>
    public Action<ImportRow, ImportContext>? Complete { get; set; }

    /// <summary>Sets the columns that follow from others (sort keys), whenever a record is written. They have no history of their own.</summary>
    public Action<ImportRow>? Derive { get; set; }

    /// <summary>
    /// Of a record as it stands: why a column of it is no import's any more, in words; null where it is. What a feed says otherwise is
    /// listed with it, and taking an import back leaves it too.
    /// </summary>
    public Func<ImportRow, ImportColumn, string?>? Stands { get; set; }

    /// <summary>
    /// Of a record that was made here, and that a feed knows only since it was told its key: why a column of it is no import's, in words; null
    /// where it is.
    /// </summary>
    public Func<ImportColumn, string?>? MadeHere { get; set; }

    /// <summary>Of a record that a full feed no longer has: why it does not end by that, in words for many; empty where that needs no word, null where it ends.</summary>
    public Func<ImportRow, ImportContext, string?>? Remains { get; set; }

    public ImportColumn Text(string field, string property, int max = 0, bool required = false) =>
        Add(new(this, field, property, ColumnKind.Text, ColumnStore.Text) { Max = max, Required = required });

    /// <summary>What a record is called; completed by the room where no field says it.</summary>
    public ImportColumn Name(string field, string property, int max, bool mayBeEmpty = false) =>
        Add(new(this, field, property, ColumnKind.Text, ColumnStore.Text) { Max = max, NeverEmpty = true, RequiredIfFed = !mayBeEmpty });

    /// <summary>A text that is kept only where it differs from what the record of <paramref name="reference"/> is called.</summary>
    public ImportColumn OwnWord(string field, string property, int max, ImportColumn reference) =>
        Add(new(this, field, property, ColumnKind.Text, ColumnStore.Text) { Max = max, UnlessNameOf = reference });

    public ImportColumn List(string field, string property, string separator, int max) =>
        Add(new(this, field, property, ColumnKind.List, ColumnStore.Text) { Separator = separator, Max = max });

    public ImportColumn Currency(string field, string property, bool required = false, bool neverEmpty = false) =>
        Add(new(this, field, property, ColumnKind.Currency, ColumnStore.Text) { Max = 3, Required = required, NeverEmpty = neverEmpty });

    public ImportColumn Word(string field, string property, IReadOnlyDictionary<string, string> words, int max) =>
        Add(new(this, field, property, ColumnKind.Word, ColumnStore.Text) { Words = words, Max = max });

    public ImportColumn Whole32(string field, string property, decimal? least = null, decimal? most = null, bool required = false, long? byDefault = null) =>
        Add(new(this, field, property, ColumnKind.Whole, ColumnStore.Number)
            { Least = least ?? int.MinValue, Most = most ?? int.MaxValue, Required = required, Default = byDefault });

    /// <summary>Money, in ten-thousandths.</summary>
    public ImportColumn Amount(string field, string property, decimal? least = null) =>
        Add(new(this, field, property, ColumnKind.Decimal, ColumnStore.Number) { Decimals = 4, Least = least, Long = true });

    /// <summary>Prices, quantities, rates, in millionths.</summary>
    public ImportColumn Fine(string field, string property, decimal? least = null, bool required = false) =>
        Add(new(this, field, property, ColumnKind.Decimal, ColumnStore.Number) { Decimals = 6, Least = least, Long = true, Required = required });

    public ImportColumn Share(string field, string property) =>
        Add(new(this, field, property, ColumnKind.Share, ColumnStore.Number) { Decimals = 6, Long = true });

    public ImportColumn Day(string field, string property, bool required = false, ImportColumn? timeOfDay = null, bool once = false, bool neverEmpty = false) =>
        Add(new(this, field, property, ColumnKind.Day, ColumnStore.Number) { Required = required, TimeOfDay = timeOfDay, Once = once, NeverEmpty = neverEmpty });

    public ImportColumn Time(string field, string property) => Add(new(this, field, property, ColumnKind.Time, ColumnStore.Number));

    public ImportColumn Flag(string field, string property, bool byDefault) =>
        Add(new(this, field, property, ColumnKind.Flag, ColumnStore.Number) { Boolean = true, Default = byDefault ? 1 : 0 });

    public ImportColumn Reference(string? field, string property, string to, bool required = false, bool sameRow = false) =>
        Add(new(this, field, property, ColumnKind.Reference, ColumnStore.Id) { Refers = to, Required = required, SameRow = sameRow });

    /// <summary>A field that is not kept itself, only what <see cref="Check"/> makes of it.</summary>
    public ImportColumn Passing(string field) => Add(new(this, field, field, ColumnKind.Text, ColumnStore.Text) { Stored = false });

    /// <summary>The same for a number, in millionths.</summary>
    public ImportColumn PassingNumber(string field, decimal? least = null) =>
        Add(new(this, field, field, ColumnKind.Decimal, ColumnStore.Number) { Decimals = 6, Least = least, Long = true, Stored = false });

    /// <summary>The id of something that no import makes, given by the room.</summary>
    public ImportColumn ComputedId(string property) => Add(new(this, null, property, ColumnKind.Computed, ColumnStore.Id));

    public ImportColumn ComputedText(string property) => Add(new(this, null, property, ColumnKind.Computed, ColumnStore.Text));

    public ImportColumn ComputedNumber(string property, bool isLong = false, long? byDefault = null) =>
        Add(new(this, null, property, ColumnKind.Computed, ColumnStore.Number) { Long = isLong, Default = byDefault });

    /// <summary>Yes or no, of which no cell tells.</summary>
    public ImportColumn ComputedFlag(string property, bool byDefault) =>
        Add(new(this, null, property, ColumnKind.Computed, ColumnStore.Number) { Boolean = true, Default = byDefault ? 1 : 0 });

    public ImportColumn NumberForPeople() => Number = ComputedNumber("Number", isLong: true);

    /// <summary>Columns that a new record gets a value for where nothing gives one.</summary>
    internal ImportColumn[] Defaulted => defaulted ??= [.. columns.Where(c => c.Default is not null)];

    /// <summary>Bits of all columns but the two that a record keeps for ever.</summary>
    internal ulong Written => written ??= Columns.Where(c => c != Number && c != Id).Aggregate(0ul, (mask, column) => mask | column.Bit);

    internal int Wide(ColumnStore store) => wide.GetValueOrDefault(store);

    private ImportColumn Add(ImportColumn column)
    {
        if (columns.Count == 64) throw new InvalidOperationException($"{StoredAs} has more columns than a mask has bits.");
        column.Index = columns.Count;
        column.Slot = wide[column.Store] = wide.GetValueOrDefault(column.Store) + 1;
        column.Slot--;
        columns.Add(column);
        return column;
    }
}

/// <summary>What the parts of a whole add up to.</summary>
/// <param name="Parts">The entity of the parts.</param>
/// <param name="Columns">The whole's columns that hold it.</param>
/// <param name="Add">Adds a new part to a new whole.</param>
/// <param name="Recount">SQL that sets the totals of the whole <c>@id</c> from its visible parts.</param>
/// <param name="Amount">What a part adds to the amount that the report shows; negative where it takes away.</param>
public sealed record PartTotals(string Parts, IReadOnlyList<ImportColumn> Columns, Action<ImportRow, ImportRow> Add, string Recount, Func<ImportRow, long> Amount)
{
    internal ulong Mask { get; } = Columns.Aggregate(0ul, (mask, column) => mask | column.Bit);
}

/// <summary>Figures of a room's own in an import's report: of every record that rows tell of, as they tell it.</summary>
/// <param name="Name">What the report calls them: <c>promises</c>.</param>
/// <param name="Always">Counts that stand in the report even when they are 0.</param>
/// <param name="Of">Names what a record counts as; the row holds the columns that the feed fills.</param>
public sealed record ImportTally(string Name, IReadOnlyList<string> Always, Action<ImportRow, ImportContext, Action<string>> Of);

/// <summary>A recipe's word for a rule that fills a reference of one table from the newest record of another.</summary>
/// <param name="Rule">The recipe's words: <c>accountSeller: latestOrder</c>.</param>
/// <param name="Target">The reference that is filled: an account's seller.</param>
/// <param name="Value">The reference it is taken from: an order's seller.</param>
/// <param name="Through">The reference that leads from there to the target's record: an order's account.</param>
/// <param name="Newest">Columns of that table, compared in this order; the greatest counts.</param>
public sealed record LatestReference(string Rule, ImportColumn Target, ImportColumn Value, ImportColumn Through, params IReadOnlyList<ImportColumn> Newest);
