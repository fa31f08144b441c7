using System.Collections.Frozen;

namespace Troth.Orders.Contracts;

/// <summary>How many decimals amounts of a currency have (ISO 4217, as amended to 2024).</summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, int> NotTwo = new (int Digits, string Codes)[]
    {
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    }.SelectMany(group => group.Codes.Split(' ').Select(code => KeyValuePair.Create(code, group.Digits))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Decimals of the currency; two for a code that is not among the exceptions.</summary>
    public static int Digits(string currency) => NotTwo.GetValueOrDefault(currency, 2);
}
