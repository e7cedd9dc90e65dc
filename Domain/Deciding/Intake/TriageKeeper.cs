using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Language;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Intake;

/// <summary>Reads what customers write, whatever they write it for, so that whoever decides need not think of it (R17, R20 to R22, R28).</summary>
internal static class TriageKeeper
{
    /// <summary>The triage of an account; null where nothing shows.</summary>
    public static Triage? Of(string account, TextRef text, string? language)
    {
        var finding = TriageReader.Of(account, language);
        return finding is { State: CustomerState.Calm, Flags.Count: 0 } ? null : new(finding.State, finding.Flags, Evidence(finding, text));
    }

    /// <summary>The decision, with what the customer's new words show put behind it.</summary>
    public static Decision Keep(Case? c, Command command, Decision decision, Circumstances circumstances)
    {
        if (c is null || decision is not Decision.Accepted accepted || WordsOf(command) is not { } words
            || accepted.Texts.FirstOrDefault(text => text.Words == words) is not { } kept)
        {
            return decision;
        }

        if (Raised(c, TriageReader.Of(words, c.Complaint.Language?.Text), kept.Ref, circumstances) is not { } raised)
        {
            return decision;
        }

        // What else the words were for may hand the case on by itself; a letter that answers nothing does not.
        var draft = new Draft(c, circumstances).Add(raised);
        var events = command is Command.Write ? draft.HandToTeam(c, raised.Team).Events : [raised];
        return accepted with { Events = [.. accepted.Events, .. events] };
    }

    /// <summary>The team that a case goes to now, where it is with another; null where it stays (R21).</summary>
    public static Code? TeamAfter(Case c, Triage triage, Policy policy) =>
        policy.Triage.TeamFor(triage) is { } team && team != c.Complaint.Team && team != policy.Triage.TeamFor(c.Complaint.Triaged) ? team : null;

    /// <summary>A review that nobody has claimed yet is begun anew by the people of the team. Whoever has claimed one is told, and may hand it on.</summary>
    public static Draft HandToTeam(this Draft draft, Case c, Code? team) => team is not null && c.Stage is Stage.UnderReview { Claim: null, Inquiry: null } review
        ? draft.Escalate(
            c with { Complaint = c.Complaint with { Team = team } }, draft.Policy.LevelOf(review.Level), EscalationReason.Flagged, review.Asked, draft.NoRule)
        : draft;

    /// <summary>When whoever has the case is to have acted, where these times are shorter than those that run; null where they are not.</summary>
    public static DateTimeOffset? Sooner(Case c, Triage triage, Circumstances circumstances, Draft draft)
    {
        var policy = circumstances.Policy.Triage;
        if (c.Stage is not Stage.UnderReview { Inquiry: null } review || policy.TimesFor(c.Complaint.Triaged) is not null
            || policy.TimesFor(triage) is not { } shorter)
        {
            return null;
        }

        var level = shorter.Of(circumstances.Policy.LevelOf(review.Level));
        var due = draft.After(c, review.Level, review.Claim is null ? level.ClaimWithin : level.AnswerWithin);
        return due < review.Due ? due : null;
    }

    /// <summary>What staff said of a customer stands; only danger and need are raised against it, since to miss them costs a person.</summary>
    private static Event.TriageRaised? Raised(Case c, TriageFinding finding, TextRef text, Circumstances circumstances)
    {
        var before = c.Complaint.Triaged;
        var news = finding.Flags
            .Where(flag => !before.Has(flag) && (!before.ByStaff || flag is CaseFlag.Safety or CaseFlag.Vulnerable))
            .ToValueList();
        var state = before.ByStaff || finding.State == CustomerState.Calm ? before.State : finding.State;
        if (news.Count == 0 && state == before.State)
        {
            return null;
        }

        var flags = before.Flags.Concat(news).Order().ToValueList();
        var evidence = Evidence(finding, text).Where(e => e.Sign.IsOf(state == before.State ? CustomerState.Calm : state, news)).ToValueList();
        var draft = new Draft(c, circumstances);
        return new(state, flags, evidence)
        {
            New = news,
            Due = Sooner(c, before with { State = state, Flags = flags }, circumstances, draft),
            Team = TeamAfter(c, before with { Flags = flags }, circumstances.Policy),
        };
    }

    private static ValueList<Evidence> Evidence(TriageFinding finding, TextRef text) =>
        finding.Found.Select(found => new Evidence(found.Sign, text, found.Start, found.Length)).ToValueList();

    private static string? WordsOf(Command command) => command switch
    {
        Command.Register c => c.Registration.Account,
        Command.CorrectRestatement c => c.Words,
        Command.AnswerQuestions c => c.Words,
        Command.Write c => c.Words,
        Command.DeclineOptions c => c.Words,
        Command.AnswerSatisfaction c => c.Words,
        Command.Withdraw c => c.Words,
        _ => null,
    };
}
