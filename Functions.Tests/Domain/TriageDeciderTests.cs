using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;
using static Escalation.Functions.Tests.Domain.Reviews;

namespace Escalation.Functions.Tests.Domain;

public sealed class TriageDeciderTests
{
    private static readonly Policy s_policy = TestPolicy.Read() with { Triage = new() { EndContactLevel = L2 } };
    private static readonly Code s_police = Code.Parse("police");
    private static readonly Actor s_operator = new(ActorKind.Operator, Code.Parse("operator"));

    [Fact]
    public void A_correction_that_says_nothing_new_is_refused_with_what_stands() =>
        Abusive().By(s_operator).On(new CorrectTriage(CustomerState.Calm, [CaseFlag.Abuse], null))
            .ExpectRefusal(RefusalReason.AlreadyDone, $"The triage says so already: {Triage.InWords(CustomerState.Calm, [CaseFlag.Abuse])}.");

    [Fact]
    public void What_a_correction_does_not_name_stays()
    {
        var corrected = Abusive().By(s_operator).On(new CorrectTriage(CustomerState.Angry, null, null)).Single<TriageCorrected>();

        Assert.Equal((CustomerState.Angry, [CaseFlag.Abuse], null), (corrected.State, corrected.Flags, corrected.Hint));
    }

    [Fact]
    public void Flags_are_kept_once_and_in_their_order()
    {
        var corrected = Abusive().By(s_operator)
            .On(new CorrectTriage(null, [CaseFlag.Vulnerable, CaseFlag.Abuse, CaseFlag.Vulnerable], null)).Single<TriageCorrected>();

        Assert.Equal(new[] { CaseFlag.Vulnerable, CaseFlag.Abuse }.Order(), corrected.Flags);
    }

    [Fact]
    public void The_contact_is_ended_with_the_very_words_that_are_told() =>
        Abusive().By(s_operator).On(new EndContact("We will not answer any more.")).Expect(new ContactEnded(new(7)));

    [Fact]
    public void It_is_ended_once() =>
        Abusive().And(new ContactEnded(new(7))).By(s_operator).On(new EndContact("Again."))
            .ExpectRefusal(RefusalReason.AlreadyDone, "The contact was ended on 2026-03-02.");

    [Fact]
    public void In_a_closed_case_there_is_no_contact_to_end() =>
        Abusive().And(new CaseClosed(Outcome.Unanswered)).By(s_operator).On(new EndContact("No more."))
            .ExpectRefusal(RefusalReason.WrongStage, "The case is closed: nobody writes to the customer any more.");

    [Fact]
    public void Without_abuse_it_is_not_ended() =>
        Given.Registered().By(s_operator).On(new EndContact("No more."))
            .ExpectRefusal(RefusalReason.Invalid, "The case is not flagged for abuse: correct the triage first, so that the log says why.");

    [Fact]
    public void Below_the_level_of_the_house_policy_nobody_ends_it() =>
        Abusive().Under(s_policy).ByReviewer("anna", "l1").On(new EndContact("No more."))
            .ExpectRefusal(RefusalReason.NotAllowed, "By the house policy, the contact is ended at level l2 or above; anna is at level l1.");

    [Fact]
    public void At_that_level_it_is() =>
        Abusive().Under(s_policy).ByReviewer("carla", "l2").On(new EndContact("No more.")).ExpectKinds(typeof(ContactEnded));

    [Fact]
    public void Where_the_house_policy_names_no_level_every_reviewer_may() =>
        Abusive().ByReviewer("anna", "l1").On(new EndContact("No more.")).ExpectKinds(typeof(ContactEnded));

    [Fact]
    public void A_stranger_does_not() =>
        Abusive().By(Actor.Reviewer(Code.Parse("zoe"))).On(new EndContact("No more."))
            .ExpectRefusal(RefusalReason.NotAllowed, "zoe is not in people.yaml, or at no level of this case's policy.");

    [Fact]
    public void A_referral_is_recorded_with_its_time_or_the_time_of_saying_so()
    {
        Given.Registered().By(s_operator).On(new RecordReferral(s_police, March(1, 9))).Expect(new ReferralRecorded(s_police, March(1, 9)));
        Given.Registered().By(s_operator).On(new RecordReferral(s_police, null)).Expect(new ReferralRecorded(s_police, EventSamples.At));
    }

    [Fact]
    public void A_referral_to_come_is_none() =>
        Given.Registered().By(s_operator).On(new RecordReferral(s_police, March(3, 9)))
            .ExpectRefusal(RefusalReason.Invalid, "A referral is recorded when it was made; this time is still to come.");

    [Fact]
    public void The_same_referral_is_recorded_once()
    {
        const string words = "That the matter was passed to police is recorded already; name another time for another occasion.";

        Referred().On(new RecordReferral(s_police, March(1, 9))).ExpectRefusal(RefusalReason.AlreadyDone, words);
        Referred().On(new RecordReferral(s_police, null)).ExpectRefusal(RefusalReason.AlreadyDone, words);
    }

    [Fact]
    public void Neither_is_one_of_several_recorded_again() =>
        Referred().And(new ReferralRecorded(Code.Parse("court"), March(2, 7))).By(s_operator).On(new RecordReferral(s_police, null))
            .ExpectRefusal(RefusalReason.AlreadyDone);

    [Fact]
    public void Another_time_or_authority_is_another_referral()
    {
        Referred().On(new RecordReferral(s_police, March(2, 7))).ExpectKinds(typeof(ReferralRecorded));
        Referred().On(new RecordReferral(Code.Parse("court"), March(1, 9))).ExpectKinds(typeof(ReferralRecorded));
    }

    private static Given Referred() => Given.Registered().And(new ReferralRecorded(s_police, March(1, 9))).By(s_operator);

    private static Given Abusive() => Given.Registered(c => c with { Triage = Triage.Calm with { Flags = [CaseFlag.Abuse] } });
}
