using System.Globalization;
using Escalation.Domain.Language;
using Escalation.Domain.Values;

namespace Escalation.Local.Verbs.Report;

/// <summary>How a reading of sums compares with the label of a line.</summary>
public enum AmountVerdict
{
    Right,

    /// <summary>A smaller sum than the right one, or a sum although nobody can know it: the one mistake that must not happen.</summary>
    TooLow,

    /// <summary>A larger sum, or one in another currency.</summary>
    Other,

    /// <summary>Unknown, although there is a sum or none: a person looks in vain.</summary>
    NotUnderstood,

    /// <summary>No sum was seen.</summary>
    Missed,
}

/// <summary>A line of text with the sum that it names.</summary>
/// <param name="Sum">Such as <c>USD 9000</c>; <c>unknown</c> if the text names a sum whose size it does not tell; <c>none</c>.</param>
/// <param name="Set">Such as <c>tuned</c> or <c>held-out</c>.</param>
public sealed record LabelledAmount(string Text, string Language, string Sum, string Set)
{
    public const string Unknown = "unknown";
    public const string None = "none";

    /// <summary>What the reader makes of the text, in the form of a label.</summary>
    public string Reading { get; } = ReadingOf(Text, Language);

    public AmountVerdict Verdict => Reading == Sum ? AmountVerdict.Right
        : Reading == None ? AmountVerdict.Missed
        : Reading == Unknown ? AmountVerdict.NotUnderstood
        : Sum == Unknown || IsLess(Reading, Sum) ? AmountVerdict.TooLow
        : AmountVerdict.Other;

    /// <returns>Null if a field is missing, or the label is no sum of a known currency.</returns>
    public static LabelledAmount? Of(IReadOnlyDictionary<string, string> fields) =>
        fields.GetValueOrDefault("text") is { Length: > 0 } text
            && fields.GetValueOrDefault("language") is { Length: > 0 } language
            && fields.GetValueOrDefault("sum") is { } sum && Label(sum) is { } label
            ? new(text, language, label, fields.GetValueOrDefault("set") ?? "all")
            : null;

    private static string? Label(string sum) =>
        sum is Unknown or None ? sum
        : sum.Split(' ') is [var code, var amount] && Currency.TryParse(code, out var currency)
            && decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && Money.Error(value, currency) is null
            ? new Money(value, currency).ToString()
            : null;

    private static string ReadingOf(string text, string language)
    {
        var amounts = AmountReader.Read(text, assumed: null, language);
        return amounts.IsUnclear ? Unknown : amounts.Largest(assumed: null)?.ToString() ?? None;
    }

    private static bool IsLess(string reading, string sum) =>
        sum != None && reading[..3] == sum[..3]
        && decimal.Parse(reading[4..], CultureInfo.InvariantCulture) < decimal.Parse(sum[4..], CultureInfo.InvariantCulture);
}
