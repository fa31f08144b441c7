namespace Troth.Scheduling.Plans;

/// <summary>A time at which a machine stands still: broken, without its operator, in maintenance.</summary>
/// <param name="WorkCenter">Place of the work center in the shop.</param>
/// <param name="Machine">Which of its machines, from 0.</param>
/// <param name="Start">First minute of the clock.</param>
/// <param name="End">The minute after the last.</param>
public sealed record Stop(int WorkCenter, int Machine, int Start, int End);
