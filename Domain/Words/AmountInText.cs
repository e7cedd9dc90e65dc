namespace Escalation.Domain.Words;

/// <summary>A sum that stands in an account: the characters from <paramref name="Start"/> on, currency mark included.</summary>
public sealed record AmountInText(int Start, int Length, Money Money);
