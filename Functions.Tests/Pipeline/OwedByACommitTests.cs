using Escalation.Domain;
using Escalation.Functions.Pipeline;
using Escalation.Functions.Tests.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Pipeline;

/// <summary>Whoever takes a message that was handled before sees only the events of its commit, and must not owe less than whoever made it.</summary>
public sealed class OwedByACommitTests
{
    [Fact]
    public void A_commit_that_names_the_customer_by_another_key_says_so_in_its_events() => Holds(step =>
        CustomerRows.Differ(step.Commit) == CustomerRows.Differ(step.Before, step.After!));

    [Fact]
    public void A_commit_that_moves_a_case_on_from_an_offer_may_leave_it_with_too_much() => Holds(step =>
        !BudgetLedger.MayHoldTooMuch(step.Before, step.After!, null) || BudgetLedger.MayHoldTooMuch(step.Commit));

    [Fact]
    public void So_may_the_answer_to_a_command_that_can_grant_or_offer() => Holds(step =>
        step.Command is not (Command.CheckAuthority or Command.Approve or Command.Reject or Command.CounterOffer or Command.ChooseOption)
        || BudgetLedger.MayHoldTooMuch(step.Commit));

    [Fact]
    public void The_report_on_a_letter_owes_neither() => Holds(step =>
        step.Command is not (Command.ReportDelivery or Command.ReportRejection)
        || !(CustomerRows.Differ(step.Commit) || BudgetLedger.MayHoldTooMuch(step.Commit)));

    private static void Holds(Func<RandomLife.Step, bool> law) =>
        Prop.ForAll(RandomLife.Any, life => life.Steps.Where(step => step.Commit.Count > 0).All(law)).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
}
