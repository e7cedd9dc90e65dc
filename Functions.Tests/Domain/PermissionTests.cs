using System.Runtime.CompilerServices;
using Escalation.Domain.Cases;
using Escalation.Domain.Deciding;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

public sealed class PermissionTests
{
    private const string Customers = "Customer Upstream Reviewer Operator";

    private static readonly Dictionary<string, string> s_allowed = new(StringComparer.Ordinal)
    {
        ["Register"] = "Upstream Operator",
        ["ConfirmRestatement"] = Customers,
        ["CorrectRestatement"] = Customers,
        ["AnswerQuestions"] = Customers,
        ["GiveContact"] = Customers,
        ["Write"] = Customers,
        ["CheckAuthority"] = "Pipeline",
        ["ClaimReview"] = "Reviewer Operator",
        ["ReleaseReview"] = "Reviewer Operator",
        ["Approve"] = "Reviewer Operator",
        ["Reject"] = "Reviewer Operator",
        ["CounterOffer"] = "Reviewer Operator",
        ["EscalateFurther"] = "Reviewer Operator",
        ["Delegate"] = "Reviewer Operator",
        ["Reroute"] = "Reviewer Operator",
        ["Refer"] = "Reviewer Operator",
        ["AskCustomer"] = "Reviewer Operator",
        ["AskAdvice"] = "Reviewer Operator",
        ["GiveAdvice"] = "Reviewer",
        ["ChooseOption"] = Customers,
        ["DeclineOptions"] = Customers,
        ["Withdraw"] = Customers,
        ["ReportFulfilled"] = "Fulfilment Operator",
        ["AnswerSatisfaction"] = Customers,
        ["CorrectTriage"] = "Reviewer Operator",
        ["EndContact"] = "Reviewer Operator",
        ["RecordReferral"] = "Reviewer Operator",
        ["RecordCause"] = "Reviewer Operator Fulfilment",
        ["ReportDelivery"] = "Pipeline",
        ["ReportRejection"] = "Pipeline",
        ["FireDeadline"] = "Pipeline",
    };

    public static TheoryData<string> Commands() =>
        [.. typeof(Command).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Command))).Select(type => type.Name)];

    /// <summary>A new command fails here until somebody says who may give it.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void Nobody_else_may_give_this_command(string name)
    {
        var command = (Command)RuntimeHelpers.GetUninitializedObject(typeof(Command).GetNestedType(name)!);

        var allowed = Enum.GetValues<ActorKind>().Where(kind => Permission.Allows(new(kind, Code.Parse("somebody")), command));

        Assert.Equal(s_allowed[name].Split(' ').Order(), allowed.Select(kind => kind.ToString()).Order());
    }
}
