using System.Text;
using Troth.Import.Reading;
using Troth.Platform.Lists;

namespace Troth.Tests.Import.Reading;

public class ProfilingTests
{
    [Theory]
    [InlineData("1 2 -3", ColumnType.Integer)]
    [InlineData("17850.0 13047.0", ColumnType.Integer)]
    [InlineData("1.5 2 3.25", ColumnType.Decimal)]
    [InlineData("007 12 13", ColumnType.Text)]
    [InlineData("2024-01-31 2024-02-01", ColumnType.Date)]
    [InlineData("20101229 20110131", ColumnType.Date)]
    [InlineData("20101229 20110131 20111399", ColumnType.Integer)]
    [InlineData("true false", ColumnType.Flag)]
    [InlineData("Y N", ColumnType.Flag)]
    [InlineData("1 0", ColumnType.Integer)]
    [InlineData("a b", ColumnType.Text)]
    [InlineData("1 2 x", ColumnType.Text)]
    [InlineData("2024-01-31 soon", ColumnType.Text)]
    [InlineData("NULL N/A", ColumnType.Nothing)]
    [InlineData("NULL 1 2", ColumnType.Integer)]
    [InlineData("-  1.5", ColumnType.Decimal)]
    [InlineData("4-Aug-09 31-May-15", ColumnType.Date)]
    [InlineData("1.2E+05 3", ColumnType.Text)]
    [InlineData("2019-11-11T17:23:34.000Z 2019-11-11T17:23:34+01:00", ColumnType.Date)]
    public void Type_is_what_every_cell_is(string cells, ColumnType expected) => Assert.Equal(expected, Profile(cells.Split(' ')).Type);

    [Theory]
    [InlineData("1.5 1,234.56", DecimalMark.Point)]
    [InlineData("1,5 1.234,56", DecimalMark.Comma)]
    [InlineData("1'234.56 2", DecimalMark.Point)]
    [InlineData("1\u00a0234,56 2", DecimalMark.Comma)]
    [InlineData("0.125 1.250", DecimalMark.Point)]
    [InlineData("0,125 1,250", DecimalMark.Comma)]
    [InlineData("1,234 12.5", DecimalMark.Point)]
    [InlineData("1.234 12,5", DecimalMark.Comma)]
    [InlineData("1,234,567.8 2", DecimalMark.Point)]
    public void Decimal_mark_is_what_some_value_needs_and_all_allow(string cells, DecimalMark expected)
    {
        var column = Profile(cells.Split(' '));
        Assert.Null(column.DecimalQuestion);
        Assert.Equal(expected, column.Decimal);
    }

    [Theory]
    [InlineData("1.234 2.345")]
    [InlineData("1,234 5")]
    [InlineData("2,024,994 6,074,982")]
    [InlineData("1.5 1,5")]
    [InlineData("1,234.5 1.234,5")]
    public void Decimal_mark_is_asked_when_values_leave_it_open(string cells)
    {
        var column = Profile(cells.Split(' '));
        Assert.Null(column.Decimal);
        Assert.Equal([DecimalMark.Point, DecimalMark.Comma], column.DecimalQuestion!.Choices);
        Assert.NotEmpty(column.DecimalQuestion.Examples);
    }

    [Fact]
    public void Question_shows_examples_as_each_choice_reads_them()
    {
        var number = Profile(["1,234", "2"]).DecimalQuestion!.Examples[0];
        Assert.Equal(("1,234", "1234", "1.234"), (number.Value, number.Readings[0], number.Readings[1]));
        var date = Profile(["03/04/2011", "05/05/2011"]).DateQuestion!;
        Assert.Equal([DateOrder.Dmy, DateOrder.Mdy], date.Choices);
        Assert.Equal(["2011-04-03", "2011-03-04"], Assert.Single(date.Examples).Readings);
    }

    [Theory]
    [InlineData("29/12/2010 10/01/2011", DateOrder.Dmy)]
    [InlineData("10/17/2014 8/12/2014", DateOrder.Mdy)]
    [InlineData("31.12.99 01.02.03", DateOrder.Dmy)]
    [InlineData("31-12-1999 01-02-2003", DateOrder.Dmy)]
    public void Date_order_comes_from_all_values(string cells, DateOrder expected)
    {
        var column = Profile(cells.Split(' '));
        Assert.Null(column.DateQuestion);
        Assert.Equal((ColumnType.Date, expected), (column.Type, column.DateOrder));
    }

    [Fact]
    public void One_value_among_many_settles_the_date_order()
    {
        var open = Enumerable.Range(0, 5_000).Select(index => $"{index % 12 + 1:00}/{index / 12 % 12 + 1:00}/2011").ToList();
        Assert.NotNull(Profile(open).DateQuestion);
        Assert.Equal(DateOrder.Dmy, Profile(open.Append("13/01/2011")).DateOrder);
        Assert.Equal(DateOrder.Mdy, Profile(open.Append("01/13/2011")).DateOrder);
    }

    [Fact]
    public void Values_that_need_different_orders_do_not_make_dates()
    {
        var column = Profile(["13/01/2011", "14/01/2011", "15/01/2011", "01/16/2011"]);
        Assert.Equal((ColumnType.Text, ColumnType.Date, 1L), (column.Type, column.Mostly, column.MisfitCount));
    }

