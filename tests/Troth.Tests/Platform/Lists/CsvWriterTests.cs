using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Troth.Import.Reading;
using Troth.Platform.Lists;
using Troth.Tests.Import.Reading;

namespace Troth.Tests.Platform.Lists;

public class CsvWriterTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;b", "a;b")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData(" blank", "\" blank\"")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("", "\"\"")]
    [InlineData("sep=;", "\"sep=;\"")]
    public void Quotes_only_what_must_be(string cell, string expected) => Assert.Equal(expected + "\r\n", Write(csv => csv.Row(cell)));

    [Fact]
    public void Cells_that_look_like_formulas_are_data_and_come_back_as_they_were()
    {
        string[] cells = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "'quoted"];
        Assert.Equal(cells, RoundTrip([cells], ',', new UTF8Encoding(true))[0]);
    }

    [RealDataFact]
    public void The_big_list_of_naughty_strings_survives()
    {
        var strings = File.ReadAllText(RealData.File("csv", "blns.txt")).Split('\n');
        Assert.True(strings.Length > 700);
        List<string[]> rows = [.. strings.Select(text => new[] { text, "|", text + text })];
        foreach (var delimiter in ",;\t|")
            foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UTF8Encoding(false), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
                Assert.Equal(rows, RoundTrip(rows, delimiter, encoding));
        Assert.Equal(string.Join("\n", strings), RoundTrip([[string.Join("\n", strings)]], ',', new UTF8Encoding(true))[0][0]);
    }

    /// <summary>Any table of any characters but NUL and half surrogates, under every delimiter and encoding.</summary>
    [Fact]
    public void Any_table_written_is_read_back()
    {
        var character = Gen.Frequency((6, Gen.Elements("ab,;\t|\"\"\r\n '=\u00a0é€ñ\u2028\ufeff".ToCharArray()).Select(one => one.ToString())),
            (1, Gen.Elements("😀", "漢", "\u0301", "\u200b", "\u0007")), (3, Gen.Elements("1", "2024-01-01", "0", ".", "sep=;")));
        var cell = Gen.Sized(size => Gen.Choose(0, Math.Min(size, 12)).SelectMany(length => character.ArrayOf(length))).Select(string.Concat);
        var table = from columns in Gen.Choose(1, 6)
                    from rows in Gen.Choose(1, 12)
                    from cells in cell.ArrayOf(columns).ArrayOf(rows)
                    from delimiter in Gen.Elements(',', ';', '\t', '|')
                    from encoding in Gen.Elements<Encoding>(new UTF8Encoding(true), new UTF8Encoding(false), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true))
                    select (Cells: cells, Delimiter: delimiter, Encoding: encoding);
        Prop.ForAll(table.ToArbitrary(), one => RoundTrip(one.Cells, one.Delimiter, one.Encoding).SequenceEqual(one.Cells, Cellwise))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    /// <summary>Ordinary tables: words, codes, numbers and dates with a header, some cells holding other delimiters.</summary>
    [Fact]
    public void Sniffer_recovers_how_any_ordinary_table_was_written()
    {
        var word = Gen.Elements("Müller", "Smith & Sons", "Größe, mittel", "a;b", "Zoë|x", "tab\there", "two\nlines", "O'Neill", "", "5\" pipe", "café");
        var number = Gen.Choose(-5_000, 5_000).Select(value => (value / 100m).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var day = Gen.Choose(0, 9_000).Select(value => new DateOnly(2000, 1, 1).AddDays(value).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var row = from name in word from amount in number from date in day from other in word select new[] { name, amount, date, other };
        var table = from rows in Gen.Choose(5, 40)
                    from cells in row.ArrayOf(rows)
                    from delimiter in Gen.Elements(',', ';', '\t', '|')
                    from encoding in Gen.Choose(0, 6)
                    from header in Gen.Elements(true, false)
                    select (Cells: cells, Delimiter: delimiter, Encoding: encoding, Header: header);
        Prop.ForAll(table.ToArbitrary(), one =>
        {
            var encoding = Encodings[one.Encoding];
            List<string[]> rows = [.. one.Header ? [["Title", "Sum", "When", "Remark"]] : Array.Empty<string[]>(), .. one.Cells];
            var bytes = Bytes(rows, one.Delimiter, encoding);
            var shape = FileSniffer.Sniff(new MemoryStream(bytes), "t.csv");
            using var reader = new RowReader(new MemoryStream(bytes), "t.csv", shape);
            return shape.Delimiter == one.Delimiter && shape.Header == one.Header && reader.Rows().SequenceEqual(one.Cells, Cellwise);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void Refused_rows_come_back_with_reason_and_line()
    {
        using var stream = new MemoryStream();
        using (var rows = new RefusedRows(stream, ["Name", "Town"]))
        {
            rows.Add(7, "\"Rome\" is no town.", ["A, B", "Rome"]);
            rows.Add(9, "Too many cells.", ["C", "Oslo", "x", "y"]);
            rows.Add(12, "Too few cells.", ["D"]);
            Assert.Equal(3, rows.Count);
        }
        var read = Csv.Reader(stream.ToArray(), 4).Rows();
        Assert.Equal(["Name", "Town", "reason", "refused line"], read[0]);
        Assert.Equal(["A, B", "Rome", "\"Rome\" is no town.", "7"], read[1]);
        Assert.Equal(["C", "Oslo", "Too many cells. Cells beyond the last column: x | y", "9"], read[2]);
        Assert.Equal(["D", "", "Too few cells.", "12"], read[3]);
    }

    private static readonly Encoding[] Encodings =
    [
        new UTF8Encoding(true), new UTF8Encoding(false), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true),
        new UnicodeEncoding(false, false), new UnicodeEncoding(true, false), CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    ];

    private static readonly IEqualityComparer<string[]> Cellwise = EqualityComparer<string[]>.Create((one, other) => one!.SequenceEqual(other!), row => row.Length);

    private static List<string[]> RoundTrip(IReadOnlyList<string[]> rows, char delimiter, Encoding encoding) =>
        Csv.Reader(Bytes(rows, delimiter, encoding), rows[0].Length, delimiter).Rows();

    private static byte[] Bytes(IReadOnlyList<string[]> rows, char delimiter, Encoding encoding)
    {
        var stream = new MemoryStream();
        using (var csv = new CsvWriter(new StreamWriter(stream, encoding, leaveOpen: true), delimiter))
            foreach (var row in rows)
                csv.Row(row);
        return stream.ToArray();
    }

    private static string Write(Action<CsvWriter> write)
    {
        var text = new StringWriter();
        using (var csv = new CsvWriter(text))
            write(csv);
        return text.ToString();
    }
}
