using System.Globalization;

namespace Troth.Orders.Channels;

/// <summary>Rules that are only looked at stand in the page's address, so that looking changes nothing and can be repeated.</summary>
internal static class RulesInAddress
{
    public static string Write(SortingRulesInput r) => "/channels/rules?look=true" + string.Concat(new (string, object)[]
    {
        ("amountOn", r.AmountOn), ("amountOver", r.AmountOver), ("firstOn", r.FirstOn), ("newOn", r.NewOn), ("discountOn", r.DiscountOn),
        ("discountOver", r.DiscountOver), ("quantityOn", r.QuantityOn), ("quantityTimes", r.QuantityTimes), ("earlierOn", r.EarlierOn),
        ("earlierDays", r.EarlierDays), ("unlistedOn", r.UnlistedOn), ("minutes", r.Minutes), ("version", r.Version),
    }.Select(f => string.Create(CultureInfo.InvariantCulture, $"&{f.Item1}={f.Item2}")));

    /// <summary>Those of the address; what it leaves out, or says otherwise than <see cref="Write"/> does, is as the company has
    /// it.</summary>
    public static SortingRulesInput Read(IQueryCollection query, SortingRulesInput now)
    {
        bool On(string field, bool known) => bool.TryParse(query[field], out var on) ? on : known;
        decimal Number(string field, decimal known) => decimal.TryParse(query[field], NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var value) ? value : known;
        int Whole(string field, int known) => int.TryParse(query[field], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value : known;
        return query.ContainsKey("look") ? new(
            On("amountOn", now.AmountOn), Number("amountOver", now.AmountOver), On("firstOn", now.FirstOn), On("newOn", now.NewOn),
            On("discountOn", now.DiscountOn), Number("discountOver", now.DiscountOver), On("quantityOn", now.QuantityOn),
                Number("quantityTimes", now.QuantityTimes),
            On("earlierOn", now.EarlierOn), Whole("earlierDays", now.EarlierDays), On("unlistedOn", now.UnlistedOn),
                Whole("minutes", now.Minutes),
            Whole("version", now.Version)) : now;
    }
}
