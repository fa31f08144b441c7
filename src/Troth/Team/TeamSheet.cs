using System.Text.Json.Serialization;
using Troth.Book.Contracts;
using Troth.Promises.Contracts;

namespace Troth.Team;

/// <summary>What goes well, as a code for programs; people read the sentence.</summary>
public enum Well { KeepsWord, GrowsFastest, Grows, Assets, GrowingAccount, Answers }

/// <summary>Something that goes well, with what it rests on.</summary>
public sealed record GoingWell(Well What, string Sentence, [property: JsonIgnore] string Href);

/// <summary>One seller's sheet for the next talk: the same for the seller and for their manager.</summary>
/// <param name="Mine">The reader is the seller.</param>
/// <param name="GoingWell">What goes well, first.</param>
/// <param name="Sleeping">The largest potentials that sleep.</param>
/// <param name="Questions">Questioned claims with the seller's answers, answered ones first.</param>
/// <param name="AtRisk">Promises in danger, those due first.</param>
/// <param name="AtRiskCount">How many there are.</param>
/// <param name="Looked">Who looked at this sheet last; only for the seller.</param>
public sealed record TeamSheet(
    TeamRow Seller, bool Mine, DateOnly? From, DateOnly? AsOf, DateOnly WordFrom, DateOnly WordTo, string Currency, IReadOnlyList<GoingWell> GoingWell, IReadOnlyList<SellersAccount> Sleeping,
    IReadOnlyList<SellersQuestion> Questions, IReadOnlyList<RiskyPromise> AtRisk, int AtRiskCount, IReadOnlyList<WhoLooked> Looked)
{
    /// <summary>So many stand on the printed page; the rest is on the screen.</summary>
    public const int MostSleeping = 3, MostQuestions = 3, MostAtRisk = 4, MostWell = 4, MostOnScreen = 50;
}
