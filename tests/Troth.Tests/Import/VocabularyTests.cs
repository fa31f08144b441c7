using Microsoft.Extensions.DependencyInjection;
using Troth.Import;
using Troth.Import.Contracts;
using Troth.Import.Reading;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>What recipes may name is what rooms have registered, no more and no less.</summary>
public sealed class VocabularyTests(SqliteServer troth) : IClassFixture<SqliteServer>
{
    [Fact]
    public void Recipes_know_exactly_the_fields_that_rooms_take()
    {
        troth.Available();
        var rooms = troth.Services.GetRequiredService<ImportRoom>().ByWord.Values;
        Assert.Equal(rooms.SelectMany(Fields).Order(), ImportEntities.All.SelectMany(Fields).Order());
    }

    private static IEnumerable<string> Fields(Importable room) => room.Tables.SelectMany(t => t.Columns).Where(c => c.Field is not null)
        .Select(c => $"{room.Entity}.{c.Field} {KindOf(c)} {c.Refers} {Words(c.Words?.Keys)}");

    private static IEnumerable<string> Fields(ImportEntity entity) =>
        entity.Fields.Select(f => $"{entity.Name}.{f.Name} {f.Kind} {f.Refers} {Words(f.Words)}");

    private static string Words(IEnumerable<string>? words) => string.Join(",", (words ?? []).Order());

    private static FieldKind KindOf(ImportColumn column) => column.Kind switch
    {
        ColumnKind.Whole => FieldKind.Integer,
        ColumnKind.Decimal => column.Decimals == 4 ? FieldKind.Money : FieldKind.Number,
        ColumnKind.Day => FieldKind.Date,
        ColumnKind.Time => FieldKind.Text, // stands with a day, or is written as a text
        var kind => Enum.Parse<FieldKind>(kind.ToString()),
    };
}
