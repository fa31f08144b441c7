using System.Text.Json.Serialization;
using Troth.Platform.Errors;

namespace Troth.Trading;

/// <summary>What a board is asked for. What is left out is as usual.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Team">Id of the team; null: all sellers of whoever asks.</param>
/// <param name="MostMoves">At most so many accounts change hands.</param>
/// <param name="Stays">How much of what an account gives beyond its seller's usual share stays when it changes hands, in a hundred.</param>
/// <param name="Afresh">How much of what it gives less somebody new wins back.</param>
/// <param name="Least">The lower end of a seller's band, in hundredths of the average seller's hours.</param>
/// <param name="Most">The upper end.</param>
/// <param name="HoursAnAccount">A month.</param>
/// <param name="HoursAnOrder">For each order, beside.</param>
/// <param name="HourCosts">What an hour a month outside a band costs a year; null: what an hour brings on average.</param>
/// <param name="LeftAlone">Accounts that stay where they are: A-17 A-39.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BoardTerms(
    string? Name, Guid? Team = null, int? MostMoves = null, int? Stays = null, int? Afresh = null, int? Least = null, int? Most = null, decimal? HoursAnAccount = null, decimal? HoursAnOrder = null,
    decimal? HourCosts = null, string? LeftAlone = null)
{
    public const int UsualMoves = 12, UsualStays = 60, UsualAfresh = 20, UsualLeast = 80, UsualMost = 120, MostMovesMax = 1000, LeftAloneMax = 4000, MostPlaces = 4;
    public const decimal UsualHoursAnAccount = 1.5m, UsualHoursAnOrder = .5m, MostHours = 200, MostHourCosts = 1_000_000_000;

    /// <exception cref="BadInputException">With every field that is wrong.</exception>
    public BoardTerms Checked()
    {
        var errors = new FieldErrors();
        var name = Name?.Trim();
        if (string.IsNullOrEmpty(name)) errors.Add("name", Words.Say("nameless"));
        errors.Longest("name", name, TradeBoard.NameMax);
        errors.Longest("leftAlone", LeftAlone, LeftAloneMax);
        Within("mostMoves", MostMoves, 1, MostMovesMax);
        Within("stays", Stays, 0, 100);
        Within("afresh", Afresh, 0, 100);
        Within("least", Least, 0, 100);
        Within("most", Most, 100, 1000);
        Hours("hoursAnAccount", HoursAnAccount);
        Hours("hoursAnOrder", HoursAnOrder);
        if (HourCosts is <= 0 or > MostHourCosts) errors.Add("hourCosts", Words.Say("hourCosts.wrong", HourCosts, MostHourCosts));
        else if (HourCosts is { } costs && decimal.Round(costs, MostPlaces) != costs) errors.Add("hourCosts", Words.Say("hourCosts.places", costs, MostPlaces));
        errors.ThrowIfAny();
        return this with
        {
            Name = name, MostMoves = MostMoves ?? UsualMoves, Stays = Stays ?? UsualStays, Afresh = Afresh ?? UsualAfresh, Least = Least ?? UsualLeast, Most = Most ?? UsualMost,
            HoursAnAccount = HoursAnAccount ?? UsualHoursAnAccount, HoursAnOrder = HoursAnOrder ?? UsualHoursAnOrder,
        };

        void Within(string field, int? value, int low, int high)
        {
            if (value < low || value > high) errors.Add(field, Words.Say("between", value, low, high));
        }

        void Hours(string field, decimal? value)
        {
            if (value < 0 || value > MostHours) errors.Add(field, Words.Say("between", value, 0, MostHours));
        }
    }
}
