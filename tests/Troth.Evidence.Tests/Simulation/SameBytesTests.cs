using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Troth.Simulation;

namespace Troth.Evidence.Tests.Simulation;

public class SameBytesTests
{
    private static readonly SimulationSettings Small = new() { Seed = 11, Accounts = 60, Sellers = 5, AsOf = new DateOnly(2026, 2, 27) };

    [Theory]
    [InlineData("")]
    [InlineData("hu-HU")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void A_seed_gives_the_same_bytes_under_every_culture(string culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            // Pinned: whoever changes what a seed gives changes this on purpose, and with it everybody's sample company.
            Assert.Equal(Pinned, Hash(Small));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Fact]
    public void Another_seed_or_variant_is_another_company()
    {
        var hashes = new[] { Small, Small with { Seed = 12 }, Small with { Variant = SimulationVariant.Uneven }, Small with { Variant = SimulationVariant.Lumpy } }.Select(Hash);
        Assert.Equal(4, hashes.Distinct().Count());
    }

    [Fact]
    public void An_account_does_not_depend_on_how_many_there_are()
    {
        var few = new CompanyStream(Small).Accounts().Take(20).Select(account => account.Name).ToList();
        var many = new CompanyStream(Small with { Accounts = 200 }).Accounts().Take(20).Select(account => account.Name).ToList();
        Assert.Equal(few, many);
    }

    [Fact]
    public void A_stream_can_be_run_through_twice()
    {
        var stream = new CompanyStream(Small);
        Assert.Equal(Keys(stream), Keys(stream));
        static List<string> Keys(CompanyStream stream) => [.. stream.Accounts().SelectMany(account => account.Orders).Select(order => order.Key)];
    }

    private static string Hash(SimulationSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in Folder.Of(settings).OrderBy(file => file.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{text}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private const string Pinned = "3835c46b5cfc5d51763e7530b21595d617be99774c475c179317356dfd1d405f";
}
