using System.Globalization;

namespace Troth.Scheduling.JobShop.Dispatching;

/// <summary>
/// A make-to-order shop as text: <c>orders operations-per-order resources shifts</c> on the first line, then a line an order: the minute it
/// is due, and for each operation its resource (from 0) and its minutes. Numbers are parted by blanks; empty lines do not count.
/// </summary>
/// <param name="Problem">The orders as jobs with due dates, the resources as machines.</param>
/// <param name="Shifts">Whether the file says that its resources work in shifts; false is around the clock. The caller decides what to make
/// of it.</param>
public sealed record ShopFile(JobShopProblem Problem, bool Shifts)
{
    private const int Most = 10_000_000;

    /// <summary>Reads the format.</summary>
    /// <exception cref="FormatException">Something is wrong with the text: it names the line, the value and the remedy.</exception>
    public static ShopFile Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new Lines(text);
        if (!lines.Next())
            throw lines.Wrong("the file is empty; begin it with “orders operations-per-order resources shifts”, such as “2 4 20 0”");
        var (orders, each) = (lines.Number("orders", 0, Most), lines.Number("operations per order", 1, Most));
        var (resources, shifts) = (lines.Number("resources", 1, Most), lines.Number("shifts", 0, 1));
        lines.End("orders, operations per order, resources and shifts");
        if ((long)orders * each > Most)
            throw lines.Wrong($"{orders} orders of {each} operations are {(long)orders * each} operations; keep them to {Most} in all");
        var (due, first) = (new int[orders], new int[orders + 1]);
        var (machine, duration) = (new int[orders * each], new int[orders * each]);
        long sum = 0;
        for (var order = 0; order < orders; order++)
        {
            if (!lines.Next())
                throw lines.Wrong($"the file ends after {order} of {orders} orders; add the missing lines or correct the first number");
            due[order] = lines.Number("the due minute", int.MinValue, int.MaxValue);
            for (var operation = order * each; operation < (order + 1) * each; operation++)
            {
                machine[operation] = lines.Number("a resource", 0, resources - 1);
                duration[operation] = lines.Number("the minutes of an operation", 0, int.MaxValue);
                sum += duration[operation];
            }

            if (sum > int.MaxValue)
                throw lines.Wrong($"with this order all operations together take {sum} minutes; keep them below {int.MaxValue}");
            lines.End($"a due minute and {each} pairs of resource and minutes");
            first[order + 1] = (order + 1) * each;
        }

        if (lines.Next())
            throw lines.Wrong($"there is more text after the {orders} orders; take it away or correct the first number of the file");
        return new ShopFile(new JobShopProblem(resources, first, machine, duration, due), shifts == 1);
    }

    /// <summary>Takes the numbers of a line one by one and knows where it is.</summary>
    private sealed class Lines(TextReader text)
    {
        private string line = "";
        private int number;
        private int at;

        public bool Next()
        {
            while (text.ReadLine() is { } read)
            {
                number++;
                if (string.IsNullOrWhiteSpace(read))
                    continue;
                (line, at) = (read, 0);
                return true;
            }

            number++;
            return false;
        }

        public int Number(string what, int least, int most)
        {
            var word = Word();
            if (word.IsEmpty)
                throw Wrong($"{what} is missing; give a number from {least} to {most}");
            var read = int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
            return read && value >= least && value <= most
                ? value
                : throw Wrong($"{what} is “{word}”; give a number from {least} to {most}");
        }

        public void End(string whole)
        {
            var word = Word();
            if (!word.IsEmpty)
                throw Wrong($"“{word}” is more than {whole}; take it away or correct the numbers before it");
        }

        public FormatException Wrong(string message) => new($"Line {number.ToString(CultureInfo.InvariantCulture)}: {message}.");

        private ReadOnlySpan<char> Word()
        {
            while (at < line.Length && char.IsWhiteSpace(line[at]))
                at++;
            var from = at;
            while (at < line.Length && !char.IsWhiteSpace(line[at]))
                at++;
            return line.AsSpan(from, at - from);
        }
    }
}
