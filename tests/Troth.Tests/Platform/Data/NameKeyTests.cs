using System.Text;
using Troth.Platform.Data;

namespace Troth.Tests.Platform.Data;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("  Łódź   & Søn ", "lodz & son")]
    [InlineData("Straße", "strasse")]
    [InlineData("😀 Smile", "😀 smile")]
    [InlineData("\U0010ffff", "\ufffd")]
    public void A_key_has_small_letters_without_accents(string name, string key) => Assert.Equal(key, NameKey.Of(name));

    [Theory]
    [InlineData("😀")]
    [InlineData("a😀")]
    [InlineData("ß")]
    [InlineData("aß")]
    public void A_long_one_is_cut_between_characters(string part)
    {
        var key = NameKey.Of(string.Concat(Enumerable.Repeat(part, NameKey.Max)));
        Assert.InRange(key.Length, NameKey.Max - 2, NameKey.Max);
        Assert.Equal(key, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(key)));
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("\uffff")]
    [InlineData("\U0010fffd")]
    [InlineData("\U0010ffff")]
    public void Nothing_comes_after_the_last(string name) =>
        Assert.True(Encoding.UTF8.GetBytes(NameKey.Of(name)).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(NameKey.Last)) < 0);
}
