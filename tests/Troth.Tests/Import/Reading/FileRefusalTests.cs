using System.IO.Compression;
using System.Text;
using Troth.Import.Reading;

namespace Troth.Tests.Import.Reading;

/// <summary>Files that hold no table are refused with a stable code, the value and the remedy.</summary>
public class FileRefusalTests
{
    [Fact]
    public void Missing_file() => Refused(() => FileSniffer.Sniff("/nowhere/orders.csv"), FileRefusedException.Missing, "There is no file orders.csv.");

    [Fact]
    public void Empty_file() => Refused("", FileRefusedException.Empty, "test.csv is empty (0 bytes)");

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\r\n\n  \n")]
    public void File_of_nothing_but_blank_lines(string text) => Refused(text, FileRefusedException.Empty, "only blank lines");

    [Fact]
    public void Empty_file_in_gzip() => Refused(Convert.FromHexString("1F8B080000000000000303000000000000000000"), FileRefusedException.Empty, "empty once unpacked");

    [Theory]
    [InlineData("504B0304140000", "save it as CSV UTF-8")]
    [InlineData("D0CF11E0A1B11AE1", "save it as CSV UTF-8")]
    [InlineData("255044462D312E37", "a PDF")]
    [InlineData("89504E470D0A1A0A", "a picture")]
    [InlineData("53514C69746520666F726D6174203300", "an SQLite database")]
    [InlineData("28B52FFD00", "pack it with gzip")]
    public void Known_kinds_of_binary_files(string hex, string remedy)
    {
        Refused(Convert.FromHexString(hex), FileRefusedException.Binary, remedy);
        Refused(Gzip(Convert.FromHexString(hex)), FileRefusedException.Binary, remedy);
    }

    [Fact]
    public void Gzip_within_gzip() => Refused(Gzip(Gzip("a,b\n1,2"u8.ToArray())), FileRefusedException.Binary, "packed twice");

    [Fact]
    public void Nul_characters() => Refused("a,b\n1,2\n3,\0\n", FileRefusedException.Binary, "line 3: holds a NUL character");

