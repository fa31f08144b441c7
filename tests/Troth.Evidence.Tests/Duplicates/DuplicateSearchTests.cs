using Troth.Evidence.Duplicates;
using Troth.Evidence.Duplicates.Comparing;

namespace Troth.Evidence.Tests.DuplicateRecords;

public class DuplicateSearchTests
{
    private static readonly DuplicateField[] Fields =
        [new("name", FieldKind.OrganisationName), new("street", FieldKind.Address), new("city", FieldKind.City), new("phone", FieldKind.Phone)];

    [Fact]
    public void Each_pair_says_what_speaks_for_it_and_against()
    {
        var records = Others(200);
        records.Add(["Grauhorst Pressen GmbH", "Werkstraße 14", "Siegen", "+49 69 90009 777"]);
        records.Add(["Grauhorst Pressen AG", "Werkstr. 14", null, "0049 69 90009777"]);
        var pair = Assert.Single(DuplicateSearch.Find(Fields, records).Pairs);
        Assert.Equal((200, 201), (pair.A, pair.B));
        Assert.InRange(pair.Probability, .5, 1);
        Assert.Equal(Agreement.Same, Of(pair, "name", Aspect.Whole).Agreement);
        Assert.True(Of(pair, "name", Aspect.Whole).Weight > 3);
        Assert.Equal(Agreement.Different, Of(pair, "name", Aspect.LegalForm).Agreement);
        Assert.True(Of(pair, "name", Aspect.LegalForm).Weight < 0);
        Assert.Equal(Agreement.Same, Of(pair, "street", Aspect.Number).Agreement);
        Assert.Equal((Agreement.Missing, 0.0), (Of(pair, "city", Aspect.Whole).Agreement, Of(pair, "city", Aspect.Whole).Weight));
    }

    [Fact]
    public void Three_records_of_one_company_are_one_cluster()
    {
        var records = Others(200);
        records.Add(["Grauhorst Pressen GmbH", "Werkstraße 14", "Siegen", "+49 69 90009 777"]);
        records.Add(["Grauhorst Presen GmbH", "Werkstr. 14", "Siegen", "0049 69 90009777"]);
        records.Add(["GRAUHORST PRESSEN", "Werkstrasse 14", "Siegen", null]);
        var found = DuplicateSearch.Find(Fields, records);
        Assert.Equal([200, 201, 202], Assert.Single(found.Clusters));
        Assert.Equal(3, found.Pairs.Count);
    }

    /// <summary>A list that was sent in often: its values are common only by being there so often.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(25)]
    [InlineData(60)]
    [InlineData(500)]
    public void As_many_copies_as_one_likes_are_found(int copies)
    {
        var records = Others(500);
        for (var i = 0; i < copies; i++) records.Add(["Grauhorst Pressen GmbH", null, "Siegen", "+49 69 90009 777"]);
        var found = DuplicateSearch.Find(Fields, records);
        Assert.Equal(Enumerable.Range(500, copies), found.Clusters.SelectMany(cluster => cluster).Order());
    }

    /// <summary>Where all but one are of one legal form, that one differs from a duplicate as rarely as from anybody.</summary>
    [Fact]
    public void A_difference_never_speaks_for_the_same()
    {
        var records = Others(200);
        foreach (var record in records) record[0] = string.Join(' ', record[0]!.Split(' ')[..2]) + " GmbH";
        records.Add(["Grauhorst Pressen GmbH", "Werkstraße 14", "Siegen", "+49 69 90009 777"]);
        records.Add(["Grauhorst Pressen AG", "Werkstr. 14", "Siegen", "0049 69 90009777"]);
        var pair = Assert.Single(DuplicateSearch.Find(Fields, records).Pairs, pair => pair.A == 200);
        Assert.Equal(Agreement.Different, Of(pair, "name", Aspect.LegalForm).Agreement);
        Assert.InRange(Of(pair, "name", Aspect.LegalForm).Weight, -5, 1e-9);
    }

    /// <summary>The first name of one is the last of the other.</summary>
    [Fact]
    public void Names_in_each_others_place_are_seen()
    {
        DuplicateField[] fields = [new("first", FieldKind.GivenName), new("last", FieldKind.Surname), new("phone", FieldKind.Phone)];
        string[] first = ["Jan", "Piet", "Anouk", "Ilse", "Bas"], last = ["Postma", "Kuipers", "Meijer", "Rutgers", "Schouten", "Wiersma"];
        var records = Enumerable.Range(0, 150).Select(i => new string?[] { first[i % 5], last[i * 7 % 6], $"+31 20 055 {i * 61 % 9000 + 1000}" }).ToList();
        records.Add(["Willemijn", "Zijlstra", "+31 20 055 0007"]);
        records.Add(["Zijlstra", "Willemijn", "+31 20 055 0007"]);
        var pair = Assert.Single(DuplicateSearch.Find(fields, records).Pairs, pair => pair.A == 150);
        Assert.Equal(151, pair.B);
        Assert.All(pair.Fields.Take(2), field => Assert.Equal(Agreement.Near, field.Agreement));
    }

    [Fact]
    public void Nothing_to_compare_finds_nothing()
    {
        Assert.Empty(DuplicateSearch.Find(Fields, []).Pairs);
        Assert.Empty(DuplicateSearch.Find(Fields, [["One", null, null, null]]).Pairs);
        Assert.Empty(DuplicateSearch.Find(Fields, [[null, null, null, null], [null, "", " ", "-"]]).Pairs);
        Assert.Empty(DuplicateSearch.Find([new("id", FieldKind.Ignored)], [["1"], ["1"]]).Pairs);
    }

    [Fact]
    public void A_record_of_another_length_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => DuplicateSearch.Find(Fields, [["One", null, null, null], ["Two"]]));
        Assert.StartsWith("Record 1 has 1 values; there are 4 fields.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("address_1", FieldKind.Address)]
    [InlineData("Postal Code", FieldKind.PostalCode)]
    [InlineData("StateProvinceName", FieldKind.Region)]
    [InlineData("ResellerName", FieldKind.OrganisationName)]
    [InlineData("date_of_birth", FieldKind.Date)]
    [InlineData("soc_sec_id", FieldKind.Identifier)]
    [InlineData("given_name", FieldKind.GivenName)]
    [InlineData("street_number", FieldKind.HouseNumber)]
    [InlineData("customer_id", FieldKind.Ignored)]
    [InlineData("ResellerKey", FieldKind.Ignored)]
    public void Kinds_by_what_fields_are_called(string name, FieldKind kind) => Assert.Equal(kind, FieldKindGuess.Of(name));

    private static FieldAgreement Of(DuplicatePair pair, string field, Aspect aspect) => pair.Fields.Single(f => f.Field == field && f.Aspect == aspect);

    private static List<string?[]> Others(int count) => [.. new Corruptor(3).Accounts(count, 0).Records.Select(r => new[] { r[0], r[1], r[2], r[5] })];
}
