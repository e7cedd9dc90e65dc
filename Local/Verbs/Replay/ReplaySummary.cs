using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Functions.Messages;

namespace Escalation.Local.Verbs.Replay;

/// <summary>What became of the lines of a file.</summary>
public sealed class ReplaySummary
{
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _escalated = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _parked = new(StringComparer.Ordinal);

    /// <summary>Accepted, duplicates and parked together. Blank lines do not count.</summary>
    public required int Lines { get; init; }

    /// <summary>Became a case in this run.</summary>
    public int Accepted { get; private set; }

    /// <summary>Were a case already, or stand twice in the file; the same number with another account is noted on its case.</summary>
    public int Duplicates { get; set; }

    public int Parked => _parked.Values.Sum();

    /// <summary>Cases in the store afterwards, counted there.</summary>
    public int Cases { get; set; }

    public int SettledAtOnce { get; private set; }

    public int Offered { get; private set; }

    public int Clarifying { get; private set; }

    public int Escalated => _escalated.Values.Sum(reasons => reasons.Values.Sum());

    /// <summary>By level, then by reason.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<string, int>> EscalatedByLevel => _escalated;

    public IReadOnlyDictionary<string, int> ParkedByReason => _parked;

    public required double ElapsedSeconds { get; init; }

    public double CasesPerSecond { get; set; }

    public void Park(string reason, string words)
    {
        var why = $"{reason}: {words}";
        _parked[why] = _parked.GetValueOrDefault(why) + 1;
    }

    public void Accept(Case @case)
    {
        Accepted++;
        switch (@case.Stage)
        {
            case Stage.Settling { Grant.Level: var level } when level == Policy.AutomaticLevel:
                SettledAtOnce++;
                break;
            case Stage.Offered:
                Offered++;
                break;
            case Stage.Clarifying:
                Clarifying++;
                break;
            case Stage.UnderReview review:
                Escalate(review.Level.Text, Words.Kebab(review.Reason));
                break;
        }
    }

    private void Escalate(string level, string reason)
    {
        if (!_escalated.TryGetValue(level, out var reasons))
        {
            _escalated[level] = reasons = new(StringComparer.Ordinal);
        }

        reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
    }
}
