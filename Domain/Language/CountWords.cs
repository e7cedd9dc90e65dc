using System.Collections.Frozen;

namespace Escalation.Domain.Language;

/// <summary>Words behind a number that show it to count times, days or things, not money.</summary>
internal static class CountWords
{
    private const int Longest = 14;

    private static readonly FrozenSet<string> Words = (
        "second seconds minute minutes hour hours day days week weeks month months year years time times business working calendar nights night "
        + "item items piece pieces people persons person customers calls call emails letters attempts occasions units copies bags boxes tickets x am pm th st nd rd "
        + "minuutti minuuttia minuutin tunti tuntia tunnin päivä päivää päivän pv viikko viikkoa viikon vk kuukausi kuukautta kuukauden kk vuosi vuotta vuoden v "
        + "kerta kertaa kerran kpl kappaletta henkilö henkilöä henkeä arkipäivää arkipäivän yötä klo tavaraa tuotetta pulloa laskua soittoa")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private const string EastAsian = "天日周週个個月年次号號件人分小时時点點位名张張只台臺本箱瓶주달개번명일시분회건장대병박차";

    /// <summary>Whether such a word starts here, at most one blank away.</summary>
    public static bool StandAt(FoldedText text, int end)
    {
        var at = text[end] == ' ' ? end + 1 : end;
        if (EastAsian.Contains(text[at], StringComparison.Ordinal))
        {
            return true;
        }

        var to = WrittenNumber.WordEnd(text, at);
        return to > at && to - at <= Longest && Lookup.Contains(text.Span(at, to));
    }
}
