using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Troth.Platform.Commands;
using Troth.Schedule;

namespace Troth.Tests.Schedule;

public sealed class JobShopCommandTests : IDisposable
{
    /// <summary>Fisher and Thompson's six by six of 1963; no schedule is shorter than 55.</summary>
    private const string SixBySix = """
        6 6
        2 1 0 3 1 6 3 7 5 3 4 6
        1 8 2 5 4 10 5 10 0 10 3 4
        2 5 3 4 5 8 0 9 1 1 4 7
        1 5 0 5 2 5 3 3 4 8 5 9
        2 9 1 3 4 5 5 4 0 3 3 1
        1 3 3 3 5 9 0 10 4 4 2 1
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("troth-jobshop-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task It_prints_one_object_with_value_bound_and_check()
    {
        var (exit, printed, errors) = await Typed(Written("ft06.txt", SixBySix), "--seconds", "0.5", "--seed", "1", "--json");

        Assert.Equal((0, ""), (exit, errors));
        using var answer = JsonDocument.Parse(printed);
        Assert.Equal(55, answer.RootElement.GetProperty("value").GetInt64());
        Assert.InRange(answer.RootElement.GetProperty("lowerBound").GetInt64(), 47, 55);
        Assert.Equal("ok", answer.RootElement.GetProperty("checker").GetString());
    }

    [Fact]
    public async Task Packed_files_are_unpacked_and_a_proof_ends_the_search()
    {
        var path = Path.Combine(folder.FullName, "two.txt.gz");
        await using (var packed = new GZipStream(File.Create(path), CompressionMode.Compress))
            await packed.WriteAsync(Encoding.UTF8.GetBytes("2 2\n0 3 1 2\n1 4 0 1\n"));

        var (exit, printed, _) = await Typed(path, "--seconds", "3600");

        Assert.Equal(0, exit);
        Assert.Equal("2 jobs, 2 machines, 4 operations: makespan 6, proved the best; the schedule is checked.", printed.Trim());
    }

    [Theory]
    [InlineData("tardiness", "0", 5 + 6)]
    [InlineData("weighted-tardiness", "0", 6 * 4 + 5 * 2)]
    [InlineData("tardiness", "1.2", 0)]
    public async Task Tardiness_counts_from_due_dates_by_work(string objective, string factor, int value)
    {
        // Works of 5 and 5; the first ends at 6 or the second at 6.
        var path = Written("two.txt", "2 2\n0 3 1 2\n1 4 0 1\n");
        var (_, printed, _) = await Typed(path, "--seconds", "0.2", "--objective", objective, "--due-factor", factor, "--json");

        using var answer = JsonDocument.Parse(printed);
        Assert.Equal(value, answer.RootElement.GetProperty("value").GetInt64());
        Assert.Equal("ok", answer.RootElement.GetProperty("checker").GetString());
    }

    [Theory]
    [InlineData("--seconds", "soon", "--seconds is “soon”; give a number from 0")]
    [InlineData("--seed", "-1", "--seed is “-1”; give a whole number from 0")]
    [InlineData("--threads", "0", "--threads is “0”; give a whole number from 1 to 64.")]
    [InlineData("--objective", "cost", "--objective is “cost”; give makespan, tardiness or weighted-tardiness.")]
    [InlineData("--due-factor", "1,3", "--due-factor is “1,3”; give a number from 0 to 1000.")]
    public async Task A_wrong_option_is_answered_by_one_line(string option, string value, string said)
    {
        var (exit, printed, errors) = await Typed(Written("ft06.txt", SixBySix), option, value);

        Assert.Equal((2, ""), (exit, printed));
        Assert.StartsWith(said, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_wrong_file_is_answered_by_one_line_that_names_it()
    {
        var path = Written("wrong.txt", "1 6\n7 3\n");
        var wrong = await Typed(path);
        Assert.StartsWith($"{path}: Line 2: “7” is not a machine", wrong.Errors, StringComparison.Ordinal);
        var plain = Written("plain.gz", SixBySix);
        Assert.Equal($"{plain} cannot be read: it is not packed with gzip; pack it, or take .gz off its name.",
            (await Typed(plain)).Errors.Trim());
        Assert.EndsWith("cannot be read: it is a folder; name a file in it.",
            (await Typed(folder.FullName)).Errors.Trim(), StringComparison.Ordinal);
        var (exit, _, errors) = await Typed(Path.Combine(folder.FullName, "none.txt"));
        Assert.Equal(2, exit);
        Assert.EndsWith("none.txt cannot be read: there is no such file.", errors.Trim(), StringComparison.Ordinal);
    }

    private string Written(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private async Task<(int Exit, string Printed, string Errors)> Typed(params string[] arguments)
    {
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await JobShopCommand.Make(new CommandHost(nothing, output, error, folder.FullName)).Parse(arguments).InvokeAsync();
        return (exit, output.ToString(), error.ToString());
    }
}
