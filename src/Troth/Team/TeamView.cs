using System.ComponentModel;
using System.Text.Json.Serialization;
using Troth.Book.Figures;
using Troth.Promises.OurWord;

namespace Troth.Team;

public sealed record TeamFilter
{
    [Description("Id of a team.")]
    public string? Team { get; init; }

    [Description("name, accounts, penetration, growth, questions or overdue; with - before it the largest first.")]
    public string? Sort { get; init; }

    [Description("Number of the seller that an answer gave for the next page.")]
    public string? After { get; init; }
}

/// <summary>One seller in the list.</summary>
/// <param name="Number">S-3.</param>
public sealed record TeamRow([property: JsonIgnore] Guid SellerId, string Number, string Name, string? Team, TeamFigures Figures);

/// <summary>Several sellers together.</summary>
/// <param name="Name">The team's; null for all sellers.</param>
/// <param name="Sellers">Those of them who look after accounts.</param>
/// <param name="Figures">Null where so few sellers stand behind them that they would tell of one of them.</param>
public sealed record TeamSum(string? Name, [property: JsonIgnore] Guid? TeamId, int Sellers, TeamFigures? Figures)
{
    /// <summary>A sum of fewer would tell of single sellers where the company shows none.</summary>
    public const int LeastSellers = 3;
}

/// <summary>The team as one reader may see it.</summary>
/// <param name="Hidden">The customer-safe view is on: nothing about people is in it.</param>
/// <param name="Setting">What the company has settled about single sellers.</param>
/// <param name="AsOf">Last day of the twelve months; null as long as there are no figures.</param>
/// <param name="From">First day of the twelve months.</param>
/// <param name="WordFrom">First day of those in which deliveries were due.</param>
/// <param name="WordTo">Last day of those.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Sums">Sellers together.</param>
/// <param name="Sellers">Single sellers: those that the reader may see.</param>
/// <param name="After">Give it back as <c>after</c> for the next page.</param>
public sealed record TeamView(
    bool Hidden, SellerFigures Setting, DateOnly? From, DateOnly? AsOf, DateOnly WordFrom, DateOnly WordTo, string? Currency, IReadOnlyList<TeamSum> Sums, IReadOnlyList<TeamRow> Sellers,
    int Count, string Sort, string? After)
{
    [JsonIgnore] public BookState? State { get; init; }
    [JsonIgnore] public IReadOnlyList<(string Id, string Name)> Teams { get; init; } = [];

    /// <summary>The only seller that this reader sees is themselves.</summary>
    [JsonIgnore] public string? OnlyMe { get; init; }
}
