using Troth.Evidence.Duplicates;
using Xunit.Abstractions;

namespace Troth.Evidence.Tests.DuplicateRecords;

/// <summary>The settings were chosen on seeds 1 to 3; these are others.</summary>
public class PlantedDuplicatesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Accounts_entered_twice_are_found(int seed) => Found(new Corruptor(seed).Accounts(3_000, 12), .97, .80);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void People_entered_twice_are_found(int seed) => Found(new Corruptor(seed).Contacts(1_500, 12), .95, .80);

    [Theory]
    [InlineData(11, 2_000)]
    [InlineData(12, 10_000)]
    public void Companies_without_duplicates_raise_no_alarm(int seed, int accounts)
    {
        var none = new Corruptor(seed).Accounts(accounts, 0);
        var found = DuplicateSearch.Find(none.Fields, none.Records);
        var alarmed = found.Pairs.SelectMany(pair => new[] { pair.A, pair.B }).Distinct().Count();
        output.WriteLine($"{accounts} accounts: {alarmed} in {found.Pairs.Count} pairs of {found.Compared} compared");
        Assert.InRange(alarmed, 0, (int)(.005 * accounts));
        Assert.InRange(found.Compared, accounts, 60 * accounts);
    }

    /// <summary>So many that names come twice by chance, and the websites made of them with them.</summary>
    [Theory]
    [Trait("Category", "Heavy")]
    [InlineData(11)]
    [InlineData(12)]
    public void A_hundred_thousand_companies_are_told_apart(int seed)
    {
        const int many = 100_000;
        var none = new Corruptor(seed).Accounts(many, 0);
        var found = DuplicateSearch.Find(none.Fields, none.Records);
        var alarmed = found.Pairs.SelectMany(pair => new[] { pair.A, pair.B }).Distinct().Count();
        output.WriteLine($"{many} accounts: {alarmed} in {found.Pairs.Count} pairs of {found.Compared} compared");
        Assert.InRange(alarmed, 0, (int)(.005 * many));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Colleagues_and_namesakes_are_not_taken_for_each_other(int seed)
    {
        var none = new Corruptor(seed).Contacts(3_000, 0);
        var found = DuplicateSearch.Find(none.Fields, none.Records);
        var alarmed = found.Pairs.SelectMany(pair => new[] { pair.A, pair.B }).Distinct().Count();
        output.WriteLine($"{none.Records.Count} people: {alarmed} in {found.Pairs.Count} pairs");
        Assert.InRange(alarmed, 0, (int)(.005 * none.Records.Count));
    }

    [Fact]
    public void The_same_records_give_the_same_answer()
    {
        var planted = new Corruptor(14).Accounts(600, 10);
        var (once, again) = (DuplicateSearch.Find(planted.Fields, planted.Records), DuplicateSearch.Find(planted.Fields, planted.Records));
        Assert.NotEmpty(once.Pairs);
        Assert.Equal(once.Pairs.Select(pair => (pair.A, pair.B, pair.Probability)), again.Pairs.Select(pair => (pair.A, pair.B, pair.Probability)));
    }

    private void Found(Planted planted, double precision, double recall)
    {
        var found = Measured.Of(DuplicateSearch.Find(planted.Fields, planted.Records), planted.Origin);
        output.WriteLine(found.ToString());
        Assert.True(found.Precision >= precision && found.Recall >= recall, found.ToString());
    }
}
