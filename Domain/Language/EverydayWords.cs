using System.Collections.Frozen;

namespace Escalation.Domain.Language;

/// <summary>The commonest small words of languages in Latin letters: they tell the language, and capitals in them are a raised voice.</summary>
internal static class EverydayWords
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> ByLanguage = new (string Language, string Words)[]
    {
        ("en", "the a an and or but if of to in on at for from by with is are was were be been have has had do does did not no yes i you he she it "
            + "we they me my your his her its our their this that these those there here what when where who why how which would could should will "
            + "can may must all any some one two very just now never ever again please because about after before up out so as than then them us am"),
        ("fi", "ja tai on ei en et emme ette eivät oli olen olet olemme ovat olin oliko onko joka jota että kun niin mutta vaan jos minä sinä hän me "
            + "te he se ne tämä tuo nämä minun sinun hänen meidän teidän heidän minulle sinulle mikä mitä missä miksi miten kuka kuinka koska vielä nyt "
            + "jo vain myös kuin sitten ole olisi pitää voi voin kaikki mitään hyvä paljon sitä siitä siellä täällä tänne sen tämän hei kiitos anna"),
        ("sv", "och att det som en ett jag är inte för på av med den till har de ni vi han hon kan om så var mig dig ska men från när eller hur också"),
        ("de", "und der die das ich ist nicht ein eine sie es wir ihr mit auf für von zu den dem im haben habe hat war wurde aber auch wie wenn oder bei"),
        ("fr", "le la les et un une des je il elle nous vous est pas que qui dans pour sur avec ce cette mais ou mon ma ne du au été avoir plus très"),
        ("es", "el los las y un una que de en no se por con para es lo su mi pero como más le ya o este esta yo muy sin sobre todo también fue hay"),
        ("it", "il lo gli e un una che di non per con è ho sono mi ma come più si ci questo questa anche della nel alla ha abbiamo"),
        ("et", "ja on ei see ma sa ta me te nad mis kui et oli aga ka või mul sul minu sinu kas siis ning veel oma pole olen"),
        ("nl", "de het een en van ik is niet dat die in te met op voor zijn was maar aan ook er om hij wij heb heeft naar bij nog wel"),
    }.ToFrozenDictionary(row => row.Language, row => row.Words.Split(' ').ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public static IEnumerable<string> Languages => ByLanguage.Keys;

    public static bool Known(string language, string word) => ByLanguage[language].Contains(word);
}
