using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Troth.Promises.OurWord;

/// <summary>Promises counted by the database: of a customer, a seller, a vendor, a month, or all.</summary>
public sealed class WordSum
{
    public Guid? Id { get; private set; }
    public string? Name { get; private set; }

    /// <summary>yyyymm; 0 where months are not told apart.</summary>
    public int Month { get; private set; }

    /// <summary>1 of deliveries, 0 of all else.</summary>
    public int Delivery { get; private set; }
    public int Made { get; private set; }
    public int Kept { get; private set; }

    /// <summary>Done by a later date that was agreed on, or open with one.</summary>
    public int Renegotiated { get; private set; }

    /// <summary>Open and past the due date that holds.</summary>
    public int Overdue { get; private set; }
}

/// <summary>How often a number of days was quoted, or realised, or given as notice.</summary>
public sealed class DaysCount
{
    public int Days { get; private set; }
    public int Promises { get; private set; }

    private DaysCount() { }

    internal DaysCount(int days, int promises) => (Days, Promises) = (days, promises);
}

/// <summary>No tables: the rows come from queries.</summary>
public sealed class WordSumTable : IEntityTypeConfiguration<WordSum>
{
    public void Configure(EntityTypeBuilder<WordSum> table) => table.HasNoKey().ToView(null);
}

/// <inheritdoc cref="WordSumTable"/>
public sealed class DaysCountTable : IEntityTypeConfiguration<DaysCount>
{
    public void Configure(EntityTypeBuilder<DaysCount> table) => table.HasNoKey().ToView(null);
}
