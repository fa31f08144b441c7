using System.Globalization;

namespace Troth.Scheduling.JobShop;

/// <summary>
/// The standard text format of job shop instances: a line <c>jobs machines</c>, then a line per job of <c>machine duration</c> pairs in the
/// order they are worked, machines counted from 0. Jobs may have different numbers of operations and come back to a machine. Empty lines
/// and lines that begin with # are passed over. Reading takes time in proportion to the text.
/// </summary>
public static class JobShopFile
{
    /// <summary>The most time units all operations may take together: sums of them are kept in 32 bits.</summary>
    public const int MostWork = 1_000_000_000;

    /// <summary>Reads an instance.</summary>
    /// <exception cref="FormatException">The text is not an instance; the message names the line, the value and the remedy.</exception>
    public static JobShopProblem Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text.ReadToEnd());
    }

    /// <summary>Reads an instance.</summary>
    /// <exception cref="FormatException">The text is not an instance; the message names the line, the value and the remedy.</exception>
    public static JobShopProblem Read(ReadOnlySpan<char> text)
    {
        var lines = new Lines(text);
        if (!lines.Next()) throw new FormatException("The file is empty; its first line is “jobs machines”.");
        var jobs = lines.Number("the number of jobs", 1, 10_000_000);
        var machines = lines.Number("the number of machines", 1, 10_000_000);
        if (lines.More) throw lines.Wrong($"“{lines.Word()}” follows the two numbers; the first line is “jobs machines” and no more");

        var first = new List<int>(Math.Min(jobs, 1 << 16) + 1) { 0 };
        var machine = new List<int>();
        var duration = new List<int>();
        var work = 0L;
        while (lines.Next())
        {
            if (first.Count > jobs) throw lines.Wrong($"this is job {first.Count}, and there are to be {jobs}; correct one of them");
            do
            {
                machine.Add(lines.Number("a machine", 0, machines - 1));
                if (!lines.More) throw lines.Wrong($"machine {machine[^1]} has no duration; give pairs of machine and duration");
                duration.Add(lines.Number("a duration", 0, MostWork));
                work += duration[^1];
                if (work <= MostWork) continue;
                throw lines.Wrong($"the durations add up to {work}; all together may be {MostWork} at most: use a larger unit of time");
            }
            while (lines.More);
            first.Add(machine.Count);
        }

        if (first.Count <= jobs)
            throw new FormatException($"There are {first.Count - 1} jobs, and the first line says {jobs}; add them or correct it.");
        return new JobShopProblem(machines, [.. first], [.. machine], [.. duration]);
    }

    /// <summary>Walks over the text without copying it.</summary>
    private ref struct Lines(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> rest = text;
        private ReadOnlySpan<char> line = default;
        private int number = 0;

        public readonly bool More => line.Length > 0;

        public bool Next()
        {
            while (rest.Length > 0)
            {
                var end = rest.IndexOf('\n');
                line = (end < 0 ? rest : rest[..end]).Trim();
                rest = end < 0 ? default : rest[(end + 1)..];
                number++;
                if (line.Length > 0 && line[0] != '#') return true;
            }

            line = default;
            return false;
        }

        public string Word() => Take().ToString();

        public int Number(string what, int least, int most)
        {
            if (!More) throw Wrong($"{what} is missing; give a whole number from {least} to {most}");
            var word = Take();
            var read = int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
            if (read && value >= least && value <= most) return value;
            var shown = word.Length <= 40 ? word.ToString() : $"{word[..40]}…";
            throw Wrong($"“{shown}” is not {what}; give a whole number from {least} to {most}");
        }

        public readonly FormatException Wrong(string what) => new($"Line {number}: {what}.");

        private ReadOnlySpan<char> Take()
        {
            var end = line.IndexOfAny(' ', '\t');
            var word = end < 0 ? line : line[..end];
            line = end < 0 ? default : line[end..].TrimStart();
            return word;
        }
    }
}
