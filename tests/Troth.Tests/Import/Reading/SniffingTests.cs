using System.Text;
using Troth.Import.Reading;

namespace Troth.Tests.Import.Reading;

public class SniffingTests
{
    private const string Western = "Name;Ort\r\nMüller;Köln\r\nCafé René;Orléans – Sud\r\n";

    public static TheoryData<string, bool, CharacterSet> Encodings => new()
    {
        { "utf-8", false, CharacterSet.Utf8 },
        { "utf-8", true, CharacterSet.Utf8 },
        { "utf-16", false, CharacterSet.Utf16LittleEndian },
        { "utf-16", true, CharacterSet.Utf16LittleEndian },
        { "utf-16BE", false, CharacterSet.Utf16BigEndian },
        { "utf-16BE", true, CharacterSet.Utf16BigEndian },
        { "windows-1252", false, CharacterSet.Windows1252 },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Encodings_are_recognised(string name, bool mark, CharacterSet expected)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Western)];
        var shape = Sniff(bytes);
        Assert.Equal((expected, ';', true), (shape.CharacterSet, shape.Delimiter, shape.Header));
        Assert.Equal(["Name", "Ort"], shape.Columns);
        using var reader = new RowReader(new MemoryStream(bytes), "test.csv", shape);
        Assert.Equal(["Müller", "Köln", "Café René", "Orléans – Sud"], reader.Rows().SelectMany(row => row));
    }

    [Fact]
    public void First_umlaut_far_down_still_settles_the_encoding()
    {
        var ascii = string.Concat(Enumerable.Repeat("Smith,1\n", 100_000));
        var cp1252 = Encoding.Latin1.GetBytes($"name,n\n{ascii}Müller,2\n");
        Assert.Equal(CharacterSet.Undecided, Sniff(cp1252).CharacterSet);
        Assert.Equal("Müller", Csv.Reader(cp1252, 2).Rows()[^1][0]);
        Assert.Equal("Müller", Csv.Reader($"name,n\n{ascii}Müller,2\n", 2).Rows()[^1][0]);
        Assert.Equal("caf\u00e9", Csv.Reader([.. "a,caf"u8, 0xe9], 2).Rows()[0][1]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", ',')]
    [InlineData("a;b\n1,5;2,5\n3,5;4,5\n", ';')]
    [InlineData("1,5;2,5\n3,5;4,5\n", ';')]
    [InlineData("a\tb\n1, 2\t3\n4, 5\t6\n", '\t')]
    [InlineData("a|b|c\nx, y|1|z\nu|2|v\n", '|')]
    [InlineData("\"a;b\",c\n\"d;e;f\",g\n\"h\",i\n", ',')]
    [InlineData("sep=;\na;b\n1;2\n", ';')]
    [InlineData("name\nSmith, John\nDoe, Jane\n", ',')]
    [InlineData("a,b\n\"x\ny;z;;;\",1\n", ',')]
    public void Delimiters_are_recognised(string text, char expected) => Assert.Equal(expected, Sniff(text).Delimiter);

    [Fact]
    public void Separator_line_is_no_data()
    {
        var shape = Sniff("sep=;\r\nname;n\r\nx;1\r\n");
        Assert.Equal(["name", "n"], shape.Columns);
        using var reader = new RowReader(new MemoryStream("sep=;\r\nname;n\r\nx;1\r\n"u8.ToArray()), "t", shape);
        Assert.Equal(["x", "1"], Assert.Single(reader.Rows()));
    }

    [Theory]
    [InlineData("a,b\n1,2\n", true)]
    [InlineData("1,2\n3,4\n", false)]
    [InlineData("id,when\nx,2024-01-01\ny,2024-01-02\n", true)]
    [InlineData("x,2024-01-01\ny,2024-01-02\n", false)]
    [InlineData("Name,City\nSmith,Rome\nDoe,Oslo\n", true)]
    [InlineData("Vorname;Nachname\nAnna;Schmidt\n", true)]
    [InlineData("red,big\nblue,big\nred,small\n", false)]
    [InlineData("alpha,beta\ngamma,delta\n", null)]
    [InlineData("Product,2011,2012\nBike,5,7\nCar,6,8\n", null)]
    [InlineData("Account,City,2011\nBike,Rome,7\nCar,Oslo,8\n", null)]
    [InlineData("1,x,y\n", false)]
    [InlineData("Name,City,Phone\n", true)]
    [InlineData("foo,bar\n", null)]
    [InlineData("id,x,t_x,T\n1,2,30.5,38.8\n2,1,1.7,38.8\n", true)]
    public void Header_is_told_or_asked(string text, bool? expected) => Assert.Equal(expected, Sniff(text).Header);

    [Fact]
    public void Columns_without_or_with_repeated_names_keep_their_place()
    {
        Assert.Equal(["Name", "Column 2", "Name (2)", "Name (3)"], Sniff("Name,,Name,Name\nx,1,2,3\ny,4,5,6\n").Columns);
        Assert.Equal(["Column 1", "Column 2"], Sniff("1,2\n3,4\n").Columns);
    }

    [Fact]
    public void What_is_known_is_taken_as_given()
    {
        var shape = Sniff("1;2,3\n4;5,6\n", new KnownLayout(';', CharacterSet.Windows1252, false, ["a", "b"]));
        Assert.Equal((';', CharacterSet.Windows1252, false), (shape.Delimiter, shape.CharacterSet, shape.Header));
        Assert.Equal(["a", "b"], shape.Columns);
    }

    private static FileShape Sniff(string text, KnownLayout? known = null) => Sniff(Encoding.UTF8.GetBytes(text), known);

    private static FileShape Sniff(byte[] bytes, KnownLayout? known = null) => FileSniffer.Sniff(new MemoryStream(bytes), "test.csv", known);
}
