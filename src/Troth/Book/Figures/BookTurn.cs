using Troth.Platform;
using Troth.Platform.Data;

namespace Troth.Book.Figures;

/// <summary>One computation of the Book at a time.</summary>
public sealed class BookTurn(TrothSettings settings) : ComputingTurn(settings, 0x54726f7468_02);
