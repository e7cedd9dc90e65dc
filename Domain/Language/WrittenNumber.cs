namespace Escalation.Domain.Language;

/// <summary>A number in English or Finnish words, or the words that go on a number in digits: "two hundred", "9 grand", "2,5 milj.".</summary>
/// <param name="Value">Null if its size is vague: "several hundred".</param>
/// <param name="Slang">Its last word is a word for money in everyday speech, such as grand: it names no currency.</param>
/// <param name="Short">Its unit is an abbreviation behind a blank, such as M: it counts only beside a currency.</param>
internal readonly record struct WrittenNumber(int End, decimal? Value, bool Slang, bool Short, bool HasUnit)
{
    /// <summary>The number that starts with this word; null if the word is none.</summary>
    public static WrittenNumber? StartingAt(FoldedText text, int start)
    {
        var at = start;
        if (Article(text, start) is { } noun)
        {
            at = noun;
            if (NumberWords.Of(text.Span(at, WordEnd(text, at))) is not { Parts: [{ Kind: not NumberWordKind.Digit }] })
            {
                return null;
            }
        }

        var half = HalfOf(text, at);
        return Read(text, half ?? at, half is null ? null : 0.5m);
    }

    /// <summary>The units behind a number in digits that ended here; null if there are none.</summary>
    public static WrittenNumber? GoingOn(FoldedText text, int end, decimal value) => Read(text, end, value);

    private static WrittenNumber? Read(FoldedText text, int start, decimal? first)
    {
        var sum = new NumberSum();
        if (first is { } value)
        {
            sum.Takes(new(NumberWordKind.Digit, value));
        }

        var (end, vague, slang, isShort, unit) = (start, false, false, false, false);
        for (var words = 0; words < 24; words++)
        {
            var at = Next(text, end, first is not null || words > 0, sum.AfterUnit);
            var to = WordEnd(text, at);
            if (to == at || NumberWords.Of(text.Span(at, to)) is not { } word)
            {
                break;
            }

            var kind = word.Parts[^1].Kind;
            if ((first is null || words > 0 ? kind == NumberWordKind.ShortUnit : word.Parts[0].Kind is NumberWordKind.Digit or NumberWordKind.Vague)
                || (word.Parts.Count == 1 && text[to] == '-' && kind == NumberWordKind.ShortUnit)
                || !word.Parts.All(part => part.Kind == NumberWordKind.Vague || sum.Takes(part)))
            {
                break;
            }

            vague |= word.Parts.Any(part => part.Kind == NumberWordKind.Vague);
            slang = kind == NumberWordKind.SlangUnit;
            unit |= kind is not (NumberWordKind.Digit or NumberWordKind.Vague);
            isShort = kind == NumberWordKind.ShortUnit && at > end && !(to - at > 1 || text[at] is 'M' or 'B' or 'K' or 'k');
            end = AfterDot(text, at + word.Length, kind);
            end = vague ? AfterOf(text, end) : AfterHalf(text, end, sum);
        }

        return end == start ? null : new(end, vague ? null : sum.Value, slang, isShort, unit);
    }

    /// <summary>"milj." and "m." end in a dot that ends no sentence if a blank and a currency follow.</summary>
    private static int AfterDot(FoldedText text, int end, NumberWordKind kind) =>
        kind == NumberWordKind.ShortUnit && text[end] == '.' && text[end + 1] == ' ' ? end + 1 : end;

    private static int AfterOf(FoldedText text, int end) => IsWord(text, end + 1, "of") && text[end] == ' ' ? end + 3 : end;

    private static int AfterHalf(FoldedText text, int end, NumberSum sum) =>
        text[end] == ' ' && text.StartsWithIgnoringCase("and a half", end + 1) && sum.Takes(new(NumberWordKind.AndHalf, 0.5m)) ? end + 11 : end;

    /// <summary>Where the next word of the number would start: after a blank, a hyphen, or "and".</summary>
    private static int Next(FoldedText text, int end, bool goesOn, bool afterUnit)
    {
        if (!goesOn || text[end] is not (' ' or '-'))
        {
            return end;
        }

        return afterUnit && IsWord(text, end + 1, "and") && text[end + 4] == ' ' ? end + 5 : end + 1;
    }

    private static int? Article(FoldedText text, int start) =>
        text[start] is 'a' or 'A' && text[start + 1] == ' ' ? start + 2 : null;

    /// <summary>"half a million": where the unit starts.</summary>
    private static int? HalfOf(FoldedText text, int start) =>
        !text.StartsWithIgnoringCase("half ", start) ? null
        : IsWord(text, start + 5, "a") ? start + 6
        : start + 4;

    private static bool IsWord(FoldedText text, int start, string word) =>
        text.StartsWithIgnoringCase(word, start) && !text.IsLatinLetter(start + word.Length);

    public static int WordEnd(FoldedText text, int start)
    {
        var end = start;
        while (end - start <= NumberWords.LongestWord && text.IsLatinLetter(end))
        {
            end++;
        }

        return end;
    }
}