    [Theory]
    [InlineData("01/01/2011 02/02/2011")]
    [InlineData("2011-01-02 2011-03-04")]
    [InlineData("4-Aug-09 5-Sep-10")]
    public void Order_is_not_asked_where_it_does_not_matter(string cells)
    {
        var column = Profile(cells.Split(' '));
        Assert.Equal(ColumnType.Date, column.Type);
        Assert.Null(column.DateQuestion);
    }

    [Fact]
    public void Text_among_dates_is_told()
    {
        var column = Profile(["10/17/2014", "Date Not Captured", "8/12/2014", "Pre-PQ Process", "Date Not Captured"]);
        Assert.Equal((ColumnType.Text, ColumnType.Date, DateOrder.Mdy, 3L), (column.Type, column.Mostly, column.DateOrder, column.MisfitCount));
        Assert.Equal(["Date Not Captured", "Pre-PQ Process"], column.Misfits);
    }

    [Fact]
    public void Counts_examples_and_extents()
    {
        var column = Profile(["3", "", "12.50", "NULL", " ", "3", "-7"]);
        Assert.Equal((4L, 2L, 3L, true, 5), (column.Filled, column.Empty, column.Distinct, column.DistinctIsExact, column.Longest));
        Assert.Equal((-7m, 12.5m), (column.LeastNumber, column.GreatestNumber));
        Assert.Equal(["3", "12.50", "-7"], column.Examples);
        Assert.Equal([new ValueCount("NULL", 1)], column.EmptyMarkers);
        Assert.Equal(new ValueCount("3", 2), column.Values![0]);
    }

    [Fact]
    public void Many_different_values_are_estimated_within_three_per_cent_and_sums_stay_exact()
    {
        var column = Profile(Enumerable.Range(0, 300_000).Select(index => $"K{index * 7919L % 200_003}"));
        Assert.False(column.DistinctIsExact);
        Assert.InRange(column.Distinct, 194_000, 206_000);
        Assert.Equal(300_000, column.Filled);
        Assert.Null(column.Values);
        Assert.True(Profile(Enumerable.Range(0, 30_000).Select(index => $"K{index}")).IsUnique);
    }

    [RealDataFact]
    public void Mangled_Adventure_Works_amounts_are_asked_and_its_dates_are_not()
    {
        var file = RealProfiles.Of("adventureworks", "FactResellerSales_dates_sample.csv");
        foreach (var name in new[] { "UnitPrice", "ExtendedAmount", "SalesAmount", "TaxAmt", "Freight" })
            Assert.NotNull(file.Column(name)!.DecimalQuestion);
        Assert.Equal((ColumnType.Date, DateOrder.Dmy), (file.Column("OrderDate")!.Type, file.Column("OrderDate")!.DateOrder));
        Assert.Equal((ColumnType.Date, DateOrder.Ymd), (file.Column("DueDateKey")!.Type, file.Column("DueDateKey")!.DateOrder));
    }

    [RealDataFact]
    public void Deliveries_have_text_in_their_dates()
    {
        var file = RealProfiles.Of("deliveries", "SCMS_Delivery_History_Dataset.csv");
        Assert.Equal((10_324L, 0L, 33), (file.Rows, file.FaultyRows, file.Columns.Count));
        Assert.Equal(ColumnType.Date, file.Column("Scheduled Delivery Date")!.Type);
        var sent = file.Column("PO Sent to Vendor Date")!;
        Assert.Equal((ColumnType.Text, ColumnType.Date, DateOrder.Mdy), (sent.Type, sent.Mostly, sent.DateOrder));
        Assert.Equal(new DateOnly(2015, 12, 31), file.Column("Scheduled Delivery Date")!.LastDay);
    }

    [RealDataFact]
    public void Retail_profile_has_the_known_counts()
    {
        var file = RealProfiles.Of("retail", "online_retail.csv.gz");
        var customer = file.Column("CustomerID")!;
        Assert.Equal((541_909L, 135_080L, 4_372L), (file.Rows, customer.Empty, customer.Distinct));
        Assert.Equal((ColumnType.Integer, true), (customer.Type, customer.FloatIntegers));
        Assert.Equal(25_900, file.Column("InvoiceNo")!.Distinct);
        Assert.Equal((ColumnType.Date, true), (file.Column("InvoiceDate")!.Type, file.Column("InvoiceDate")!.HasTime));
        Assert.Equal((-11_062.06m, 38_970m, DecimalMark.Point), (file.Column("UnitPrice")!.LeastNumber, file.Column("UnitPrice")!.GreatestNumber, file.Column("UnitPrice")!.Decimal));
        Assert.Equal(ColumnType.Text, file.Column("StockCode")!.Type);
    }

    private static ColumnProfile Profile(IEnumerable<string> cells)
    {
        var stream = new MemoryStream();
        using (var csv = new CsvWriter(stream))
            foreach (var cell in cells)
                csv.Row(cell, "x");
        var shape = new FileShape { Delimiter = ',', Header = false, Columns = ["values", "x"] };
        using var reader = new RowReader(new MemoryStream(stream.ToArray()), "test.csv", shape);
        return FileProfiler.Profile(reader).Columns[0];
    }
}
