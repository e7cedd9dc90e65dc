using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Escalation.Domain.Values;

/// <summary>A currency in use, by its ISO 4217 code.</summary>
public sealed record Currency
{
    private static readonly FrozenDictionary<string, Currency> Known = Build();

    private Currency(string code, int decimals)
    {
        Code = code;
        Decimals = decimals;
    }

    /// <summary>Three capital letters, such as EUR.</summary>
    public string Code { get; }

    /// <summary>How many decimals an amount in this currency has (ISO 4217 minor unit).</summary>
    public int Decimals { get; }

    public static bool TryParse(string? code, [NotNullWhen(true)] out Currency? currency)
    {
        currency = null;
        return code is not null && Known.TryGetValue(code.ToUpperInvariant(), out currency);
    }

    /// <exception cref="FormatException">Not the code of a currency in use.</exception>
    public static Currency Parse(string code) =>
        TryParse(code, out var currency) ? currency : throw new FormatException($"'{code}' is not an ISO 4217 currency code.");

    public override string ToString() => Code;

    private static FrozenDictionary<string, Currency> Build()
    {
        const string two =
            "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC "
            + "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES "
            + "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR "
            + "NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
            + "TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG";
        const string none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
        const string three = "BHD IQD JOD KWD LYD OMR TND";

        return new[] { (two, 2), (none, 0), (three, 3) }
            .SelectMany(group => group.Item1.Split(' '), (group, code) => new Currency(code, group.Item2))
            .ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);
    }
}
