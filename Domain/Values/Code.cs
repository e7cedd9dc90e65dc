using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Escalation.Domain.Values;

/// <summary>A short name out of a list somebody keeps (a category, a level, a rule, a source, a person's staff id): lower-case
/// letters, digits, dots, dashes and underscores, at most 80. Never free text.</summary>
public sealed record Code
{
    public const int Longest = 80;

    private static readonly SearchValues<char> s_plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    private Code(string text) => Text = text;

    public string Text { get; }

    /// <exception cref="FormatException">Not a code.</exception>
    public static Code Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is not a code: {Rule}.");

    /// <summary>What a code is, in words for whoever wrote a wrong one.</summary>
    public const string Rule = "1 to 80 lower-case letters, digits, '.', '_' or '-', beginning with a letter or digit";

    public static bool TryParse(string? text, [NotNullWhen(true)] out Code? code)
    {
        var valid = text is { Length: > 0 and <= Longest } && char.IsLetterOrDigit(text[0]) && IsCode(text);
        code = valid ? new(text!) : null;
        return valid;
    }

    /// <summary>The code for a name as a person writes it: "Credit card, prepaid" becomes "credit-card-prepaid".</summary>
    /// <returns>Null when the name holds no letter or digit.</returns>
    public static Code? FromName(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsLetterOrDigit(character))
            {
                text.Append(char.ToLowerInvariant(character));
            }
            else if (text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }

            if (text.Length == Longest)
            {
                break;
            }
        }

        return TryParse(text.ToString().TrimEnd('-'), out var code) ? code : null;
    }

    public override string ToString() => Text;

    /// <summary>Nearly every code is plain ASCII, which is looked up at once.</summary>
    private static bool IsCode(string text) => !text.AsSpan().ContainsAnyExcept(s_plain) || text.All(IsCodeCharacter);

    private static bool IsCodeCharacter(char c) =>
        (char.IsLetterOrDigit(c) && c == char.ToLowerInvariant(c)) || c is '.' or '_' or '-';
}
