using System.Collections.Frozen;

namespace Troth.Orders.Contracts;

/// <summary>Which currencies there are, and how many decimals their amounts have (ISO 4217, as amended to 2024).</summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, int> NotTwo = new (int Digits, string Codes)[]
    {
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    }.SelectMany(group => group.Codes.Split(' ').Select(code => KeyValuePair.Create(code, group.Digits))).ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Known = string.Join(' ',
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK",
        "DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT",
        "LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF",
        "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF",
        "YER ZAR ZMW ZWG").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether amounts can be in it: a code in capitals that is in use.</summary>
    public static bool IsKnown(string currency) => Known.Contains(currency);

    /// <summary>Decimals of the currency; two for a code that is not among the exceptions.</summary>
    public static int Digits(string currency) => NotTwo.GetValueOrDefault(currency, 2);
}
