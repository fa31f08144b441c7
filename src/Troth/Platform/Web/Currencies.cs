using System.Collections.Frozen;
using System.Globalization;

namespace Troth.Platform.Web;

/// <summary>How a currency is written: its sign and its decimals (ISO 4217).</summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, int> s_decimals = new Dictionary<string, int>
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["ISK"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["PYG"] = 0,
        ["RWF"] = 0, ["UGX"] = 0, ["UYI"] = 0, ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["IQD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["LYD"] = 3, ["OMR"] = 3, ["TND"] = 3, ["CLF"] = 4, ["UYW"] = 4,
    }.ToFrozenDictionary();

    // Signs that mean one currency wherever they stand; "kr" or a bare "$" would not. Others are written by their code.
    private static readonly FrozenDictionary<string, string> s_signs = new Dictionary<string, string>
    {
        ["EUR"] = "€", ["GBP"] = "£", ["USD"] = "$", ["JPY"] = "¥", ["INR"] = "₹", ["PLN"] = "zł", ["CZK"] = "Kč", ["HUF"] = "Ft",
        ["ILS"] = "₪", ["KRW"] = "₩", ["VND"] = "₫", ["TRY"] = "₺", ["UAH"] = "₴", ["CAD"] = "CA$", ["AUD"] = "A$", ["NZD"] = "NZ$",
        ["MXN"] = "MX$", ["BRL"] = "R$",
    }.ToFrozenDictionary();

    public static int Decimals(string code) => s_decimals.GetValueOrDefault(code, 2);

    public static string Symbol(string code) => s_signs.GetValueOrDefault(code, code);
}
