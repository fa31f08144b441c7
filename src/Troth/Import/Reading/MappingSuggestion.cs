namespace Troth.Import.Reading;

/// <summary>What a file seems to bring, to be looked over and corrected by a person.</summary>
/// <param name="Records">In dependency order; empty when nothing was recognised.</param>
/// <param name="Unused">Columns that no field takes; they stay as extras unless ignored.</param>
public sealed record MappingSuggestion(IReadOnlyList<RecordSuggestion> Records, IReadOnlyList<string> Unused);

/// <summary>An entity that a file's rows seem to make.</summary>
/// <param name="Entity">Its name.</param>
/// <param name="Confidence">0 to 1; below .5 it should be offered, not preselected.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Key">The external key, where one was found or is not needed.</param>
/// <param name="Fields">Field ← value.</param>
/// <param name="Repeats">Several rows tell the same record, as the customer in each line of a sales file.</param>
public sealed record RecordSuggestion(string Entity, double Confidence, string Reason, FieldSuggestion? Key, IReadOnlyList<FieldSuggestion> Fields, bool Repeats);

/// <summary>A field and where its value seems to stand.</summary>
/// <param name="Field">Its name, or "key".</param>
/// <param name="Value">The column, with what must be done to it.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record FieldSuggestion(string Field, RecipeValue Value, double Confidence, string Reason);
