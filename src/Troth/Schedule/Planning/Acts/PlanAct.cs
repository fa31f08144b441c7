using System.Text.Json;
using System.Text.Json.Serialization;
using Troth.Schedule.Contracts;

namespace Troth.Schedule.Planning.Acts;

/// <summary>
/// Something done to a plan, or that happened to it, as the log keeps it. Applied to the same plan it always makes the same next one, so
/// products, work centers and classes go by their ids, orders by their numbers, and times are minutes of the plan's horizon.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "act")]
[JsonDerivedType(typeof(ShopTaken), "shopTaken")]
[JsonDerivedType(typeof(OrdersTaken), "ordersTaken")]
[JsonDerivedType(typeof(Hold), "hold")]
[JsonDerivedType(typeof(Confirm), "confirm")]
[JsonDerivedType(typeof(Extend), "extend")]
[JsonDerivedType(typeof(Alter), "alter")]
[JsonDerivedType(typeof(Retold), "retold")]
[JsonDerivedType(typeof(Ship), "ship")]
[JsonDerivedType(typeof(Cancel), "cancel")]
[JsonDerivedType(typeof(Insert), "insert")]
[JsonDerivedType(typeof(Happened), "happened")]
[JsonDerivedType(typeof(Place), "place")]
[JsonDerivedType(typeof(Resequence), "resequence")]
[JsonDerivedType(typeof(Fix), "fix")]
[JsonDerivedType(typeof(PlanAnew), "planAnew")]
[JsonDerivedType(typeof(LearnSlips), "learnSlips")]
public abstract record PlanAct
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>The order it is about, by number; null when it is about several or none.</summary>
    [JsonIgnore]
    public virtual long? About => AboutAll is [var one] ? one : null;

    /// <summary>The orders it is about, where they may be several.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<long> AboutAll => [];

    /// <summary>Whether orders that it does not name may move.</summary>
    [JsonIgnore]
    public virtual bool MovesOthers => false;

    /// <summary>
    /// Whether somebody chose it who might have left it: such an act leaves no promise late that was in time. What the floor reports, a shop that
    /// is described otherwise and an insert that was decided are none.
    /// </summary>
    [JsonIgnore]
    public virtual bool IsChoice => false;

    /// <summary>The plan after it, or why not. Nothing but the answer is changed.</summary>
    /// <exception cref="Scheduling.Shops.ShopRefusedException">A value is out of range.</exception>
    public abstract Outcome Apply(PlantPlan plan);

    public string Write() => JsonSerializer.Serialize(this, Form);

    public static PlanAct Read(string text) => JsonSerializer.Deserialize<PlanAct>(text, Form)!;
}
