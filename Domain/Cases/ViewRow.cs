using System.Text.Json.Serialization;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>A case's place in a list that people read.</summary>
/// <param name="Partition">The list, such as <c>inbox:l2</c>.</param>
/// <param name="Due">What the list is ordered by.</param>
public sealed record ViewRow(string Partition, DateTimeOffset Due)
{
    /// <summary>What is high stands before what is due earlier.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Priority Priority { get; init; }

    /// <summary>At which level a review is; null where it is none.</summary>
    public Code? Level { get; init; }

    /// <summary>What whoever takes it has to be: others do not see it in their inbox.</summary>
    public ReviewerNeeds? Needs { get; init; }

    public const string Customer = "waiting:customer";
    public const string Fulfilment = "waiting:fulfilment";
    public const string FollowUp = "waiting:follow-up";

    public static string Inbox(Code level) => $"inbox:{level}";

    public static string Team(Code team) => $"team:{team}";

    /// <summary>Closed cases by the week (ISO 8601) in which they closed.</summary>
    public static string Closed(DateTimeOffset at) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"closed:{System.Globalization.ISOWeek.GetYear(at.UtcDateTime)}-W{System.Globalization.ISOWeek.GetWeekOfYear(at.UtcDateTime):00}");

    /// <summary>Every list this case belongs to now: a function of the case alone, so that lists can always be made again.</summary>
    public static IEnumerable<ViewRow> Of(Case @case) => @case.Stage switch
    {
        Stage.UnderReview s => Reviews(s),
        Stage.Clarifying s => [new(Customer, s.Due)],
        Stage.Offered s => [new(Customer, s.Due)],
        Stage.Settling s => [new(Fulfilment, s.Due)],
        Stage.FollowingUp s => [new(FollowUp, s.Due)],
        Stage.Closed s => [new(Closed(s.At), s.At)],
        _ => [],
    };

    private static IEnumerable<ViewRow> Reviews(Stage.UnderReview review)
    {
        var inbox = new ViewRow(Inbox(review.Level), review.Due) { Priority = review.Priority, Level = review.Level, Needs = review.Needs };
        return review.Team is { } team ? [inbox, inbox with { Partition = Team(team) }] : [inbox];
    }
}
