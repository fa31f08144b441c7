using System.Text.RegularExpressions;
using Troth.Evidence.Duplicates;
using Xunit.Abstractions;

namespace Troth.Evidence.Tests.DuplicateRecords;

/// <summary>Sets that others made, with the settings that all records get and kinds of fields told from their names.</summary>
public partial class PublishedSetsTests(ITestOutputHelper output)
{
    [SharedDataFact]
    public void Restaurants() => Reaches(.92, 112, "unique_id", "dedup", "restaurants", "restaurant-nophone-training.csv");

    [SharedDataFact]
    public void Febrl_1() => Reaches(.97, 500, "rec_id", "dedup", "febrl", "dataset1.csv");

    [SharedDataFact]
    public void Febrl_2() => Reaches(.94, 1934, "rec_id", "dedup", "febrl", "dataset2.csv");

    [SharedDataFact]
    public void Febrl_3() => Reaches(.92, 6538, "rec_id", "dedup", "febrl", "dataset3.csv");

    /// <summary>What is left of Febrl 3 when nobody knows days of birth and social security numbers.</summary>
    [SharedDataFact]
    public void Febrl_3_by_name_and_address_alone() => Reaches(.92, 6538, "rec_id", "dedup", "febrl", "dataset3.csv", "date_of_birth", "soc_sec_id");

    [SharedDataFact]
    public void Resellers_that_are_all_different_are_not_taken_for_each_other()
    {
        var (header, records) = Read(SharedData.File("adventureworks", "Resellers.csv"));
        Assert.Equal(701, records.Count);
        var found = DuplicateSearch.Find([.. header.Select(name => new DuplicateField(name, FieldKindGuess.Of(name)))], records);
        output.WriteLine($"{found.Pairs.Count} pairs of {found.Compared} compared");
        Assert.InRange(found.Pairs.SelectMany(pair => new[] { pair.A, pair.B }).Distinct().Count(), 0, (int)(701 * .005));
    }

    private void Reaches(double least, long truePairs, string gold, string folder, string set, string file, params string[] without)
    {
        var (header, records) = Read(SharedData.File(folder, set, file));
        DuplicateField[] fields =
            [.. header.Select(name => new DuplicateField(name, name == gold || without.Contains(name) ? FieldKind.Ignored : FieldKindGuess.Of(name)))];
        var at = Array.IndexOf(header, gold);
        string[] truth = [.. records.Select(record => Group().Replace(record[at]!.Trim('\''), ""))];
        var found = Measured.Of(DuplicateSearch.Find(fields, records), truth);
        output.WriteLine($"{file}: {found}");
        Assert.Equal(truePairs, found.True);
        Assert.True(found.F1 >= least, $"{file}: {found}");
    }

    private static (string[] Header, List<string?[]> Records) Read(string path)
    {
        List<string[]> rows = [.. File.ReadLines(path).Select(Cells)];
        return (rows[0], [.. rows.Skip(1).Select(row => (string?[])row)]);
    }

    /// <summary>These files have blanks after their commas and no quote within quotes.</summary>
    private static string[] Cells(string line) => [.. Cell().Matches(line).Select(cell => cell.Groups[1].Value.Trim().Trim('"'))];

    [GeneratedRegex("(?:^|,)( *\"[^\"]*\"|[^,]*)")]
    private static partial Regex Cell();

    [GeneratedRegex("-(org|dup-[0-9]+)$")]
    private static partial Regex Group();
}
