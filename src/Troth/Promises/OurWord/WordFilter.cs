using System.ComponentModel;
using System.Globalization;
using Troth.Platform.Errors;

namespace Troth.Promises.OurWord;

/// <summary>By what promises are told apart.</summary>
public enum WordBy { Month, Account, Seller, Product, Vendor, WorkCenter }

public sealed record WordFilter
{
    [Description("month, account, seller, product, vendor or workCenter; month when left out.")]
    public string? By { get; init; }

    [Description("First due on this day (yyyy-MM-dd) or later.")]
    public string? From { get; init; }

    [Description("First due on this day or earlier.")]
    public string? To { get; init; }

    [Description("Id of an account.")]
    public Guid? Account { get; init; }

    [Description("Id of a seller.")]
    public Guid? Seller { get; init; }

    [Description("Id of a product.")]
    public Guid? Product { get; init; }

    [Description("Exactly a vendor's name.")]
    public string? Vendor { get; init; }

    /// <summary>Asks for deliveries that rest on no work center, or on none that is known.</summary>
    public static readonly Guid NoWorkCenter = Guid.Empty;

    [Description("Id of the work center that decided the day when it was promised; all zeros: none did, or none is known.")]
    public Guid? WorkCenter { get; init; }

    internal WordBy Dimension => string.IsNullOrEmpty(By) ? WordBy.Month
        : Enum.TryParse<WordBy>(By, ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : throw new BadInputException("by", Words.Say("word.by", By));

    internal DateOnly? FromDay => Day("from", From);
    internal DateOnly? ToDay => Day("to", To);

    private static DateOnly? Day(string field, string? text) => string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new BadInputException(field, Words.Say("promises.day", text));
}
