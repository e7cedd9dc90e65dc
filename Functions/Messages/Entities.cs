namespace Escalation.Functions.Messages;

/// <summary>The queues and topics, each named once. infra/ must name the same ones; a test compares them.</summary>
public static class Entities
{
    public const string Complaints = "complaints";
    public const string AuthorityChecks = "authority-checks";
    public const string Reviews = "reviews";
    public const string Updates = "updates";
    public const string FollowUps = "follow-ups";
    public const string Notifications = "notifications";
    public const string DeadLetters = "dead-letters";

    /// <summary>Topic: the whole packet of each escalation, for the systems in which supervisors work.</summary>
    public const string Escalations = "escalations";

    /// <summary>Queue: granted remedies, for the system that pays or ships. Nobody in here takes from it.</summary>
    public const string Remedies = "remedies";

    /// <summary>Topic: one message a commit, for those who want to follow along; off unless configured.</summary>
    public const string CaseEvents = "case-events";

    /// <summary>The queues that a function of this app takes from.</summary>
    public static IReadOnlyList<string> Taken { get; } =
        [Complaints, AuthorityChecks, Reviews, Updates, FollowUps, Notifications, DeadLetters];

    /// <summary>Where others take from.</summary>
    public static IReadOnlyList<string> Given { get; } = [Escalations, Remedies, CaseEvents];

    /// <summary>Where what was parked can be sent again. A dead follow-up is never parked, and of a dead letter that does not say where it died
    /// nobody knows whose it was.</summary>
    public static IReadOnlyList<string> Resubmitted { get; } = [.. Taken.Where(queue => queue is not (FollowUps or DeadLetters)), .. Given];
}

/// <summary>The names of application properties on messages.</summary>
public static class MessageProperties
{
    public const string Key = "key";
    public const string Case = "case";
    public const string Attempt = "attempt";
    public const string ActorKind = "actor-kind";
    public const string Actor = "actor";
    public const string Level = "level";
    public const string Team = "team";
    public const string Language = "language";
    public const string Priority = "priority";

    /// <summary>How often a parked message was sent again by an operator.</summary>
    public const string Resubmission = "resubmission";

    /// <summary>The place in the trace that the message was sent at (W3C Trace Context).</summary>
    public const string TraceParent = Telemetry.TraceParent.Header;

    /// <summary>The same under the name by which Azure's own libraries know it.</summary>
    public const string DiagnosticId = "Diagnostic-Id";

    /// <summary>On the copy of a dead letter: the queue it died in.</summary>
    public const string DeadSource = "dead-source";

    /// <summary>On a dead letter and its copy. The broker has names of its own for reason and description, but the Functions worker is known to lose
    /// what is given under those (azure-functions-dotnet-worker, issue 2840).</summary>
    public const string DeadReason = "dead-reason";

    /// <inheritdoc cref="DeadReason"/>
    public const string DeadDescription = "dead-description";
}
