using System.Text.Json;
using System.Text.Json.Serialization;

namespace Troth.Schedule.Trying;

/// <summary>What can be otherwise.</summary>
public enum ChangeKind
{
    /// <summary>A shift more for all that work by a calendar.</summary>
    Shift,

    /// <summary>A shift more at one work center alone.</summary>
    Overtime,

    /// <summary>So many machines at a work center from a day on.</summary>
    Machines,

    /// <summary>A work center does not work for some days.</summary>
    Down,

    /// <summary>An order comes in.</summary>
    Order,
}

/// <summary>One thing that would be otherwise. Days are the plant's, times by the clock on its wall.</summary>
/// <param name="Kind">What; the fields it does not need are null.</param>
public sealed record ScenarioChange(ChangeKind Kind)
{
    public const int MostDays = 184, MostMachines = 200;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public Guid? Calendar { get; init; }
    public Guid? Center { get; init; }
    public Guid? Product { get; init; }

    /// <summary>The first day; for machines the one from which on; for an order the one by which it is wanted.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>On which days of the week a shift begins, 1 for Monday.</summary>
    public IReadOnlyList<int>? On { get; init; }
    public TimeOnly? Opens { get; init; }

    /// <summary>On the next day where it is no later than <see cref="Opens"/>.</summary>
    public TimeOnly? Closes { get; init; }

    /// <summary>How many there would be.</summary>
    public int? Machines { get; init; }
    public int? Quantity { get; init; }

    /// <summary>The days it is about, each on which a shift begins or nobody works.</summary>
    [JsonIgnore]
    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (var day = From!.Value; day <= (To ?? From); day = day.AddDays(1))
                if (On is null || On.Contains(((int)day.DayOfWeek + 6) % 7 + 1)) yield return day;
        }
    }

    public static string Write(IReadOnlyList<ScenarioChange> changes) => JsonSerializer.Serialize(changes, Form);

    public static IReadOnlyList<ScenarioChange> Read(string text) => JsonSerializer.Deserialize<List<ScenarioChange>>(text, Form)!;
}
