using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Troth.Book.Commands;
using Troth.Platform.Commands;

namespace Troth.Tests.Book;

public sealed class DuplicatesCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("troth-duplicates-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Pairs_and_how_well_they_meet_what_is_known_in_the_fixed_form()
    {
        var (exit, printed, errors) = await Typed(Companies(gold: true), "--gold", "rec_id", "--json");

        Assert.Equal((0, ""), (exit, errors));
        using var answer = JsonDocument.Parse(printed);
        Assert.Equal(["pairs", "precision", "recall", "f1", "seconds"], answer.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal((1, 1.0, 1.0, 1.0), (answer.RootElement.GetProperty("pairs").GetInt32(), Figure("precision"), Figure("recall"), Figure("f1")));

        double Figure(string name) => answer.RootElement.GetProperty(name).GetDouble();
    }

    [Fact]
    public async Task Without_a_column_that_knows_nothing_is_said_of_precision()
    {
        using var answer = JsonDocument.Parse((await Typed(Companies(gold: false), "--json")).Output);

        Assert.Equal(1, answer.RootElement.GetProperty("pairs").GetInt32());
        Assert.All(["precision", "recall", "f1"], name => Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty(name).ValueKind));
    }

    [Fact]
    public async Task People_read_lines_and_reasons()
    {
        var (exit, printed, _) = await Typed(Companies(gold: true), "--gold", "rec_id");

        Assert.Equal(0, exit);
        Assert.Contains("Compared: name (a company's name), street (address), city (city), phone (phone).", printed, StringComparison.Ordinal);
        Assert.Contains("lines 202 and 203, ", printed, StringComparison.Ordinal);
        Assert.Contains("phone the same", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("legal form in name different", printed.Split("; but ")[0], StringComparison.Ordinal); // a difference does not speak for it
        Assert.Contains("1 of the 1 true pairs found: precision 1.000, recall 1.000, F1 1.000.", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1 is not there; it has to name the columns")]
    [InlineData("name,city\nOne,Ulm\nTwo\n", "line 3 has 1 cells, beginning with “Two”; line 1 names 2 columns")]
    [InlineData("name,city\n\"One,Ulm\n", "line 2 opens a double quote that is not closed: “\"One,Ulm")]
    [InlineData("red,blue\n1,2\n", "line 1 names red, blue, none of which tells what it is")]
    [InlineData("name,city\nOne,Ulm\n", "there is no column “rec_id”; line 1 names name, city", "--gold", "rec_id")]
    public async Task What_is_wrong_is_named_with_line_value_and_remedy(string file, string said, params string[] more)
    {
        var (exit, printed, errors) = await Typed(file, more);

        Assert.Equal((2, ""), (exit, printed));
        Assert.StartsWith("companies.csv", errors, StringComparison.Ordinal);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_holds_no_text_is_named()
    {
        var (exit, _, errors) = await Run("none.csv");
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "bytes.csv"), [0x6e, 0xff, 0xfe, 0x0a]);
        var (second, _, said) = await Run("bytes.csv");

        Assert.Equal((2, 2), (exit, second));
        Assert.Contains("none.csv cannot be read", errors, StringComparison.Ordinal);
        Assert.Contains("bytes.csv: it is not UTF-8; save it as CSV UTF-8.", said, StringComparison.Ordinal);
    }

    /// <summary>Two hundred companies of their own, and one that comes twice.</summary>
    private static string Companies(bool gold)
    {
        string[] stems = ["Ahlberg", "Brackhorst", "Dornfeld", "Ebenrode", "Falkenau", "Graustett", "Hasselbach", "Ilmenwald", "Kesselbruck", "Lindenhagen"];
        string[] trades = ["Hydraulik", "Pressen", "Landtechnik", "Werft", "Molkereien", "Kranbau", "Automation", "Tiefbau", "Energie", "Gusswerk"];
        var rows = Enumerable.Range(0, 200).Select(i =>
            $"rec-{i}-org, \"{stems[i % 10]} {trades[i / 10 % 10]} {(i < 100 ? "Nord" : "Süd")} GmbH\", \"Weg {i * 37 % 89 + 1}\", {(i % 3 == 0 ? "Ulm" : "Siegen")}, 0{i * 7919 % 90000 + 710000}");
        string[] twice =
        [
            "rec-900-org, \"Zellmark Pressen, Maschinen GmbH\", \"Hafenstraße 14\", Kassel, 0561 774411",
            "rec-900-dup-0, Zellmarck Pressen Maschinen AG, Hafenstr. 14, Kassel, +561/774411",
        ];
        string[] lines = ["rec_id, name, street, city, phone", .. rows, .. twice];
        return string.Join('\n', gold ? lines : lines.Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]));
    }

    private async Task<(int Exit, string Output, string Errors)> Typed(string file, params string[] more)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "companies.csv"), file);
        return await Run(["companies.csv", .. more]);
    }

    private async Task<(int Exit, string Output, string Errors)> Run(params string[] typed)
    {
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exit = await EvidenceCommand.Make(new CommandHost(nothing, output, errors, folder.FullName)).Parse(["duplicates", .. typed]).InvokeAsync();
        return (exit, output.ToString(), errors.ToString());
    }
}
