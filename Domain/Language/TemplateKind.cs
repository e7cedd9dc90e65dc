using System.Collections.Frozen;

namespace Escalation.Domain.Language;

/// <summary>What a message is about, and which names its templates may use.</summary>
public sealed record TemplateKind
{
    private const string Acknowledgement = "acknowledged points missing answerWord";

    private TemplateKind(string name, string names, bool isForStaff = false)
    {
        Name = name;
        Names = (isForStaff ? names : $"salutation case {names}").Split(' ').ToFrozenSet(StringComparer.Ordinal);
        IsForStaff = isForStaff;
    }

    public static TemplateKind Granted { get; } = new("granted", $"{Acknowledgement} remedy by reason");

    public static TemplateKind Escalated { get; } = new("escalated", $"{Acknowledgement} reason role steps by");

    public static TemplateKind Offered { get; } = new("offered", $"{Acknowledgement} options expires");

    public static TemplateKind DeclinedOffered { get; } = new("declined-offered", $"{Acknowledgement} remedy reason options expires");

    public static TemplateKind Asked { get; } = new("asked", $"{Acknowledgement} questions answerBy");

    public static TemplateKind RemindedAnswer { get; } = new("reminded-answer", "questions options answerBy");

    public static TemplateKind SatisfactionAsked { get; } = new("satisfaction-asked", "remedy answerBy answerWord");

    public static TemplateKind PromiseBroken { get; } = new("promise-broken", "by newTime reason role");

    public static TemplateKind RemedyLate { get; } = new("remedy-late", "by newTime remedy");

    public static TemplateKind Closed { get; } = new("closed", "outcome reason");

    public static TemplateKind Reopened { get; } = new("reopened", "role by steps");

    public static TemplateKind ReviewResumed { get; } = new("review-resumed", "reason role by");

    public static TemplateKind AdviceAsked { get; } = new("advice-asked", "role by");

    public static TemplateKind Referred { get; } = new("referred", "authority reason");

    public static TemplateKind ReviewReminder { get; } = new("review-reminder", "case role by remedy points", isForStaff: true);

    public static TemplateKind OperatorsLastStep { get; } = new("operators-last-step", "case reason by steps", isForStaff: true);

    public static TemplateKind FulfilmentOverdue { get; } = new("fulfilment-overdue", "case remedy by role", isForStaff: true);

    public static TemplateKind ReviewNews { get; } = new("review-news", "case news words points by", isForStaff: true);

    public static TemplateKind LegalDateNear { get; } = new("legal-date-near", "case dates role", isForStaff: true);

    public static TemplateKind LegalDateBreached { get; } = new("legal-date-breached", "case dates role", isForStaff: true);

    public static TemplateKind ServiceTimeUsedUp { get; } = new("service-time-used-up", "case by role", isForStaff: true);

    public static TemplateKind TriageRaised { get; } = new("triage-raised", "case flags steps by", isForStaff: true);

    public static TemplateKind CallDue { get; } = new("call-due", "case flags steps by", isForStaff: true);

    public static IReadOnlyList<TemplateKind> All { get; } =
    [
        Granted, Escalated, Offered, DeclinedOffered, Asked, RemindedAnswer, SatisfactionAsked, PromiseBroken, RemedyLate, Closed, Reopened,
        ReviewResumed, AdviceAsked, Referred, ReviewReminder, OperatorsLastStep, FulfilmentOverdue, ReviewNews,
        LegalDateNear, LegalDateBreached, ServiceTimeUsedUp, TriageRaised, CallDue,
    ];

    /// <summary>Also the name of its files.</summary>
    public string Name { get; }

    public IReadOnlySet<string> Names { get; }

    public bool IsForStaff { get; }

    public bool Equals(TemplateKind? other) => other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}
