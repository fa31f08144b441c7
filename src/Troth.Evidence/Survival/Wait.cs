namespace Troth.Evidence;

/// <summary>One wait for something: how long, and whether it came.</summary>
/// <param name="Time">How long was waited, in any unit, 0 or more.</param>
/// <param name="Ended">True when it came then; false when it had not come yet when last looked at (censored).</param>
public readonly record struct Wait(double Time, bool Ended);

/// <summary>A step of the curve: a time at which at least one wait ended.</summary>
/// <param name="Time">When.</param>
/// <param name="Waiting">Waits that had lasted as long, those that end or are lost sight of at this very time included.</param>
/// <param name="Ended">Waits that ended then.</param>
/// <param name="Share">Share of waits that last longer.</param>
/// <param name="Error">Its standard error by Greenwood's formula; 0 once nobody is left waiting.</param>
/// <param name="Range">Where the share may lie, by the log-log transformation; 0 to 0 once nobody is left waiting.</param>
public readonly record struct SurvivalStep(double Time, int Waiting, int Ended, double Share, double Error, Interval Range);

/// <summary>A time by which a given share of waits has ended. An end that is null was not reached: waits were not watched for so long.</summary>
/// <param name="Value">The time.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end.</param>
public readonly record struct WaitQuantile(double? Value, double? Low, double? High);
