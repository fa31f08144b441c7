using Troth.Import.Reading;

namespace Troth.Import.Browser;

/// <summary>What pages call entities and their fields: as the room that brought them says, else as this room does.</summary>
public static class Named
{
    public static string One(string entity) => ImportEntities.Called(entity, "one") ?? Words.Say($"entity.{entity}.one");

    public static string Many(string entity) => ImportEntities.Called(entity, "many") ?? Words.Say($"entity.{entity}.many");

    public static string Count(string tally, string count) => ImportEntities.CalledCount(tally, count) ?? count;

    public static string Field(string entity, string field) => ImportEntities.CalledField(entity, field) ?? Words.Say($"field.{field}");
}
