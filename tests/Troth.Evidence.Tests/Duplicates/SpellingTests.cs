using Troth.Evidence.Duplicates.Spelling;

namespace Troth.Evidence.Tests.DuplicateRecords;

public class SpellingTests
{
    [Theory]
    [InlineData("Müller", "Mueller")]
    [InlineData("Müller", "Muller")]
    [InlineData("Ørsted", "Oersted")]
    [InlineData("Ålborg", "Aalborg")]
    [InlineData("Weiß", "Weiss")]
    [InlineData("Łódź", "Lodz")]
    [InlineData("L'Orangerie", "LOrangerie")]
    [InlineData("Москва", "Moskva")]
    [InlineData("Θεσσαλονίκη", "Thessaloniki")]
    [InlineData("  ACME -- Tools ", "acme tools")]
    public void What_is_written_in_two_ways_is_spelled_in_one(string one, string other) => Assert.Equal(Folding.Fold(other), Folding.Fold(one));

    [Theory]
    [InlineData("Kessel Hydraulik GmbH & Co. KG", "Kessel Hydraulik", "co gmbh kg")]
    [InlineData("Kessel Hydraulik, S. A.", "kessel hydraulik", "sa")]
    [InlineData("Kessel Hydraulik s.r.o.", "The Kessel Hydraulik", "sro")]
    [InlineData("Kessel Hydraulik Sp. z o.o.", "kessel hydraulik", "sp zoo")]
    public void Legal_forms_are_told_apart_from_names(string name, string plain, string form)
    {
        var (words, own) = Spelled.Company(name, []);
        Assert.Equal(Spelled.Company(plain, []).Words, words);
        Assert.Equal(form, own);
    }

    [Fact]
    public void A_name_of_nothing_but_a_form_keeps_it() => Assert.Equal(["ag"], Spelled.Company("AG", []).Words);

    [Fact]
    public void The_words_of_its_own_city_are_left_out_of_a_name()
    {
        Assert.Equal(["spago"], Spelled.Company("Spago (Los Angeles)", ["los", "angeles"]).Words);
        Assert.Equal(["homburg"], Spelled.Company("Homburg", ["homburg"]).Words);
    }

    [Theory]
    [InlineData("435 S. La Cienega Blv.", "435 south la cienega boulevard", "435")]
    [InlineData("Industriestraße 12", "Industriestr. 12", "12")]
    [InlineData("747 9th Ave.", "747 Ninth Avenue", "747")]
    [InlineData("3rd St. Promenade", "third street promenade", null)]
    public void Streets_and_their_numbers(string one, string other, string? number)
    {
        Assert.Equal(Spelled.Address(other).Words, Spelled.Address(one).Words);
        Assert.Equal(number, Spelled.Address(one).Number);
    }

    [Theory]
    [InlineData("+49 (69) 90009-123", "0049 69 90009 123")]
    [InlineData("069/90009123", "+49 69 90009123")]
    [InlineData("245-555-0173 x 12", "2455550173")]
    public void Telephones_by_their_digits(string one, string other) => Assert.Equal(Spelled.Phone(other), Spelled.Phone(one));

    [Theory]
    [InlineData("https://www.Kessel.example/de?x=1", "kessel.example")]
    [InlineData("jan@kessel.example", "kessel.example")]
    [InlineData("jan.meier@gmail.com", null)]
    [InlineData("none", null)]
    public void Domains_of_sites_and_addresses(string text, string? domain) => Assert.Equal(domain, Spelled.Domain(text));

    [Theory]
    [InlineData("1975-04-09", "19750409")]
    [InlineData("9.4.1975", "19750409")]
    [InlineData("19750409", "19750409")]
    public void Days(string text, string day) => Assert.Equal(day, Spelled.Date(text));

    [Fact]
    public void Whole_names_of_people()
    {
        Assert.Equal(("Jan Willem", "Meijer"), Spelled.Person("Jan Willem Meijer"));
        Assert.Equal((" Jan", "Meijer"), Spelled.Person("Meijer, Jan"));
        Assert.Equal((null, "Meijer"), Spelled.Person("Meijer"));
    }

    [Theory]
    [InlineData("n/a")]
    [InlineData("-")]
    [InlineData(" NULL ")]
    [InlineData("")]
    public void What_says_that_it_is_empty_is(string text) => Assert.Empty(Spelled.Words(text));

    [Theory]
    [InlineData("Kramer", "Cramer")]
    [InlineData("meyer", "meier")]
    [InlineData("schmidt", "schmitt")]
    public void Sounds(string one, string other) => Assert.Equal(Sound.Of(Folding.Fold(other)), Sound.Of(Folding.Fold(one)));
}
