namespace Troth.Scheduling.Simulating;

/// <summary>How one policy did at one load, over all seeds.</summary>
/// <param name="Load">Offered work of the drum ÷ its capacity, breakdowns taken off.</param>
/// <param name="Policy">“fixed”, “infinite” or “troth”.</param>
/// <param name="OnTime">Share of the measured orders complete by the first date promised.</param>
/// <param name="OnTimeLow">Lower end of its 95 % interval, see <see cref="OnTimeInterval"/>.</param>
/// <param name="OnTimeHigh">Upper end.</param>
/// <param name="QuotedLeadDays">Mean calendar days from arrival to the first date promised.</param>
/// <param name="RealisedLeadDays">Mean calendar days from arrival to completion.</param>
/// <param name="PromisesMoved">How often a customer was told another date in place of the one before.</param>
/// <param name="Orders">Measured orders.</param>
public sealed record PolicyRow(
    double Load, string Policy, double OnTime, double OnTimeLow, double OnTimeHigh, double QuotedLeadDays, double RealisedLeadDays,
    int PromisesMoved, int Orders);
