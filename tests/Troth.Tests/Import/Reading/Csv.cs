using System.Text;
using Troth.Import.Reading;

namespace Troth.Tests.Import.Reading;

/// <summary>Short ways to read text as a table in tests.</summary>
internal static class Csv
{
    public static RowReader Reader(byte[] bytes, int columns, char delimiter = ',', bool header = false, CharacterSet set = CharacterSet.Undecided, ReadingLimits? limits = null) =>
        new(SourceFile.Open(new MemoryStream(bytes), "test.csv", limits), "test.csv", new FileShape
        {
            Delimiter = delimiter,
            CharacterSet = set,
            Header = header,
            Columns = [.. Enumerable.Range(1, columns).Select(index => $"c{index}")],
        }, limits);

    public static RowReader Reader(string text, int columns, char delimiter = ',', bool header = false, ReadingLimits? limits = null) =>
        Reader(Encoding.UTF8.GetBytes(text), columns, delimiter, header, limits: limits);

    public static List<string[]> Rows(this RowReader reader)
    {
        using (reader)
        {
            var rows = new List<string[]>();
            while (reader.Read())
                rows.Add(reader.Texts());
            return rows;
        }
    }
}
