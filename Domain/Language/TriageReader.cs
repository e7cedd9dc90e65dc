using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>Reads the customer's state and what needs special handling from an account, by lists of words that anybody can read and mend.</summary>
/// <remarks>Pure, the same whatever the order of the sentences, the blanks and the capitals, and linear in the length of the account.</remarks>
public static class TriageReader
{
    private const string DispleasedList = "displeased";

    /// <summary>So many faint entries make up for a clear one.</summary>
    private const int Enough = 2;

    /// <summary>In a text of so many words one faint word of anger tells its tone; for each more so many, one more is asked for.</summary>
    private const int WordsPerFaintAnger = 25;

    private const int MostFaintAnger = 4;

    private const int WordsPerSmallFault = 30;

    /// <summary>Which state is handled first where two show equally: who is afraid must not wait, who is confused loses least by it.</summary>
    private static readonly (CustomerState State, TriageSign Sign)[] States =
    [
        (CustomerState.Anxious, TriageSign.Anxious),
        (CustomerState.Angry, TriageSign.Angry),
        (CustomerState.Difficult, TriageSign.Difficult),
        (CustomerState.Confused, TriageSign.Confused),
    ];

    private static readonly (CaseFlag Flag, TriageSign Sign)[] Flags =
    [
        (CaseFlag.Abuse, TriageSign.Abuse),
        (CaseFlag.Legal, TriageSign.Legal),
        (CaseFlag.Safety, TriageSign.Safety),
        (CaseFlag.Vulnerable, TriageSign.Vulnerable),
        (CaseFlag.PublicReviewRisk, TriageSign.PublicReviewRisk),
    ];

    /// <param name="account">In the customer's own words, in one or several of the four languages.</param>
    /// <param name="language">Such as "fi" or "fi-FI", where it is known; else it is told from the account.</param>
    public static TriageFinding Of(string account, string? language = null)
    {
        var text = new TriageText(account);
        var given = Known(language);
        var detected = LanguageGuess.Of(account);
        var readings = Lists(given, detected)
            .SelectMany(lists => lists.Read(text))
            .GroupBy(list => list.Key, StringComparer.Ordinal)
            .ToDictionary(list => list.Key, list => list.Select(reading => reading.Value).Aggregate((one, other) => one + other), StringComparer.Ordinal);

        var state = StateOf(sign => Reading(readings, sign), text.Words);
        var flags = Flags.Where(flag => Shows(Reading(readings, flag.Sign), Enough)).ToList();
        var shown = States.Where(pair => pair.State == state).Select(pair => pair.Sign).Concat(flags.Select(flag => flag.Sign)).Order();
        return new(
            state,
            flags.Select(flag => flag.Flag).ToValueList(),
            shown.SelectMany(sign => Places(readings, sign)).ToValueList(),
            IsDispleased(readings, text.Words),
            given ?? detected);
    }

    /// <summary>The lists of the language that is given and of the one that is read, since senders err; those of the other scripts always, since
    /// customers mix them.</summary>
    private static IEnumerable<TriageLists> Lists(string? given, string? detected)
    {
        var latin = new[] { given, detected }.OfType<string>().Where(language => language is "en" or "fi").Distinct(StringComparer.Ordinal).ToList();
        IEnumerable<string> needed = given is null && detected is null ? ["en", "fi"] : latin.Count == 0 ? ["en"] : latin;
        return needed.Concat(["zh", "ko", TriageLists.AnyLanguage]).Select(language => TriageLists.BuiltIn[language]);
    }

    private static string? Known(string? language) =>
        language?.Split('-', '_')[0].ToLowerInvariant() is { } main && main is ("zh" or "ko" or "fi" or "en") ? main : null;

    private static CustomerState StateOf(Func<TriageSign, ListReading> reading, int words) => States
        .Where(pair => pair.State == CustomerState.Angry ? ShowsAnger(reading(pair.Sign), words) : Shows(reading(pair.Sign), Enough))
        .OrderByDescending(pair => reading(pair.Sign).Score)
        .Select(pair => pair.State)
        .FirstOrDefault(CustomerState.Calm);

    /// <summary>Much praise outweighs even a clear word: who is angry does not praise.</summary>
    private static bool ShowsAnger(ListReading reading, int words) => reading.Clear > 0
        ? reading.Score > 0
        : reading.Score >= Math.Min(1 + words / WordsPerFaintAnger, MostFaintAnger);

    private static bool Shows(ListReading reading, int needed) => reading.Clear > 0 || reading.Faint - reading.Against >= needed;

    /// <summary>Praise outweighs what is found wrong beside it, and a long text names some small fault though its writer is content.</summary>
    private static bool IsDispleased(Dictionary<string, ListReading> readings, int words) =>
        Reading(readings, TriageSign.Angry).Score + readings.GetValueOrDefault(DispleasedList, ListReading.None).Score > words / WordsPerSmallFault;

    private static ListReading Reading(Dictionary<string, ListReading> readings, TriageSign sign) =>
        readings.GetValueOrDefault(ListOf(sign), ListReading.None);

    private static IEnumerable<SignFound> Places(Dictionary<string, ListReading> readings, TriageSign sign) =>
        Reading(readings, sign).Places.Take(TriageFinding.MostPlaces).Select(place => new SignFound(sign, place.Start, place.Length));

    /// <summary>Lists are named as the signs are: public-review-risk.fi.txt.</summary>
    private static string ListOf(TriageSign sign) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(sign.ToString());
}
