using Troth.Scheduling.JobShop;

namespace Troth.Scheduling.Tests.JobShop;

public sealed class JobShopFileTests
{
    [Fact]
    public void Jobs_of_different_lengths_are_read()
    {
        var problem = JobShopFile.Read(new StringReader("# an instance\r\n3\t2 \r\n\r\n0 5 1 7\r\n1 0\r\n 0 1  0 2 1 3 \r\n"));
        Assert.Equal((2, 3, 6), (problem.Machines, problem.Jobs, problem.Operations));
        Assert.Equal([0, 2, 3, 6], problem.First);
        Assert.Equal([0, 1, 1, 0, 0, 1], problem.Machine);
        Assert.Equal([5, 7, 0, 1, 2, 3], problem.Duration);
        Assert.True(problem.Due.IsEmpty && problem.Weight.IsEmpty);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("# nothing\n", "empty")]
    [InlineData("2", "Line 1: the number of machines is missing")]
    [InlineData("0 2", "Line 1: “0” is not the number of jobs; give a whole number from 1")]
    [InlineData("two 2", "Line 1: “two” is not the number of jobs")]
    [InlineData("1 1 1\n0 1", "Line 1: “1” follows")]
    [InlineData("1 2\n0 5 2 7", "Line 2: “2” is not a machine; give a whole number from 0 to 1")]
    [InlineData("1 2\n0 5 -1 7", "Line 2: “-1” is not a machine")]
    [InlineData("1 2\n0 -5", "Line 2: “-5” is not a duration; give a whole number from 0")]
    [InlineData("1 2\n0 5000000000", "Line 2: “5000000000” is not a duration")]
    [InlineData("1 2\n0 99999999999999999999999999999999999999999999", "“9999999999999999999999999999999999999999…”")]
    [InlineData("1 2\n0 2.5", "Line 2: “2.5” is not a duration")]
    [InlineData("2 1\n0 600000000\n0 600000000", "Line 3: the durations add up to 1200000000")]
    [InlineData("1 2\n0 5 1", "Line 2: machine 1 has no duration")]
    [InlineData("3 1\n0 5\n0 5", "There are 2 jobs, and the first line says 3")]
    [InlineData("1 1\n0 5\n\n0 6", "Line 4: this is job 2, and there are to be 1")]
    public void What_is_no_instance_is_refused_with_line_and_value(string text, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => JobShopFile.Read(text)).Message, StringComparison.Ordinal);
}
