namespace Escalation.Domain.Language;

/// <summary>Tenths of a yuan behind the unit: 12块5, 18块8毛, 三块五.</summary>
internal static class SmallChange
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>The digit that starts here, if what follows shows that it counts no days or pieces; null if there is none.</summary>
    public static (int End, int Tenths)? After(FoldedText text, int at)
    {
        var written = text[at] is '两' or '兩' ? 2 : Digits.IndexOf(text[at], StringComparison.Ordinal);
        var digit = text.IsDigit(at) ? text[at] - '0' : written;
        if (digit < 0 || text[at] == '\0')
        {
            return null;
        }

        return text[at + 1] is '毛' or '角' ? (at + 2, digit)
            : CountsSomething(text, at + 1) ? null
            : (at + 1, digit);
    }

    private static bool CountsSomething(FoldedText text, int at) =>
        text.IsDigit(at) || text.IsLatinLetter(at) || text[at] is '.' or ',' or '%'
        || (char.IsLetter(text[at]) && text[at] is not ('的' or '钱' or '錢' or '一' or '每'))
        || (text[at] == ' ' && char.IsLetter(text[at + 1]));
}
