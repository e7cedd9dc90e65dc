using System.Globalization;

namespace Escalation.Functions.Tests.Domain.Language;

/// <summary>The ways in which people of four languages write a sum of money, made from its value: what the reader must read back.</summary>
internal static class AmountSpellings
{
    private static readonly string[] s_english =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] s_tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly string[] s_finnish = ["", "yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "kahdeksan", "yhdeksän"];
    private static readonly string[] s_finnishGenitive = ["", "yhden", "kahden", "kolmen", "neljän", "viiden", "kuuden", "seitsemän", "kahdeksan", "yhdeksän"];

    /// <summary>Behind a sum these numbers count something else.</summary>
    public static IReadOnlyDictionary<string, string[]> Behind { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["en"] = ["", ".", " 2 weeks ago", " 3 times", ", 14 days ago", " per month", " on 12/05/2025", " and 3 people saw it"],
        ["fi"] = ["", ".", " 5 päivää sitten", " 2 kertaa", " kuukaudessa", " 12.5.2025", ", 3 kk sitten"],
        ["ko"] = ["", ".", " 5일 전에 냈어요", " 2번", "을 3주 전에", " 3 개월 동안"],
        ["zh"] = ["", "。", " 3 天前", " 2 次", "，5个月前", " 每月"],
    };

    public static IReadOnlyDictionary<string, string[]> Before { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["en"] = ["", "I paid ", "2 weeks ago I paid "],
        ["fi"] = ["", "Maksoin ", "Lasku oli "],
        ["ko"] = ["", "어제 ", "3일 전에 "],
        ["zh"] = ["", "我付了", "3 天前扣了 "],
    };

    /// <param name="cents">Hundredths, or the whole sum in won.</param>
    public static (string Money, string[] Texts) Of(string language, int cents) => language switch
    {
        "en" => ($"USD {Plain(cents)}", English(cents)),
        "fi" => ($"EUR {Plain(cents)}", Finnish(cents)),
        "ko" => ($"KRW {cents}", Korean(cents)),
        _ => ($"CNY {Plain(cents)}", Chinese(cents)),
    };

    private static string[] English(int cents)
    {
        var number = Grouped(cents, ",", ".");
        string[] digits =
        [
            $"${number}", $"US${number}", $"$ {number}", $"{number} USD", $"{number}USD", $"USD {number}", $"USD{number}", $"{number} dollars", $"{number} US dollars",
            $"{number} U.S. dollars", $"${Plain(cents)}", $"{Plain(cents)} dollars",
        ];
        return cents % 100 == 0 && cents > 0 ? [.. digits, $"{InEnglish(cents / 100)} dollars", $"{InEnglish(cents / 100)} US dollars"] : digits;
    }

    private static string[] Finnish(int cents)
    {
        var number = Grouped(cents, " ", ",");
        string[] digits =
        [
            $"{number} €", $"{number}€", $"{Grouped(cents, ".", ",")} euroa", $"{Grouped(cents, "\u00A0", ",")}\u00A0€", $"{number} euron", $"{number} e", $"EUR {number}",
            $"{Grouped(cents, "", ",")} EUR", $"€ {number}",
        ];
        var whole = cents / 100;
        return cents % 100 == 0 && cents > 0
            ? [.. digits, $"{Grouped(whole, " ")},-", $"{Grouped(whole, " ")},- €", $"{InFinnish(whole)} euroa", $"{InFinnishGenitive(whole)} euron"]
            : digits;
    }

    private static string[] Korean(int won)
    {
        var number = Grouped(won, ",");
        string[] digits = [$"{number}원", $"{number} 원", $"₩{number}", $"KRW {number}", $"{won}원"];
        return won > 0 ? [.. digits, $"{InKorean(won, "")}원", $"{InKorean(won, " ")} 원"] : digits;
    }

    private static string[] Chinese(int cents)
    {
        var number = Grouped(cents, ",", ".");
        string[] digits = [$"{number}元", $"{number} 元", $"¥{number}", $"人民币{number}", $"RMB {number}", $"{Plain(cents)}块钱"];
        return cents % 1_000_000 == 0 && cents > 0 ? [.. digits, $"{cents / 1_000_000}万元", $"{cents / 1_000_000} 万元", $"{cents / 1_000_000}w元"] : digits;
    }

    private static string Plain(int cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Grouped(int cents, string group, string point) => Grouped(cents / 100, group) + point + (cents % 100).ToString("00", CultureInfo.InvariantCulture);

    private static string Grouped(int whole, string group) =>
        whole.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", group, StringComparison.Ordinal);

    public static string InEnglish(int number) => number switch
    {
        >= 1_000_000 => $"{InEnglish(number / 1_000_000)} million{Rest(number % 1_000_000)}",
        >= 1_000 => $"{InEnglish(number / 1_000)} thousand{Rest(number % 1_000)}",
        >= 100 => $"{s_english[number / 100]} hundred{Rest(number % 100)}",
        >= 20 => s_tens[number / 10] + (number % 10 == 0 ? "" : $"-{s_english[number % 10]}"),
        _ => s_english[number],
    };

    private static string Rest(int rest) => rest == 0 ? "" : $" {(rest < 100 ? "and " : "")}{InEnglish(rest)}";

    public static string InFinnish(int number) => number switch
    {
        >= 1_000_000 => $"{(number < 2_000_000 ? "miljoona" : InFinnish(number / 1_000_000) + " miljoonaa")}{Space(InFinnish(number % 1_000_000))}",
        >= 1_000 => $"{(number < 2_000 ? "tuhat" : InFinnish(number / 1_000) + "tuhatta")}{Space(InFinnish(number % 1_000))}",
        >= 100 => $"{(number < 200 ? "sata" : s_finnish[number / 100] + "sataa")}{InFinnish(number % 100)}",
        >= 20 => $"{s_finnish[number / 10]}kymmentä{s_finnish[number % 10]}",
        > 10 => $"{s_finnish[number - 10]}toista",
        10 => "kymmenen",
        _ => s_finnish[number],
    };

    public static string InFinnishGenitive(int number) => number switch
    {
        >= 1_000_000 => $"{(number < 2_000_000 ? "miljoonan" : InFinnishGenitive(number / 1_000_000) + " miljoonan")}{Space(InFinnishGenitive(number % 1_000_000))}",
        >= 1_000 => $"{(number < 2_000 ? "tuhannen" : InFinnishGenitive(number / 1_000) + "tuhannen")}{Space(InFinnishGenitive(number % 1_000))}",
        >= 100 => $"{(number < 200 ? "sadan" : s_finnishGenitive[number / 100] + "sadan")}{InFinnishGenitive(number % 100)}",
        >= 20 => $"{s_finnishGenitive[number / 10]}kymmenen{s_finnishGenitive[number % 10]}",
        > 10 => $"{s_finnishGenitive[number - 10]}toista",
        10 => "kymmenen",
        _ => s_finnishGenitive[number],
    };

    private static string Space(string rest) => rest.Length == 0 ? "" : " " + rest;

    private static string InKorean(int number, string blank)
    {
        (int Value, string Name)[] units = [(100_000_000, "억"), (10_000, "만"), (1_000, "천"), (100, "백")];
        var parts = new List<string>();
        foreach (var (value, name) in units)
        {
            if (number >= value)
            {
                parts.Add((number / value).ToString(CultureInfo.InvariantCulture) + name);
                number %= value;
            }
        }

        return string.Join(blank, number > 0 ? [.. parts, number.ToString(CultureInfo.InvariantCulture)] : parts);
    }
}
