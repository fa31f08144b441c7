using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Tiers;

/// <summary>One computation of the tiers at a time.</summary>
public sealed class TierTurn(TrothSettings settings) : ComputingTurn(settings, 0x54726f7468_85);
