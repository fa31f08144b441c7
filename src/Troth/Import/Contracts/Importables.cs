using Troth.Import.Reading;

namespace Troth.Import.Contracts;

/// <summary>How a room brings a word of recipes.</summary>
public static class Importables
{
    /// <summary>
    /// From now on recipes, previews, the mapping form and suggestions know this entity, with the fields that its tables say may be filled. A word
    /// is registered once in a program; the same one again changes nothing.
    /// </summary>
    public static IServiceCollection AddImportable(this IServiceCollection services, Importable importable)
    {
        ImportEntities.Learn(importable);
        return services.AddSingleton(importable);
    }
}
