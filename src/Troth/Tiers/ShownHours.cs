using Troth.Identity;
using Troth.Promises.Contracts;
using Troth.Promises.OurWord;

namespace Troth.Tiers;

/// <summary>Whether this reader may read the hours that a seller said: where the company shows no single sellers, each reads their own alone.</summary>
public sealed class ShownHours(SellersShown shown, Reader reader)
{
    public async Task<HoursSeen> Ask(CancellationToken cancel) => new(await shown.Setting(cancel) == SellerFigures.Off, reader.SellerId);
}

/// <summary>What was answered, for all the accounts of one reading.</summary>
/// <param name="OnlyOwn">The company shows no single sellers.</param>
/// <param name="Own">The reader's own seller, where the reader is one.</param>
public readonly record struct HoursSeen(bool OnlyOwn, Guid? Own)
{
    /// <summary>Hours that were reckoned from orders say nothing about anybody.</summary>
    /// <param name="seller">Who looks after the account.</param>
    /// <param name="said">The hours were said by a seller.</param>
    public bool Hides(Guid? seller, bool said) => OnlyOwn && said && (Own is null || seller != Own);
}
