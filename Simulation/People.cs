using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;

namespace Escalation.Simulation;

/// <summary>Everybody around the pipeline. They know what they were told, and act on it early, late, twice or never.</summary>
internal sealed class People
{
    private readonly Run _run;
    private readonly Dice _dice;
    private readonly Upstream _upstream;
    private readonly Customers _customers;
    private readonly Reviewers _reviewers;
    private readonly Fulfilment _fulfilment;
    private readonly OperatorDesk _desk;
    private int _planned;

    public People(Run run, Dice dice, int cases, TimeSpan period)
    {
        (_run, _dice) = (run, dice);
        Mailbox = new(run, dice.Fork());
        _upstream = new(run, this, dice.Fork(), cases, period);
        _customers = new(run, this, dice.Fork());
        _reviewers = new(run, this, dice.Fork());
        _fulfilment = new(this, dice.Fork());
        _desk = new(run, this, dice.Fork());
    }

    public Mailbox Mailbox { get; }

    /// <summary>They hold back while the simulator looks at everything.</summary>
    public bool Waits { get; set; }

    /// <summary>They do their part, so that every case can end.</summary>
    public bool IsCooperative { get; set; }

    /// <summary>Nobody has anything in mind, or waits for an answer.</summary>
    public bool AreDone => _planned == 0 && Mailbox.IsEmpty && _desk.IsDone;

    public void Begin()
    {
        _upstream.Begin();
        _desk.Begin();
    }

    /// <summary>A letter arrived: at a customer, or at somebody of the staff.</summary>
    public void Got(Letter letter)
    {
        if (letter.Id.Contains(".customer", StringComparison.Ordinal))
        {
            _customers.Got(letter);
            return;
        }

        // Whoever is to call a customer that is not to be given up (R22) does, and hears what a letter might have brought.
        if (StateOf(letter.Case)?.Stage is Stage.FollowingUp)
        {
            _customers.Got(letter);
        }

        var who = letter.Address!.Split('@')[0];
        if (who == "operations")
        {
            _fulfilment.Chased(StateOf(letter.Case));
            who = StateOf(letter.Case)?.Stage is Stage.UnderReview { LastStep: true } ? Reviewers.Operator : "dirk";
        }

        _reviewers.Reminded(letter.Case, who);
    }

    /// <summary>Another system took a message out of a queue or topic that is there for it.</summary>
    public void Taken(OutgoingMessage message)
    {
        switch (message.Entity)
        {
            case Entities.Escalations:
                _reviewers.Took(CaseId.Parse(message.Properties[MessageProperties.Case]));
                break;
            case Entities.Remedies:
                _fulfilment.Took(CaseFormat.ReadValue<RemedyOrderBody>(message.Body.Span));
                break;
            default:
                break;
        }
    }

    public Case? StateOf(CaseId id) => _run.Record.Cases.GetValueOrDefault(id);

    /// <summary>Does something after a while that is between these two.</summary>
    public void Later(TimeSpan least, TimeSpan most, Action act)
    {
        _planned++;
        Plan(_dice.Between(least, IsCooperative && most > TimeSpan.FromHours(3) ? least + TimeSpan.FromHours(2) : most), act);
    }

    private void Plan(TimeSpan delay, Action act) => _run.Schedule.After(delay, () =>
    {
        if (Waits)
        {
            Plan(_dice.Between(TimeSpan.FromMinutes(10), TimeSpan.FromHours(3)), act);
            return;
        }

        _planned--;
        act();
    });
}
