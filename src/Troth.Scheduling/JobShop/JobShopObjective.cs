namespace Troth.Scheduling.JobShop;

/// <summary>What a schedule is to keep small.</summary>
public enum JobShopObjective
{
    /// <summary>The end of the last operation.</summary>
    Makespan,

    /// <summary>The sum over jobs of weight × time after the due date; weight 1 where the problem gives none.</summary>
    Tardiness,
}
