using Troth.Platform.Data;
using Troth.Platform.Errors;

namespace Troth.Accounts;

/// <summary>
/// What a seller says a relationship is, in five worded steps. Claims are added, never edited: the newest counts and the
/// earlier ones stay to be read.
/// </summary>
public sealed class Claim : ImportableRecord
{
    public Guid AccountId { get; private init; }
    public override Guid? PartOf => AccountId;
    public Guid? SellerId { get; private init; }
    public int Step { get; private init; }
    public DateOnly ClaimedOn { get; private init; }

    /// <summary>Orders claims of one day.</summary>
    public DateTimeOffset RecordedAt { get; private init; }
    public string ClaimedBy { get; private init; } = "";

    private Claim() { }

    public Claim(Guid accountId, Guid? sellerId, int step, DateOnly claimedOn, DateTimeOffset recordedAt, string claimedBy)
    {
        if (step is < 1 or > 5) throw new BadInputException(nameof(Step), Words.Say("claim.stepWrong", step));
        (AccountId, SellerId, Step, ClaimedOn, RecordedAt, ClaimedBy) = (accountId, sellerId, step, claimedOn, recordedAt, claimedBy);
    }
}
