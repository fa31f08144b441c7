namespace Troth.Scheduling.Tests.Guide;

public class GuideTests
{
    [Fact]
    public void The_guides_example_is_the_code_that_compiles_here() =>
        Assert.Equal(Code(), Block("```csharp\n"));

    [Fact]
    public void The_guides_example_prints_what_the_guide_says()
    {
        var printed = new List<string>();
        WorkedExample.Run(printed.Add);
        Assert.Equal(Block("```text\n"), string.Join('\n', printed) + "\n");
    }

    private static string Block(string opened)
    {
        var guide = Text("docs/guide/schedule.md");
        var from = guide.IndexOf(opened, StringComparison.Ordinal) + opened.Length;
        return guide[from..guide.IndexOf("```", from, StringComparison.Ordinal)];
    }

    private static string Code()
    {
        var lines = Text("tests/Troth.Scheduling.Tests/Guide/WorkedExample.cs").Split('\n');
        var (from, to) = (Array.IndexOf(lines, "        // guide:") + 1, Array.IndexOf(lines, "        // :guide"));
        return string.Join('\n', lines[from..to].Select(line => line.Length > 8 ? line[8..] : "")) + "\n";
    }

    private static string Text(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Troth.slnx"))) root = root.Parent!;
        return File.ReadAllText(Path.Combine(root.FullName, path)).ReplaceLineEndings("\n");
    }
}
