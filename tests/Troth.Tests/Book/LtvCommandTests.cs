using System.CommandLine;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Troth.Book.Commands;
using Troth.Platform.Commands;

namespace Troth.Tests.Book;

public sealed class LtvCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("troth-ltv-");

    public void Dispose() => folder.Delete(recursive: true);

    [RealDataFact]
    public async Task It_learns_from_the_published_sample_in_its_fixed_form()
    {
        var (exit, printed, errors) = await Run(RealData.File("cdnow", "CDNOW_sample.txt"), "--columns", "1,3,5", "--calibrate-until", "1997-09-30", "--json");
        // The first column is the number in the whole file, the second the sample's own: both tell customers apart.
        Assert.Equal((0, ""), (exit, errors));
        using var json = JsonDocument.Parse(printed);
        var answer = json.RootElement;
        Assert.Equal(["parameters", "logLikelihood", "customers", "fitMs", "holdout", "value"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["r", "alpha", "a", "b"], answer.GetProperty("parameters").EnumerateObject().Select(p => p.Name));
        Assert.Equal(.525, answer.GetProperty("parameters").GetProperty("r").GetDouble(), 5e-4);
        Assert.Equal(-9582.136, answer.GetProperty("logLikelihood").GetDouble(), 5e-4);
        Assert.Equal(2357, answer.GetProperty("customers").GetInt32());
        Assert.Equal(1882, answer.GetProperty("holdout").GetProperty("actual").GetInt32());
        Assert.Equal(.7648, answer.GetProperty("holdout").GetProperty("mae").GetDouble(), 5e-5);
        Assert.Equal(["p", "q", "v", "logLikelihood"], answer.GetProperty("value").EnumerateObject().Select(p => p.Name));
        Assert.Equal(-4055.9177, answer.GetProperty("value").GetProperty("logLikelihood").GetDouble(), 5e-5);
    }

    [Theory]
    [InlineData("bg", "r,alpha,a,b")]
    [InlineData("pareto", "r,alpha,s,beta")]
    public async Task Each_model_names_its_parameters(string model, string names)
    {
        var (exit, printed, _) = await Run(Written(Orders(",")), "--calibrate-until", "2024-12-31", "--model", model, "--json");
        Assert.Equal(0, exit);
        using var json = JsonDocument.Parse(printed);
        Assert.Equal(names, string.Join(',', json.RootElement.GetProperty("parameters").EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public async Task Semicolons_tabs_bars_blanks_and_utf_16_are_read_alike()
    {
        var comma = await Learnt(Written(Orders(",")));
        foreach (var delimiter in (string[])[";", "\t", "|", "  "])
            Assert.Equal(comma, await Learnt(Written(Orders(delimiter))));
        Assert.Equal(comma, await Learnt(Written(Orders(","), Encoding.Unicode)));
        Assert.Equal(comma, await Learnt(Written(Orders(",").Replace("customer,date,amount\n", "", StringComparison.Ordinal)), "1,2,3"));
        Assert.Equal(comma, await Learnt(Written(Orders(",").Replace("-", "", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Dates_and_amounts_are_read_as_imports_read_them_and_orders_of_a_day_are_one()
    {
        var comma = await Learnt(Written(Orders(",")));
        var german = string.Join('\n', Orders(";").Split('\n').Select((line, i) => line.Split(';') is [var who, var day, var amount] && i > 0
            ? $"{who};{day[8..]}.{day[5..7]}.{day[..4]};{amount.Replace('.', ',')}" : line));
        Assert.Equal(comma, await Learnt(Written(german)));
        var split = string.Join('\n', Orders(",").Split('\n').SelectMany((line, i) => i > 0 && line.Split(',') is [var who, var day, _]
            ? (string[])[line, $"{who},{day},0"] : [line]));
        Assert.Equal(comma, await Learnt(Written(split)));
    }

    [Fact]
    public async Task Without_json_it_is_a_table()
    {
        var (exit, printed, errors) = await Run(Written(Orders(",")), "--calibrate-until", "2024-12-31");
        Assert.Equal((0, ""), (exit, errors));
        Assert.Matches(@"customers +40\r?\nr +\d", printed);
        Assert.Contains("foretold", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer,date,amount\nA,2024-01-05,5\nA,gestern,5\n", "line 3: the date is “gestern”")]
    [InlineData("customer,date,amount\nA,2024-01-05,5\nA,2024-02-30,5\n", "line 3: the date is “2024-02-30”")]
    [InlineData("customer,date,amount\nA,2024-01-05,5\nA,2024-01-06,\n", "line 3: the amount is “”; give a number of 0 or more.")]
    [InlineData("customer,date,amount\nA,2024-01-05,5\nA,2024-01-06,-5\n", "line 3: the amount is “-5”; give 0 or more")]
    [InlineData("customer,date,amount\nA,2024-01-05,5\n,2024-01-06,5\n", "line 3: the customer is empty")]
    [InlineData("customer,date,amount\nA,01/02/2024,5\nA,03/02/2024,5\n", "write dates as yyyy-MM-dd")]
    [InlineData("who,date,amount\nA,2024-01-05,5\n", "there is no column “customer”; there are who, date, amount.")]
    [InlineData("customer,date,amount\nA,2025-01-05,5\n", "nobody bought up to 2024-12-31")]
    [InlineData("customer,date,amount\nA,2024-01-05,5\n", "nobody bought a second time up to 2024-12-31")]
    [InlineData("customer,date,amount\n", "it holds no orders")]
    public async Task What_is_wrong_is_named_with_line_value_and_remedy(string text, string said)
    {
        var (exit, printed, errors) = await Run(Written(text), "--calibrate-until", "2024-12-31", "--json");
        Assert.Equal((2, ""), (exit, printed));
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.StartsWith("orders.csv: ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model is “x”; give mbg, bg or pareto.", "orders.csv", "--calibrate-until", "2024-12-31", "--model", "x")]
    [InlineData("--calibrate-until is “soon”; give a day as yyyy-MM-dd.", "orders.csv", "--calibrate-until", "soon")]
    [InlineData("--columns is “1,2”;", "orders.csv", "--calibrate-until", "2024-12-31", "--columns", "1,2")]
    [InlineData("there is no column 9; line 1 has 3.", "orders.csv", "--calibrate-until", "2024-12-31", "--columns", "1,2,9")]
    [InlineData("absent.csv cannot be read: there is no such file.", "absent.csv", "--calibrate-until", "2024-12-31")]
    public async Task What_cannot_be_asked_is_refused(string said, params string[] typed)
    {
        Written(Orders(","));
        var (exit, printed, errors) = await Run(typed);
        Assert.Equal((2, ""), (exit, printed));
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    /// <summary>Forty customers of three kinds, two years.</summary>
    private static string Orders(string delimiter)
    {
        var dice = new Random(3);
        var text = new StringBuilder(string.Join(delimiter, "customer", "date", "amount")).Append('\n');
        for (var customer = 0; customer < 40; customer++)
        {
            for (var day = dice.Next(20); day < 730; day += 5 + dice.Next(40 + 100 * (customer % 3)))
            {
                text.Append(string.Join(delimiter, $"C{customer}", new DateOnly(2024, 1, 1).AddDays(day).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                    FormattableString.Invariant($"{20 + dice.Next(5000) / 100.0:0.00}"))).Append('\n');
                if (dice.Next(8 + customer) == 0) break;
            }
        }

        return text.ToString();
    }

    private string Written(string text, Encoding? encoding = null)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "orders.csv"), text, encoding ?? new UTF8Encoding(false));
        return "orders.csv";
    }

    private async Task<string> Learnt(string file, string columns = "customer,date,amount")
    {
        var (exit, printed, errors) = await Run(file, "--columns", columns, "--calibrate-until", "2024-12-31", "--json");
        Assert.Equal((0, ""), (exit, errors));
        return System.Text.RegularExpressions.Regex.Replace(printed, "\"fitMs\":[^,]*,", "");
    }

    private async Task<(int Exit, string Output, string Errors)> Run(params string[] typed)
    {
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exit = await EvidenceCommand.Make(new CommandHost(nothing, output, errors, folder.FullName)).Parse(["ltv", .. typed])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        return (exit, output.ToString(), errors.ToString());
    }
}
