using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Deciding.Review;
using Escalation.Domain.Language;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Intake;

/// <summary>Registration, and what the customer says about the account (R01, R02, R03).</summary>
internal static class IntakeDecider
{
    public static Decision Register(Case? known, Command.Register command, Circumstances circumstances)
    {
        var form = command.Registration;
        var draft = new Draft(known, circumstances);
        if (known is not null)
        {
            return form.AccountDigest == known.Complaint.AccountDigest
                ? Draft.Refuse(RefusalReason.AlreadyDone, "This complaint was registered before, with the same account.")
                : draft.Add(new Event.AccountAmended(draft.Text(form.Account), form.AccountDigest) { Named = draft.Facts.Named.OrNull() }).Done();
        }

        var complaint = Complaint(form, draft);
        complaint = complaint with
        {
            Team = draft.Policy.Triage.TeamFor(complaint.Triaged) ?? Routing.TeamFor(draft.Policy, complaint.Category, complaint.Language),
        };
        return draft
            .Add(new Event.Registered(complaint) { CustomerKeys = circumstances.Facts.CustomerKeys })
            .Add(new Event.Restated(1, draft.Text(Restated(complaint, form.Account, draft.Policy))))
            .Add(new Event.AssessmentOpened(1))
            .Done();
    }

    public static Decision Confirm(Case c, Command.ConfirmRestatement command, Circumstances circumstances) =>
        RestatementError(c, command.Restatement) ?? Confirmed(c, command.Restatement, new(c, circumstances)).Done();

    /// <summary>A wish that was understood from words is asked for from now on (I12); if the case waited for that, it is held against the policy.</summary>
    private static Draft Confirmed(Case c, int restatement, Draft draft)
    {
        draft.Add(new Event.RestatementConfirmed(restatement));
        return c is { Complaint.Wish.IsConfirmed: false, Stage: Stage.Clarifying s } && s.Questions.Contains(Question.ConfirmWish)
            ? draft.Add(new Event.AssessmentOpened(c.Numbers.Checks + 1))
            : draft;
    }

