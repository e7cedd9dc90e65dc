using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>A sum that stands in an account: the characters from <paramref name="Start"/> on, currency mark included.</summary>
public sealed record AmountInText(int Start, int Length, Money Money);