    [Fact]
    public void Nul_characters_far_down_are_found_while_reading()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 100_000)) + "3,\0\n";
        var refused = Assert.Throws<FileRefusedException>(() => Csv.Reader(text, 2).Rows());
        Assert.Contains("line 100002:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise() => Refused(RandomBytes(100_000), FileRefusedException.Binary, "NUL");

    [Theory]
    [InlineData(0.999)]
    [InlineData(0.5)]
    [InlineData(0.01)]
    public void Truncated_gzip(double share)
    {
        var packed = Gzip(Encoding.UTF8.GetBytes(Table(20_000)));
        var refused = Assert.Throws<FileRefusedException>(() => Csv.Reader(packed[..(int)(packed.Length * share)], 3).Rows());
        Assert.Equal(FileRefusedException.Truncated, refused.Code);
        Assert.Contains("Fetch it again", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_gzip_without_its_checksum()
    {
        var packed = Gzip(Encoding.UTF8.GetBytes(Table(2_000)));
        for (var missing = 1; missing <= 12; missing++)
            Assert.Equal(FileRefusedException.Truncated, Assert.Throws<FileRefusedException>(() => Csv.Reader(packed[..^missing], 3).Rows()).Code);
    }

    [Fact]
    public void Joined_gzip_files_are_one_whole_file()
    {
        var (one, two) = (Gzip(Encoding.UTF8.GetBytes(Table(30_000))), Gzip(Encoding.UTF8.GetBytes(Table(5))));
        Assert.Equal(60_010, Csv.Reader([.. one, .. two, .. one, .. two], 3).Rows().Count);
        for (var rows = 1; rows < 60; rows++)
            Assert.Equal(rows, Csv.Reader(Gzip(Encoding.UTF8.GetBytes(Table(rows))), 3).Rows().Count);
        Assert.Equal(FileRefusedException.Truncated, Assert.Throws<FileRefusedException>(() => Csv.Reader([.. one, .. two[..^9]], 3).Rows()).Code);
    }

    [Fact]
    public void Damaged_gzip()
    {
        var packed = Gzip(Encoding.UTF8.GetBytes(Table(2_000)));
        packed[packed.Length / 2] ^= 0xff;
        Assert.Equal(FileRefusedException.Truncated, Assert.Throws<FileRefusedException>(() => Csv.Reader(packed, 3).Rows()).Code);
    }

    [Fact]
    public void Invalid_utf8_after_a_byte_order_mark_names_line_and_byte()
    {
        byte[] bytes = [0xef, 0xbb, 0xbf, .. "name,town\nMüller,Köln\nSmith,Caf"u8, 0xe9, .. "\n"u8];
        Refused(bytes, FileRefusedException.Misencoded, "line 3, byte 37: the value 0xE9 is not valid UTF-8");
    }

    [Fact]
    public void Invalid_utf8_among_valid_names_line_and_byte()
    {
        byte[] bytes = [.. "a,b\n"u8, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Größe,Länge\n", 20_000))), .. "Caf"u8, 0xe9, .. ",1\n"u8];
        var refused = Assert.Throws<FileRefusedException>(() => Csv.Reader(bytes, 2).Rows());
        Assert.Equal(FileRefusedException.Misencoded, refused.Code);
        Assert.Contains("line 20002, byte 300008:", refused.Message, StringComparison.Ordinal);
        Assert.Contains("windows-1252", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_at_the_end()
    {
        byte[] utf8 = [0xef, 0xbb, 0xbf, .. "a,b\n1,"u8, 0xc3];
        Refused(utf8, FileRefusedException.Misencoded, "line 2, byte 10:");
        Refused([0xff, 0xfe, .. Encoding.Unicode.GetBytes("a,b\n1,2"), 0x41], FileRefusedException.Misencoded, "utf-16le");
        Refused([0xff, 0xfe, .. Encoding.Unicode.GetBytes("a,b\n1,2\n"), 0x3d, 0xd8], FileRefusedException.Misencoded, "line 3");
    }

    [Fact]
    public void Two_hundred_thousand_columns_in_little_memory_and_from_the_first_piece_of_the_file()
    {
        var row = string.Join(',', Enumerable.Range(0, 200_000));
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row + "\n", 20)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var stream = new CountingStream(bytes);
        Refused(() => FileSniffer.Sniff(stream, "test.csv"), FileRefusedException.TooManyColumns, "line 1: has more than 2,000 columns");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 << 20);
        Assert.InRange(stream.Handed, 1, 400_000);
        Assert.Equal(FileRefusedException.TooManyColumns, Assert.Throws<FileRefusedException>(() => Csv.Reader(bytes, 2).Rows()).Code);
    }

    [Fact]
    public void Two_thousand_columns_are_read() =>
        Assert.Equal(2_000, Csv.Reader(string.Join(',', Enumerable.Range(0, 2_000)), 2_000).Rows()[0].Length);

    [Fact]
    public void Gigantic_cell()
    {
        var text = "a,b\n1," + new string('x', (1 << 20) + 1) + "\n";
        Assert.Contains("line 2: the cell in column 2 is longer than 1,048,576 characters", Assert.Throws<FileRefusedException>(() => Csv.Reader(text, 2).Rows()).Message, StringComparison.Ordinal);
        Assert.Equal(1 << 20, Csv.Reader("1," + new string('x', 1 << 20) + "\n", 2).Rows()[0][1].Length);
        Assert.Equal(FileRefusedException.CellTooLarge, Assert.Throws<FileRefusedException>(() => Csv.Reader($"1,\"{new string('x', (1 << 20) + 1)}\"\n", 2).Rows()).Code);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(500_000)]
    public void Unclosed_quote_names_the_line_where_it_opened(int linesAfter)
    {
        var text = "a,b\n1,\"x\ny\"\n2,\"open\n" + string.Concat(Enumerable.Repeat("3,4\n", linesAfter));
        var refused = Assert.Throws<FileRefusedException>(() => Csv.Reader(text, 2).Rows());
        Assert.Equal(FileRefusedException.QuoteNotClosed, refused.Code);
        Assert.Contains("line 4: a quote opened in column 2 is never closed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_row()
    {
        var limits = new ReadingLimits { MaxColumns = int.MaxValue, MaxRow = 1 << 17 };
        var refused = Assert.Throws<FileRefusedException>(() => Csv.Reader(new string(',', 1 << 18), 2, limits: limits).Rows());
        Assert.Equal(FileRefusedException.RowTooLarge, refused.Code);
    }

    [Fact]
    public void Decompression_bomb()
    {
        var bomb = Gzip(Encoding.ASCII.GetBytes(new string('\n', 4 << 20)), CompressionLevel.SmallestSize);
        var refused = Assert.Throws<FileRefusedException>(() => Csv.Reader(bomb, 2, limits: new ReadingLimits { ExpansionFloor = 2 << 20 }).Rows());
        Assert.Equal(FileRefusedException.TooLarge, refused.Code);
        Assert.Contains("more than 250 times its size", refused.Message, StringComparison.Ordinal);
        var large = Assert.Throws<FileRefusedException>(() => Csv.Reader(Gzip(Encoding.ASCII.GetBytes(Table(10_000))), 3, limits: new ReadingLimits { MaxBytes = 1_000 }).Rows());
        Assert.Equal(FileRefusedException.TooLarge, large.Code);
    }

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long Handed { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var count = base.Read(buffer);
            Handed += count;
            return count;
        }
    }

    private static string Table(int rows) => string.Concat(Enumerable.Range(0, rows).Select(row => $"{row},{row * 7919 % 1009},name {row * 31 % 97}\n"));

    private static byte[] RandomBytes(int length)
    {
        var noise = new byte[length];
        new Random(5).NextBytes(noise);
        noise[0] = (byte)'x';
        return noise;
    }

    private static byte[] Gzip(byte[] bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static void Refused(string text, string code, string message) => Refused(Encoding.UTF8.GetBytes(text), code, message);

    private static void Refused(byte[] bytes, string code, string message) =>
        Refused(() => FileSniffer.Sniff(SourceFile.Open(new MemoryStream(bytes), "test.csv"), "test.csv"), code, message);

    private static void Refused(Action read, string code, string message)
    {
        var refused = Assert.Throws<FileRefusedException>(read);
        Assert.Equal(code, refused.Code);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
