using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Simulation;

/// <summary>Reviewers claim and forget, decide late, decide twice, reject, offer something else, offer too much, ask the customer or each other,
/// hand cases to each other or to the ombudsman, or are absent. Where nobody of the ladder may review a case, an operator does the same.</summary>
internal sealed class Reviewers(Run run, People people, Dice dice)
{
    public const string Operator = "operator";

    private static readonly string[] s_causes = ["defect", "late-delivery", "customer-knowledge"];

    /// <summary>The packet of an escalation came in.</summary>
    public void Took(CaseId id)
    {
        if (people.StateOf(id) is not { Stage: Stage.UnderReview review })
        {
            return;
        }

        foreach (var person in Of(review.Level.Text))
        {
            if (people.IsCooperative || dice.Chance(0.6))
            {
                Work(id, review, person);
            }
        }
    }

    public void Reminded(CaseId id, string person)
    {
        if (people.StateOf(id) is { Stage: Stage.UnderReview review } && (people.IsCooperative || dice.Chance(0.5)))
        {
            Work(id, review, person);
        }
    }

    private string[] Of(string level) => (level, dice.Below(8)) switch
    {
        ("l1", 0) => ["anna", "bert"],
        ("l1", 1) => ["carla"],
        ("l1", _) => [dice.Of("anna", "bert")],
        ("l2", 0) => ["carla", "anna"],
        ("l2", _) => ["carla"],
        _ => ["dirk"],
    };

    private void Work(CaseId id, Stage.UnderReview review, string person)
    {
        if (review.Inquiry is { Adviser: { } adviser } asked && (adviser.Text == person || adviser == Level(person)))
        {
            Late(() => Say(id, person, $"{{'type':'advise','review':{review.Review},'advice':{asked.Number},'words':'Look at the log first.'}}"));
        }

        if (people.IsCooperative)
        {
            people.Later(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), () => Say(id, person, $"{{'type':'claim','review':{review.Review}}}"));
            people.Later(TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(70), () => Say(id, person, $"{{'type':'approve','review':{review.Review},'remedy':{{'kind':'redo'}}}}"));
            return;
        }

        if (review.Claim is null && !dice.Chance(0.05))
        {
            Soon(() => Say(id, person, $"{{'type':'claim','review':{review.Review}}}"));
        }

        if (dice.Chance(0.1))
        {
            Late(() => Say(id, person, $"{{'type':'release','review':{review.Review}}}"));
        }

        if (dice.Chance(0.06))
        {
            FormattableString elsewhere = $"{{'type':'reroute','review':{review.Review},'category':'{dice.Of("card", "advice", "debt", "unheard-of")}','reason':'It belongs there.'}}";
            Late(() => Say(id, person, elsewhere));
        }

        if (dice.Chance(0.15))
        {
            See(id, person);
        }

        // Whoever asked goes on once the answer is there, or does not wait for it.
        if (dice.Chance(0.7))
        {
            var decision = Decision(review);
            Late(() => Decide(id, person, decision));
        }
        else
        {
            run.Trace($"{person} forgets {id}");
        }
    }

    private void Decide(CaseId id, string person, FormattableString decision)
    {
        Say(id, person, decision);
        if (dice.Chance(0.2))
        {
            Late(() => Say(id, person, decision));
        }

        if (dice.Chance(0.2))
        {
            FormattableString cause = $"{{'type':'cause','cause':'{dice.Of(s_causes)}'}}";
            Soon(() => Record(id, person, cause));
        }
    }

    /// <summary>Staff see the customer in another way, and may have had enough.</summary>
    private void See(CaseId id, string person)
    {
        FormattableString seen = $"{{'type':'triage','state':'{dice.Of("calm", "angry", "anxious", "confused", "difficult")}','flags':[{dice.Of("", "'abuse'", "'vulnerable'", "'abuse','legal'", "'safety'")}]}}";
        Soon(() => Record(id, person, seen));
        if (dice.Chance(0.3))
        {
            var referred = dice.Chance(0.5);
            Late(() => Record(id, person, referred
                ? (FormattableString)$"{{'type':'referral','authority':'police'}}"
                : $"{{'type':'end-contact','words':'We will write to you about the decision, and not talk on the phone.'}}"));
        }
    }

    private FormattableString Decision(Stage.UnderReview review) => dice.Below(16) switch
    {
        15 => $"{{'type':'escalate','review':{review.Review},'reason':'Too much for me.'}}",
        14 => $"{{'type':'delegate','review':{review.Review},'to':'{dice.Of("anna", "bert", "carla", "dirk")}'}}",
        13 => $"{{'type':'ask-customer','review':{review.Review},'words':'Which card was it?'}}",
        >= 11 => $"{{'type':'ask-advice','review':{review.Review},'of':'{dice.Of("bert", "carla", "dirk", "l2", "l3")}','words':'Was it us?'}}",
        10 => $"{{'type':'refer','review':{review.Review},'to':'ombudsman','words':'They decide on such matters.'}}",
        < 3 when review.Asked is not null => $"{{'type':'approve','review':{review.Review}}}",
        < 4 => $"{{'type':'approve','review':{review.Review},'remedy':{{'kind':'refund','amount':{dice.Of(80, 400, 4_000, 90_000)},'currency':'EUR'}}}}",
        < 6 => $"{{'type':'reject','review':{review.Review},'reason':'The card was used with its number.'}}",
        _ => $"{{'type':'counter-offer','review':{review.Review},'options':[{{'kind':'redo'}},{{'kind':'refund','amount':{dice.Of(30, 60, 900)},'currency':'EUR'}},{{'kind':'self-service'}}]}}",
    };

    private void Soon(Action act) => people.Later(TimeSpan.FromMinutes(1), dice.Of(TimeSpan.FromHours(1), TimeSpan.FromHours(30)), act);

    private void Late(Action act) => people.Later(TimeSpan.FromMinutes(20), dice.Of(TimeSpan.FromHours(3), TimeSpan.FromDays(4)), act);

    private void Say(CaseId id, string person, FormattableString command) =>
        people.Mailbox.Review(people.Mailbox.NextKey(), new(person == Operator ? Role.Operator : Role.Reviewer, person), id, Json(command));

    private void Record(CaseId id, string person, FormattableString command) =>
        people.Mailbox.Update(people.Mailbox.NextKey(), new(person == Operator ? Role.Operator : Role.Reviewer, person), id, Json(command));

    private static Code? Level(string person) => person switch
    {
        "anna" or "bert" => Code.Parse("l1"),
        "carla" => Code.Parse("l2"),
        "dirk" => Code.Parse("l3"),
        _ => null,
    };

    private static string Json(FormattableString text) => text.ToString(CultureInfo.InvariantCulture).Replace('\'', '"');
}
