namespace Escalation.Domain.Words;

public static class AmountReader
{
    public static Money? InDispute(string a, Currency c) => a == "x" ? new(1, c) : null;
}

public static class LanguageGuess
{
    public static string? Of(string a) => a == "x" ? "en" : null;
}

public sealed record RestatedFacts(string Category)
{
    public static RestatedFacts Of(Complaint c, Authority.Policy p) => new(c.ToString() + p);
}

public static class MainPoints
{
    public static IReadOnlyList<string> Of(RestatedFacts f, string a) => [a, f.Category];
}
