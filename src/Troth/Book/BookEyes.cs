using System.Linq.Expressions;
using Troth.Book.Figures;
using Troth.Evidence;
using Troth.Identity;
using Troth.Platform.Web;

namespace Troth.Book;

/// <summary>
/// Who sees what. Figures are open to all who may see the Book. The word “smoke screen” is its seller's at once and managers' and
/// administrators' once the seller has had time to answer; everybody else sees the kind that the figures give without the claim.
/// In the customer-safe view there is no word, no claim and no potential for anybody.
/// </summary>
public sealed record BookEyes
{
    /// <summary>Whose own accounts these are, if the reader is a seller who may see claims.</summary>
    public Guid? Seller { get; init; }

    /// <summary>The team whose seller's questions it may see; null with <see cref="AllTeams"/>: everybody's.</summary>
    public Guid? Team { get; init; }
    public bool AllTeams { get; init; }

    /// <summary>Questions asked on this day or before are open to managers.</summary>
    public DateOnly AskedBy { get; init; }
    public bool SafeView { get; init; }

    /// <summary>The operator at the command line: the evidence as it is.</summary>
    public static readonly BookEyes Operator = new() { AllTeams = true, AskedBy = DateOnly.MaxValue };

    public static BookEyes Of(Reader reader, ReaderSettings settings, int sellersDays, DateOnly today)
    {
        var oversees = reader.May(Right.SeeQuestions);
        return new BookEyes
        {
            Seller = reader.May(Right.SeeClaims) ? reader.SellerId : null, AllTeams = oversees && (reader.TeamId is null || reader.Is(Role.Administrator)),
            Team = oversees ? reader.TeamId : null, AskedBy = today.AddDays(-sellersDays), SafeView = settings.SafeView,
        };
    }

    /// <summary>Whether there is any account whose claim and word this reader may come to see; to others the word does not exist.</summary>
    public bool KnowsClaims => !SafeView && (AllTeams || Seller is not null || Team is not null);

    /// <summary>The kinds there are for this reader.</summary>
    public IEnumerable<RelationshipKind> Kinds => SafeView ? [] : BookWords.Kinds.Where(kind => KnowsClaims || kind != RelationshipKind.SmokeScreen);

    /// <summary>Whether what is claimed may be shown.</summary>
    public bool SeesClaim(Guid? seller, Guid? team) => !SafeView && (IsOwn(seller) || Oversees(team));

    /// <summary>Whether the question about a claim, and the word for it, may be shown.</summary>
    public bool SeesWord(Guid? seller, Guid? team, DateOnly? askedOn) => !SafeView && (IsOwn(seller) || (Oversees(team) && askedOn <= AskedBy));

    /// <summary>The kind as this reader may see it; null in the customer-safe view.</summary>
    public RelationshipKind? KindOf(BookFigure figure) => SafeView ? null
        : figure.Kind == RelationshipKind.SmokeScreen && !SeesWord(figure.SellerId, figure.TeamId, figure.AskedOn) ? figure.KindWithoutClaim : figure.Kind;

    /// <summary>Figures that this reader sees called so. A filter by word is a look at the word, so it looks with the same eyes.</summary>
    public Expression<Func<BookFigure, bool>> Called(RelationshipKind kind)
    {
        if (kind != RelationshipKind.SmokeScreen)
            return AllTeams ? f => f.Kind == kind || (f.Kind == RelationshipKind.SmokeScreen && f.KindWithoutClaim == kind && f.AskedOn > AskedBy && (Seller == null || f.SellerId != Seller))
                : f => f.Kind == kind || (f.Kind == RelationshipKind.SmokeScreen && f.KindWithoutClaim == kind && !((Seller != null && f.SellerId == Seller)
                    || (Team != null && f.TeamId == Team && f.AskedOn <= AskedBy)));
        return AllTeams ? f => f.Kind == RelationshipKind.SmokeScreen && (f.AskedOn <= AskedBy || (Seller != null && f.SellerId == Seller))
            : f => f.Kind == RelationshipKind.SmokeScreen && ((Seller != null && f.SellerId == Seller) || (Team != null && f.TeamId == Team && f.AskedOn <= AskedBy));
    }

    private bool IsOwn(Guid? seller) => seller is not null && seller == Seller;

    private bool Oversees(Guid? team) => AllTeams || (Team is not null && team == Team);
}
