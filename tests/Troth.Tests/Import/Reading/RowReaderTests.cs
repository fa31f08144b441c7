using System.Globalization;
using System.Text;
using System.Text.Json;
using Troth.Import.Reading;

namespace Troth.Tests.Import.Reading;

public class RowReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b/1|2")]
    [InlineData("a,b\r\n1,2\r\n", "a|b/1|2")]
    [InlineData("a,b\r1,2\r", "a|b/1|2")]
    [InlineData("a,b\n1,2", "a|b/1|2")]
    [InlineData("a,b\n1,", "a|b/1|")]
    [InlineData(",\n,", "|/|")]
    [InlineData("\"a\",\"b\"", "a|b")]
    [InlineData("\"a,1\",\"b\r\nc\"\r\n", "a,1|b\r\nc")]
    [InlineData("\"say \"\"so\"\"\",\"\"\"\"", "say \"so\"|\"")]
    [InlineData("5\" pipe,a\"b\"c", "5\" pipe|a\"b\"c")]
    [InlineData("  a , b\t", "  a | b\t")]
    [InlineData("a,b\n\n\r\n1,2\n\n", "a|b/1|2")]
    [InlineData("\"\"\n\"\"", "/")]
    public void Reads_what_stands_there(string text, string expected)
    {
        var rows = Csv.Reader(text, 2).Rows();
        Assert.Equal(expected, string.Join("/", rows.Select(row => string.Join("|", row))));
    }

    [Fact]
    public void Row_knows_the_line_it_starts_on()
    {
        using var reader = Csv.Reader("h,h\r\n\"a\nb\rc\r\nd\",1\r\n\r\nx,\"\n\"\ny,2\rz,3", 2, header: true);
        var lines = new List<long>();
        while (reader.Read())
            lines.Add(reader.Line);
        Assert.Equal([2, 7, 9, 10], lines);
        Assert.Equal(1, reader.BlankLines);
        Assert.Equal(4, reader.Rows);
    }

    [Fact]
    public void Ragged_rows_are_reported_with_their_line_and_stay_readable()
    {
        using var reader = Csv.Reader("a,b,c\n1,2\n1,2,3,4\n1,2,3\n", 3, header: true);
        Assert.True(reader.Read());
        Assert.Equal(RowFault.TooFewCells, reader.Fault);
        Assert.Equal("Line 2: 2 cells where 3 columns are expected. Check for a missing or an unquoted comma.", reader.FaultMessage);
        Assert.True(reader[2].IsEmpty);
        Assert.True(reader.Read());
        Assert.Equal(RowFault.TooManyCells, reader.Fault);
        Assert.Equal(["1", "2", "3", "4"], reader.Texts());
        Assert.True(reader.Read());
        Assert.Equal(RowFault.None, reader.Fault);
        Assert.Equal("", reader.FaultMessage);
    }

    [Fact]
    public void Text_after_a_closing_quote_is_kept_and_reported()
    {
        using var reader = Csv.Reader("\"Smith\" Inc,2\n\"a,b\"c\"\"d,2\n", 2);
        Assert.True(reader.Read());
        Assert.Equal(RowFault.TextAfterQuote, reader.Fault);
        Assert.Equal("\"Smith\" Inc", reader.Text(0));
        Assert.Contains("Line 1, column c1", reader.FaultMessage, StringComparison.Ordinal);
        Assert.True(reader.Read());
        Assert.Equal(["\"a,b\"c\"\"d", "2"], reader.Texts());
    }

    [Fact]
    public void Repeating_values_cost_one_string()
    {
        using var reader = Csv.Reader("United Kingdom,1\nUnited Kingdom,2\n", 2);
        reader.Read();
        var first = reader.Text(0);
        reader.Read();
        Assert.Same(first, reader.Text(0));
    }

    [Fact]
    public void Header_that_differs_from_the_described_columns_is_refused()
    {
        var refused = Assert.Throws<FileRefusedException>(() => Csv.Reader("a,b,c\n1,2,3", 2, header: true));
        Assert.Equal(FileRefusedException.ColumnsDiffer, refused.Code);
    }

    /// <summary>Cells of many lengths, so that every kind of character falls on the edge of the reader's window at some time.</summary>
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Windows_end_anywhere(string lineEnd)
    {
        var random = new Random(7);
        var expected = new List<string[]>();
        var text = new StringBuilder();
        while (text.Length < 600_000)
        {
            var row = new string[3];
            for (var index = 0; index < row.Length; index++)
                row[index] = string.Concat(Enumerable.Range(0, random.Next(random.Next(2) == 0 ? 4 : 3000)).Select(_ => "ab\"\r\n,é😀"[random.Next(7)]))
                    .Replace("\uD83D", "😀", StringComparison.Ordinal);
            expected.Add(row);
            text.AppendJoin(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append(lineEnd);
        }
        var rows = Csv.Reader(text.ToString(), 3).Rows();
        Assert.Equal(expected.Count, rows.Count);
        for (var index = 0; index < rows.Count; index++)
            Assert.Equal(expected[index], rows[index]);
    }

    public static TheoryData<string> Spectrum => [.. Directory.Exists(RealData.Folder)
        ? Directory.EnumerateFiles(RealData.File("csv", "csvs")).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal).ToArray()
        : ["absent"]];

    [RealDataTheory]
    [MemberData(nameof(Spectrum))]
    public void Every_csv_spectrum_file_parses_to_its_json(string name)
    {
        var bytes = File.ReadAllBytes(RealData.File("csv", "csvs", name + ".csv"));
        var header = Csv.Reader(bytes, 1).Rows()[0];
        using var json = JsonDocument.Parse(File.ReadAllText(RealData.File("csv", "json", name + ".json")));
        var expected = json.RootElement.ValueKind is JsonValueKind.Array ? json.RootElement.EnumerateArray().ToList() : [json.RootElement];
        var rows = Csv.Reader(bytes, header.Length, header: true).Rows();
        Assert.Equal(expected.Count, rows.Count);
        for (var row = 0; row < rows.Count; row++)
            for (var column = 0; column < header.Length; column++)
                Assert.Equal(Expected(name, header[column], expected[row]), rows[row][column]);
    }

    // The published JSON of this one file has a made-up phone number where the CSV has the real one.
    private static string Expected(string file, string column, JsonElement row) =>
        file == "location_coordinates" && column == "Contact Phone Number" ? "2095257564" : row.GetProperty(column).GetString()!;

    [RealDataFact]
    public void Retail_file_is_read_whole()
    {
        using var reader = RowReader.Open(RealData.File("retail", "online_retail.csv.gz"), new FileShape
        {
            Delimiter = ',',
            Header = true,
            Columns = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"],
        });
        long withoutCustomer = 0, faults = 0, quantity = 0;
        while (reader.Read())
        {
            faults += reader.Fault is RowFault.None ? 0 : 1;
            withoutCustomer += reader[6].IsEmpty ? 1 : 0;
            quantity += long.Parse(reader[3], CultureInfo.InvariantCulture);
        }
        Assert.Equal((541_909, 135_080, 0, 5_176_450), (reader.Rows, withoutCustomer, faults, quantity));
        Assert.Equal(541_910, reader.Line);
    }
}
