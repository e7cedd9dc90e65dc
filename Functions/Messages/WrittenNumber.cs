namespace Escalation.Functions.Messages;

/// <summary>Texts that people take for numbers, and programs differ on: 0,40 and 1.250,00.</summary>
internal static class WrittenNumber
{
    private const int Longest = 30;

    /// <summary>Whether it has digits and what stands between digits, and nothing else: such a text can be quoted in an error.</summary>
    public static bool Looks(string text) =>
        text.Length <= Longest && text.Any(char.IsAsciiDigit) && text.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or ' ' or '\'' or '-' or '\u00a0' or '\u202f');
}
