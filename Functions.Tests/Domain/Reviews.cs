using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Functions.Tests.Domain;

/// <summary>Cases under review as the tests of reviews begin with them: on Monday at eight, review 1 at level l1 about a refund of 400 EUR.</summary>
internal static class Reviews
{
    public static readonly Remedy Refund = new(RemedyKind.Refund, EventSamples.Eur(400));
    public static readonly Basis NoRule = new(TestPolicy.Read().Hash, [], []);
    public static readonly Code L1 = Code.Parse("l1");
    public static readonly Code L2 = Code.Parse("l2");
    public static readonly Code L3 = Code.Parse("l3");
    public static readonly Code Anna = Code.Parse("anna");
    public static readonly Code Bert = Code.Parse("bert");
    public static readonly Code Carla = Code.Parse("carla");
    public static readonly Code Dirk = Code.Parse("dirk");
    public static readonly DateTimeOffset ClaimBy = March(2, 12);
    public static readonly DateTimeOffset DecideBy = March(4, 8);
    public static readonly DateTimeOffset Promised = March(4, 10);

    public static DateTimeOffset March(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    public static Given Escalated(Func<Complaint, Complaint>? with = null) => At(L1, with);

    public static Given At(Code level, Func<Complaint, Complaint>? with = null) => Given.Registered(with)
        .And(new Escalated(1, level, EscalationReason.AboveLimit, Refund, NoRule, ClaimBy), new PromiseMade(1, PromiseKind.Answer, level, Promised))
        .WithRoster();

    /// <summary>Anna of l1 has it.</summary>
    public static Given Claimed(Func<Complaint, Complaint>? with = null) =>
        Escalated(with).And(new ReviewClaimed(1, Anna, L1, DecideBy)).WithRoster().ByReviewer("anna", "l1");

    /// <summary>Anna has it and asked the customer something.</summary>
    public static Given CustomerAsked() =>
        Claimed().And(new PromiseVoided(1), new CustomerAsked(1, 1, new(7), March(5, 8))).WithRoster().ByReviewer("anna", "l1");

    /// <summary>Anna has it and asked Carla for advice, which delays nothing.</summary>
    public static Given AdviceAsked(string of = "carla") =>
        Claimed().And(new AdviceAsked(1, 1, Code.Parse(of), Delays: false, new(7), March(5, 8))).WithRoster().ByReviewer("anna", "l1");

    /// <summary>Nobody of the ladder may review it: it is with the operators.</summary>
    public static Given LastStep() => Given.Registered()
        .And(
            new Escalated(1, L3, EscalationReason.AboveLimit, Refund, NoRule, ClaimBy) { Emptied = [L3] },
            new PromiseMade(1, PromiseKind.Answer, L3, Promised))
        .WithRoster();
}
