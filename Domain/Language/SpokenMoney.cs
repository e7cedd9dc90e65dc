using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>Numbers that are money without a currency beside them: "menetin satasen", "it cost me 9 grand", 花了10w, 交了三百五.</summary>
internal static class SpokenMoney
{
    /// <summary>How many characters around a number a word of paying may stand.</summary>
    private const int Near = 48;

    private static readonly string[] PayingEnglish = ["paid", "pay ", "cost", "spent", "lost", "owe", "charge", "refund", "took", "price", "worth", "deposit", "billed"];

    private static readonly string[] PayingFinnish =
        ["maks", "menet", "kust", "hint", "hinna", "veloit", "lasku", "hyvit", "palaut", "korva", "velka", "veloit", "pulit", "lainas", "häv", "tappio"];

    private static readonly string[] PayingChinese =
    [
        "花了", "付了", "交了", "扣了", "转了", "轉了", "退了", "赔了", "亏了", "虧了", "损失", "損失", "被骗", "被騙", "骗了", "充了", "收了", "要了", "欠了", "支付",
        "被扣", "一共", "总共", "總共", "价格", "花费", "退我", "还我", "赔我",
    ];

    /// <summary>The currency such a number is in; null if it is no money.</summary>
    public static Currency? CurrencyOf(FoldedText text, NamedNumber number, Currency? assumed, string? language)
    {
        if (number.Value is null)
        {
            return null;
        }

        if (number.Slang)
        {
            var finnish = string.Equals(language, "fi", StringComparison.Ordinal);
            return IsNear(text, number, finnish ? PayingFinnish : PayingEnglish) ? assumed ?? Currency.Parse(finnish ? "EUR" : "USD") : null;
        }

        return number.Units && !number.Words && FollowsPaying(text, number.Start) && !CountWords.StandAt(text, number.End) && text[number.End] is not ('多' or '余')
            ? assumed?.Code is "TWD" or "HKD" ? assumed : Currency.Parse("CNY")
            : null;
    }

    private static bool FollowsPaying(FoldedText text, int start)
    {
        var end = text[start - 1] is ' ' or '近' or '约' ? start - 1 : start;
        return PayingChinese.Any(word => text.StartsWith(word, end - word.Length));
    }

    private static bool IsNear(FoldedText text, NamedNumber number, string[] stems)
    {
        for (var at = number.Start - Near; at < number.End + Near; at++)
        {
            if (text.IsLatinLetter(at) && !text.IsLatinLetter(at - 1) && stems.Any(stem => text.StartsWithIgnoringCase(stem, at)))
            {
                return true;
            }
        }

        return false;
    }
}