    /// <summary>A correction re-opens the assessment (R02); once a remedy was granted a person looks at it instead, so that one
    /// complaint never brings two remedies by itself.</summary>
    public static Decision Correct(Case c, Command.CorrectRestatement command, Circumstances circumstances)
    {
        if (RestatementError(c, command.Restatement) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        var dispute = DisputeReading.After(c.Complaint, command.Words, draft.Policy.Currency);
        var named = draft.Facts.Named.OrNull();
        draft.Add(new Event.RestatementCorrected(command.Restatement, draft.Text(command.Words), dispute.Dispute)
        {
            Named = named,
            UnclearSum = dispute.Unclear,
        });
        var points = Restated(c.Complaint with { Dispute = dispute.Dispute, UnclearSum = dispute.Unclear }, command.Words, draft.Policy);
        draft.Add(new Event.Restated(command.Restatement + 1, draft.Text(points)));
        if (!c.IsOpen)
        {
            draft.Add(new Event.CaseReopened(c.Round + 1));
        }

        if (c.Numbers.Grants == 0)
        {
            return draft.Add(new Event.AssessmentOpened(c.Numbers.Checks + 1)).Done();
        }

        return draft.VoidPromises()
            .Escalate(c with { Complaint = c.Complaint.With(named) }, draft.Policy.Above(c.LastLevel), EscalationReason.CorrectedAfterRemedy, null, draft.NoRule)
            .Done();
    }

    public static Decision Answer(Case c, Command.AnswerQuestions command, Circumstances circumstances)
    {
        if (RoundOf(c.Stage) != command.Round)
        {
            return Draft.Refuse(RefusalReason.Overtaken, "These questions are not, or no longer, waiting for an answer.");
        }

        var draft = new Draft(c, circumstances);
        var dispute = DisputeReading.After(c.Complaint, command.Words, draft.Policy.Currency);
        draft.Add(new Event.QuestionsAnswered(command.Round, draft.Text(command.Words), WordCount(command.Words), dispute.Dispute)
        {
            Named = draft.Facts.Named.OrNull(),
            UnclearSum = dispute.Unclear,
        });

        // An answer to a reviewer goes back to the reviewer; one to the pipeline's own questions is held against the policy.
        return c.Stage is Stage.UnderReview review
            ? draft.Resume(c, review, answered: true).Done()
            : draft.Add(new Event.AssessmentOpened(c.Numbers.Checks + 1)).Done();
    }

    /// <summary>The round of questions that waits for an answer; null when none does.</summary>
    private static int? RoundOf(Stage stage) => stage switch
    {
        Stage.Clarifying s => s.Round,
        Stage.UnderReview { Inquiry: { Adviser: null } inquiry } => inquiry.Number,
        _ => null,
    };

    public static Decision GiveContact(Case c, Command.GiveContact command, Circumstances circumstances)
    {
        var contact = (circumstances.Facts.Contact ?? new()).With(command.Contact);
        var draft = new Draft(c, circumstances);
        var keys = circumstances.Facts.CustomerKeys.Except(c.CustomerKeys).ToValueList();
        return draft
            .Add(new Event.ContactGiven(draft.Text(contact.ToText()), contact.ReplyBy(), contact.Missing()) { CustomerKeys = keys })
            .Done();
    }

    public static Decision Write(Case c, Command.Write command, Circumstances circumstances)
    {
        var draft = new Draft(c, circumstances);
        return draft.Add(new Event.CustomerWrote(draft.Text(command.Words))).Done();
    }

    private static Complaint Complaint(Registration form, Draft draft)
    {
        var policy = draft.Policy;
        var language = Code.TryParse(form.Language ?? LanguageGuess.Of(form.Account), out var known) ? known : (Code?)null;
        var category = form.Category is { } name && Code.FromName(name) is { } code ? policy.CategoryOf(code) : null;
        var dispute = DisputeReading.Of(form, policy.Currency, language);
        var complaint = new Complaint(
            form.Source,
            form.Channel,
            form.Contact.ReplyBy(),
            language,
            category?.Id ?? Domain.Policies.Policy.Uncategorised,
            form.Product is null ? null : Code.FromName(form.Product),
            form.ReceivedAt ?? draft.Now,
            draft.Text(form.Contact.ToText()),
            draft.Text(form.Account),
            form.AccountDigest,
            WordCount(form.Account),
            form.Requested,
            dispute.Dispute,
            form.Contact.Missing(),
            draft.OptionalText(form.Reference),
            draft.OptionalText(form.RequestedWords),
            draft.OptionalText(form.Extra),
            policy.Hash)
        {
            HandledBy = form.HandledBy?.OrNull(),
            Named = draft.Facts.Named.OrNull(),
            Region = form.Region,
            Group = form.Group,
            Excluded = policy.ExcludedFrom(category?.Id ?? Domain.Policies.Policy.Uncategorised, form.Source),
            Paid = form.Paid,
            OccurredOn = form.OccurredOn,
            UnclearSum = dispute.Unclear,
        };
        return complaint with
        {
            Triage = TriageKeeper.Of(form.Account, complaint.Account, complaint.Language?.Text),
            Wish = form.Requested is null ? WishIn(form.RequestedWords, form.Account, policy, language) : null,
        };
    }

    private static Decision? RestatementError(Case c, int version) =>
        c.Restatement is not { } told || told.Version != version
            ? Draft.Refuse(RefusalReason.Overtaken, $"The restatement with the number {version} is not the newest, which is {c.Restatement?.Version}.")
        : told.Confirmed is not null
            ? Draft.Refuse(RefusalReason.AlreadyDone, "This restatement was answered before.")
            : null;

    private static string Restated(Complaint complaint, string account, Domain.Policies.Policy policy)
    {
        var phrases = Phrases.For(complaint.Language?.Text ?? policy.Language);
        var asked = AskedRemedy.Of(complaint, policy);
        return string.Join('\n', MainPoints.Of(account, new(
            policy.CategoryOf(complaint.Category).Title,
            complaint.Product?.Text,
            complaint.Dispute is { Origin: AmountOrigin.Stated } dispute ? phrases.Of("fact.amount", dispute.Amount.ToString()) : null,
            complaint.Wish is { } wish ? phrases.Of(wish.IsConfirmed ? "fact.remedy" : "fact.wish", phrases.Of(wish))
            : asked.Remedy is { } remedy ? phrases.Of("fact.remedy", phrases.Of(remedy)) : null)));
    }

    /// <summary>The field of the form that holds the wish comes before the account; null if neither asks for a remedy that we know.</summary>
    private static UnderstoodWish? WishIn(string? wishWords, string account, Domain.Policies.Policy policy, Code? language)
    {
        var stated = wishWords is null ? [] : WishReader.Of(wishWords, policy.Currency, language?.Text);
        var wishes = stated.Count > 0 ? stated : WishReader.In(account, policy.Currency, language?.Text);
        return wishes.Count == 0 ? null : new(wishes, IsConfirmed: false);
    }

    /// <summary>Chinese and Japanese are written without blanks: there, two characters count as a word.</summary>
    private static int WordCount(string text)
    {
        var ideographs = text.Count(c => c is >= '\u3040' and <= '\u9fff');
        return text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Length + ideographs / 2;
    }
}
