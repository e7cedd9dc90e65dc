using System.Collections.Frozen;

namespace Escalation.Domain.Language;

internal enum NumberWordKind
{
    Digit,

    /// <summary>Hundred, thousand; in Finnish ten as well.</summary>
    Unit,

    /// <summary>A unit that stands only behind digits: k, m, milj.</summary>
    ShortUnit,

    /// <summary>A word for a round sum of money in everyday speech: grand, satanen, tonni.</summary>
    SlangUnit,

    /// <summary>The Finnish -toista.</summary>
    Teen,

    AndHalf,

    /// <summary>Several, hundreds, muutama: a size that nobody knows.</summary>
    Vague,
}

internal readonly record struct NumberWord(NumberWordKind Kind, decimal Value);

/// <summary>The words for numbers in English and Finnish, with the Finnish forms and compounds.</summary>
internal static class NumberWords
{
    /// <summary>The longest Finnish compounds below a million have about as many letters.</summary>
    public const int LongestWord = 80;

    private static readonly FrozenDictionary<string, NumberWord> Words = English().Concat(FinnishWords()).DistinctBy(pair => pair.Word, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(pair => pair.Word, pair => pair.Number, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, NumberWord>.AlternateLookup<ReadOnlySpan<char>> Whole = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, NumberWord> Pieces = FinnishPieces()
        .ToFrozenDictionary(pair => pair.Word, pair => pair.Number, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, NumberWord>.AlternateLookup<ReadOnlySpan<char>> Piece = Pieces.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly int LongestPiece = Pieces.Keys.Max(piece => piece.Length);

    /// <summary>The parts of a word that is a number, and where the number ends within it: "sadaneuron" ends before the currency.</summary>
    /// <returns>Null if the word is no number.</returns>
    public static (IReadOnlyList<NumberWord> Parts, int Length)? Of(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        if (Whole.TryGetValue(word, out var whole))
        {
            return ([whole], word.Length);
        }

        return word.Length < 6 ? null : Compound(word);
    }

    /// <summary>Takes the longest piece first; a place from which no way leads to the end is tried once only.</summary>
    private static (IReadOnlyList<NumberWord> Parts, int Length)? Compound(ReadOnlySpan<char> word)
    {
        var parts = new Stack<(NumberWord Word, int From, int Length)>();
        var (at, longest) = (0, LongestPiece);
        while (true)
        {
            if (at == word.Length || (at > 0 && StartsCurrency(word[at..])))
            {
                return (parts.Reverse().Select(part => part.Word).ToArray(), at);
            }

            var length = Math.Min(longest, word.Length - at);
            while (length > 0 && !Piece.ContainsKey(word.Slice(at, length)))
            {
                length--;
            }

            if (length > 0)
            {
                parts.Push((Piece[word.Slice(at, length)], at, length));
                (at, longest) = (at + length, LongestPiece);
            }
            else if (parts.TryPop(out var last) && parts.Count < 4)
            {
                (at, longest) = (last.From, last.Length - 1);
            }
            else
            {
                return null;
            }
        }
    }

    private static bool StartsCurrency(ReadOnlySpan<char> rest) =>
        rest.StartsWith("euro", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("dollari", StringComparison.OrdinalIgnoreCase)
        || rest.StartsWith("punta", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("punnan", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Word, NumberWord Number)> Numbered(NumberWordKind kind, decimal value, string words) =>
        words.Split(' ').Select(word => (word, new NumberWord(kind, value)));

    private static IEnumerable<(string Word, NumberWord Number)> English()
    {
        string[] small =
        [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
            "sixteen", "seventeen", "eighteen", "nineteen",
        ];
        string[] tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        return small.Select((word, i) => (word, new NumberWord(NumberWordKind.Digit, i + 1)))
            .Concat(tens.Select((word, i) => (word, new NumberWord(NumberWordKind.Digit, (i + 2) * 10))))
            .Concat(Numbered(NumberWordKind.Digit, 40, "fourty"))
            .Concat(Numbered(NumberWordKind.Unit, 12, "dozen"))
            .Concat(Numbered(NumberWordKind.Unit, 100, "hundred"))
            .Concat(Numbered(NumberWordKind.Unit, 1_000, "thousand"))
            .Concat(Numbered(NumberWordKind.ShortUnit, 1_000, "thou k"))
            .Concat(Numbered(NumberWordKind.SlangUnit, 1_000, "grand"))
            .Concat(Numbered(NumberWordKind.Unit, 100_000, "lakh lakhs lac lacs"))
            .Concat(Numbered(NumberWordKind.Unit, 10_000_000, "crore crores"))
            .Concat(Numbered(NumberWordKind.ShortUnit, 10_000_000, "cr"))
            .Concat(Numbered(NumberWordKind.Unit, 1_000_000, "million"))
            .Concat(Numbered(NumberWordKind.ShortUnit, 1_000_000, "m mil mill mln mn mio"))
            .Concat(Numbered(NumberWordKind.Unit, 1_000_000_000, "billion"))
            .Concat(Numbered(NumberWordKind.ShortUnit, 1_000_000_000, "b bn bln"))
            .Concat(Numbered(NumberWordKind.Unit, 1_000_000_000_000, "trillion"))
            .Concat(Numbered(NumberWordKind.Vague, 0, "several few couple dozens tens hundreds thousands millions billions zillion zillions umpteen"));
    }

    private static IEnumerable<(string Word, NumberWord Number)> FinnishWords() => FinnishPieces()
        .Concat(Numbered(NumberWordKind.Digit, 1.5m, "puolitoista puolentoista puoltatoista puolellatoista"))
        .Concat(Numbered(NumberWordKind.Digit, 0.5m, "puoli puolen puolta puolella"))
        .Concat(Numbered(NumberWordKind.ShortUnit, 1_000, "te t tuh"))
        .Concat(Numbered(NumberWordKind.ShortUnit, 1_000_000, "milj me"))
        .Concat(Numbered(NumberWordKind.ShortUnit, 1_000_000_000, "mrd"))
        .Concat(Numbered(NumberWordKind.SlangUnit, 100, "satanen satasen satasta satasella satasesta satasia"))
        .Concat(Numbered(NumberWordKind.Vague, 0, "pari parin paria parilla muutama muutaman muutamaa muutamia muutamalla muutamien usea usean useita useiden "
            + "kymmeniä kymmenien kymmenillä satoja satojen sadoilla sadoista tuhansia tuhansien tuhansilla tuhansista miljoonia miljoonien tonneja"));

    private static IEnumerable<(string Word, NumberWord Number)> FinnishPieces()
    {
        (decimal Value, string Weak, string Others)[] digits =
        [
            (1, "yhde", "yksi yhtä yhteen yhtenä"), (2, "kahde", "kaksi kahta kahteen kahtena"), (3, "kolme", "kolme kolmea kolmeen kolmena"),
            (4, "neljä", "neljä neljää neljään neljänä"), (5, "viide", "viisi viittä viiteen viitenä"), (6, "kuude", "kuusi kuutta kuuteen kuutena"),
            (7, "seitsemä", "seitsemän seitsemää seitsemään seitsemänä"), (8, "kahdeksa", "kahdeksan kahdeksaa kahdeksaan kahdeksana"),
            (9, "yhdeksä", "yhdeksän yhdeksää yhdeksään yhdeksänä"),
        ];
        (decimal Value, string Weak, string Others)[] units =
        [
            (10, "kymmene", "kymmenen kymmentä kymmeneen kymmenenä"), (100, "sada", "sata sataa sataan satana"),
            (1_000, "tuhanne", "tuhat tuhatta tuhanteen tuhantena"), (1_000_000, "miljoona", "miljoona miljoonaa miljoonaan miljoonana"),
            (1_000_000_000, "miljardi", "miljardi miljardia miljardiin miljardina"),
        ];
        (decimal Value, string Weak, string Others)[] slang = [(10, "kympi", "kymppi kymppiä kymppiin"), (1_000, "tonni", "tonni tonnia tonniin")];
        return digits.SelectMany(digit => Forms(NumberWordKind.Digit, digit))
            .Concat(units.SelectMany(unit => Forms(NumberWordKind.Unit, unit)))
            .Concat(slang.SelectMany(unit => Forms(NumberWordKind.SlangUnit, unit)))
            .Concat(Numbered(NumberWordKind.Teen, 10, "toista"))
            .Concat(Numbered(NumberWordKind.Vague, 0, "pari muutama muutaman"))
            .DistinctBy(pair => pair.Word, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Genitive, inner and outer local cases and translative of the weak stem, and the forms that are listed whole.</summary>
    private static IEnumerable<(string Word, NumberWord Number)> Forms(NumberWordKind kind, (decimal Value, string Weak, string Others) number)
    {
        var front = !number.Weak.AsSpan().ContainsAny("aou");
        string[] endings = front ? ["n", "ssä", "stä", "llä", "ltä", "lle", "ksi"] : ["n", "ssa", "sta", "lla", "lta", "lle", "ksi"];
        return endings.Select(ending => number.Weak + ending).Concat(number.Others.Split(' ')).Select(word => (word, new NumberWord(kind, number.Value)));
    }
}
