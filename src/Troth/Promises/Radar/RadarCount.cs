using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Troth.Promises.Radar;

/// <summary>Facts of a month counted by the database: how many, and how many show the sign; or how many with so many hours.</summary>
public sealed class RadarCount
{
    /// <summary>yyyymm.</summary>
    public int Month { get; private set; }
    public int Hours { get; private set; }
    public int Facts { get; private set; }
    public int Shown { get; private set; }
}

/// <summary>No table: the rows come from queries.</summary>
public sealed class RadarCountTable : IEntityTypeConfiguration<RadarCount>
{
    public void Configure(EntityTypeBuilder<RadarCount> table) => table.HasNoKey().ToView(null);
}
