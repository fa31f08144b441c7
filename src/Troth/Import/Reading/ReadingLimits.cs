namespace Troth.Import.Reading;

/// <summary>What a file may ask of us before it is refused; memory while reading stays in proportion to <see cref="MaxRow"/>.</summary>
public sealed record ReadingLimits
{
    public static ReadingLimits Default { get; } = new();

    public int MaxColumns { get; init; } = 2_000;

    /// <summary>Characters in one cell.</summary>
    public int MaxCell { get; init; } = 1 << 20;

    /// <summary>Characters in one row.</summary>
    public int MaxRow { get; init; } = 4 << 20;

    /// <summary>Bytes after decompression.</summary>
    public long MaxBytes { get; init; } = 64L << 30;

    /// <summary>Bytes that come out of a compressed file for each byte that went in. Real tables stay under 60.</summary>
    public int MaxExpansion { get; init; } = 250;

    /// <summary>Expansion is looked at only once this many bytes came out, since small repetitive files compress well.</summary>
    public long ExpansionFloor { get; init; } = 32L << 20;
}
