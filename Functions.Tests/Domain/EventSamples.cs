using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Functions.Tests.Domain;

/// <summary>One event of each kind, with every field filled.</summary>
internal static class EventSamples
{
    public static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = new(2026, 3, 5, 10, 30, 0, TimeSpan.Zero);
    private static readonly Remedy Refund = new(RemedyKind.Refund, Eur(35));
    private static readonly Code L1 = Code.Parse("l1");
    private static readonly Basis Basis = new(Digest.Of("a policy"), [Code.Parse("a-rule")], [Code.Parse("automatic"), L1]);
    private static readonly StoppingLimit Stopping = new(L1, RemedyKind.Refund, Currency.Parse("EUR"), 500);

    public static Complaint Complaint { get; } = new(
        Code.Parse("web-shop"),
        Channel.Phone,
        Channel.Email,
        Code.Parse("fi"),
        Code.Parse("late-delivery"),
        Code.Parse("coffee-machine"),
        At,
        new(1),
        new(2),
        Digest.Of("an account"),
        12,
        new(RemedyKind.Refund, Eur(35)),
        new(Eur(120), AmountOrigin.Stated),
        [ContactField.Address, ContactField.Phone],
        new(3),
        new(4),
        new(5),
        Digest.Of("a policy"));

    public static IReadOnlyDictionary<string, Event> All { get; } = Events().Concat(OfTriage()).ToDictionary(
        happened => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(happened.GetType().Name), StringComparer.Ordinal);

    public static Recorded Recorded(Event happened) =>
        new(7, 3, At, Actor.Reviewer(Code.Parse("anna")), "K7QF-2M9D-XW3T-8HV0.DIGEST", happened);

    public static Money Eur(decimal amount) => new(amount, Currency.Parse("EUR"));

    private static IEnumerable<Event> Events() =>
    [
        new Registered(Complaint),
        new Restated(1, new(6)),
        new RestatementConfirmed(1),
        new RestatementCorrected(1, new(7), new(Eur(120), AmountOrigin.ReadFromText)),
        new AccountAmended(new(8), Digest.Of("another account")),
        new ContactGiven(new(9), Channel.Sms, [ContactField.Email]),
        new QuestionsAsked(1, [Question.WhatHappened, Question.WhichAmount], Later),
        new QuestionsRepeated(1, 1, Later),
        new QuestionsAnswered(1, new(10), 14, new(Eur(120), AmountOrigin.ReadFromText)),
        new QuestionsUnanswered(1),
        new CustomerWrote(new(11)),
        new AssessmentOpened(2),
        new RemedyGranted(1, Refund, Code.Parse("automatic"), Basis, Later),
        new OptionsOffered(1, [Refund, new(RemedyKind.Discount, percent: 10), new(RemedyKind.Redo, count: 1), new(RemedyKind.KeepGoods)], L1, Basis, Later),
        new Escalated(1, L1, EscalationReason.AboveLimit, Refund, Basis, Later),
        new RemedyDeclined(Refund, L1, Basis, new(12)),
        new ReviewClaimed(1, Code.Parse("anna"), L1, Later),
        new ReviewReleased(1, Code.Parse("anna"), Forgotten: true, Later),
        new Rerouted(1, Code.Parse("cards"), Code.Parse("gift"), new(17)),
        new ReviewReminded(1, 1, RemindedParty.Level, Later),
        new OptionChosen(1, 2),
        new OptionsDeclined(1, new(13)),
        new OfferRepeated(1, 1, Later),
        new OfferExpired(1),
        new RemedyFulfilled(1, Later),
        new FulfilmentOverdue(1, 1, Later),
        new SatisfactionAsked(1, 1, Later),
        new SatisfactionAnswered(1, Satisfied: false, new(14)),
        new CauseRecorded(Cause.LateDelivery, Presumed: true),
        new CaseWithdrawn(new(15)),
        new CaseClosed(Outcome.Settled),
        new CaseReopened(1),
        new CustomerAsked(1, 2, new(17), Later),
        new ReviewResumed(1, 2, Answered: true, Later),
        new AdviceAsked(1, 1, Code.Parse("l2"), Delays: true, new(18), Later),
        new AdviceReminded(1, 1, 1, Later),
        new AdviceGiven(1, 1, Code.Parse("carla"), new(19), Later),
        new AdviceMissed(1, 1, Later),
        new ReviewDelegated(1, Code.Parse("anna"), Code.Parse("bert"), new(20), Later),
        new CaseReferred(1, Code.Parse("ombudsman"), new(21)),
        new DecisionRefused(DecisionKind.Approval, 1, RefusalReason.AboveLimit, new(22)) { StoppedBy = [Stopping] },
        new MessageDelivered(4, Code.Parse("granted"), Channel.Email, new(16)),
        new MessageRejected(4, Code.Parse("granted"), Channel.Email, Code.Parse("gateway-400")),
        new DeadlineFired(3, DeadlineKind.Claim),
        new PromiseMade(1, PromiseKind.Answer, L1, Later),
        new PromiseKept(1),
        new PromiseBroken(1),
        new PromiseVoided(1),
        new PromiseRenegotiated(1),
        new ReminderPostponed(DeadlineKind.Claim, Later),
        new LegalClockStarted(Code.Parse("uk-disp"), At, [new(Code.Parse("final-response"), LegalEnd.Answer, Later, At, Required: true)]),
        new LegalDeadlineWarned(Code.Parse("uk-disp"), Code.Parse("final-response"), Later),
        new LegalDeadlineBreached(Code.Parse("uk-disp"), Code.Parse("final-response"), Later),
        new ServiceClockStarted(0, Later),
        new ServiceClockPaused(TimeSpan.FromMinutes(90), TimeSpan.FromHours(31)),
        new ServiceClockResumed(Later),
        new ServiceClockBreached(0, Later),
    ];

    private static IEnumerable<Event> OfTriage() =>
    [
        new TriageRaised(CustomerState.Anxious, [CaseFlag.Safety, CaseFlag.Vulnerable], [new(TriageSign.Safety, new(11), 4, 11)])
        {
            New = [CaseFlag.Safety],
            Due = Later,
            Team = Code.Parse("security"),
        },
        new TriageCorrected(CustomerState.Difficult, [CaseFlag.Abuse, CaseFlag.Legal], Temperament.Choleric) { Due = Later, Team = Code.Parse("legal") },
        new ContactEnded(new(23)),
        new ReferralRecorded(Code.Parse("police"), At),
        new CallDue(1, L1, 3, Later),
    ];
}
