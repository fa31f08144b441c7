using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Troth.Import;
using Troth.Import.Browser;
using Troth.Import.Contracts;
using Troth.Import.Reading;
using Troth.Tests.Harness;

namespace Troth.Tests.Import;

/// <summary>Recipes, forms and suggestions know what rooms have registered, and nothing else.</summary>
public sealed partial class VocabularyTests(SqliteServer troth) : IClassFixture<SqliteServer>
{
    [Fact]
    public void Recipes_know_exactly_what_rooms_have_registered()
    {
        troth.Available();
        var rooms = troth.Services.GetRequiredService<ImportRoom>().ByWord.Values;
        Assert.Equal(rooms.SelectMany(Fields).Order(), ImportEntities.All.SelectMany(entity => entity.Fields.Select(f => $"{entity.Name}.{f.Name} {f.Refers}")).Order());
    }

    [Fact]
    public void An_entity_comes_after_those_it_refers_to()
    {
        var names = ImportEntities.All.Select(entity => entity.Name).ToList();
        foreach (var entity in ImportEntities.All)
            foreach (var field in entity.Fields.Where(f => f.Refers is not null && f.Refers != entity.Name))
                Assert.True(names.IndexOf(field.Refers!) < names.IndexOf(entity.Name), $"{entity.Name} stands before {field.Refers}");
    }

    [Fact]
    public void What_other_names_stand_for_are_fields_that_there_are()
    {
        troth.Available();
        foreach (var importable in troth.Services.GetRequiredService<ImportRoom>().ByWord.Values)
            foreach (var line in (importable.Names?.Columns ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                Assert.True(line.Split(' ')[0] == "key" || ImportEntities.Find(importable.Entity)!.Field(line.Split(' ')[0]) is not null, $"{importable.Entity}: {line}");
    }

    [Fact]
    public void Everything_has_a_name_for_people()
    {
        troth.Available();
        var bare = ImportEntities.All.SelectMany(entity => entity.Fields.Select(field => Named.Field(entity.Name, field.Name)).Append(Named.Many(entity.Name)))
            .Concat(troth.Services.GetRequiredService<ImportRoom>().Tables.SelectMany(table => new[] { Named.One(table.Entity), Named.Many(table.Entity) }))
            .Where(text => Key().IsMatch(text));
        Assert.Empty(bare);
    }

    private static IEnumerable<string> Fields(Importable room) =>
        room.Tables.SelectMany(t => t.Columns).Where(c => c.Field is not null).Select(c => $"{room.Entity}.{c.Field} {c.Refers}");

    [GeneratedRegex(@"\b(entity|field)\.")]
    private static partial Regex Key();
}
