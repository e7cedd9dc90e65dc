using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Drafting;

/// <summary>What a decision needs beside the case and the command.</summary>
/// <param name="Now">Of the handler's clock; the decision uses the later of this and the case's last event.</param>
public sealed record Circumstances(Actor By, Policy Policy, Facts Facts, DateTimeOffset Now);

/// <summary>What a command needs to know from outside the case. The facts that were used go into the events.</summary>
/// <param name="Acting">The reviewer who acts, where one does and is known.</param>
/// <param name="Contact">What is known of how to reach the customer, for a command that adds to it.</param>
public sealed record Facts(Reviewer? Acting, ContactDetails? Contact)
{
    public static Facts None { get; } = new(null, null);

    /// <summary>The customer's keys, for a command that brings particulars of theirs.</summary>
    public ValueList<CustomerKey> CustomerKeys { get; init; } = [];

    /// <summary>Everybody of <c>people.yaml</c> on a level of the case's policy; null where the command does not look at them.</summary>
    public ValueList<Reviewer>? Roster { get; init; }

    /// <summary>Those of them whose name or id stands in the words that came with the command (X07).</summary>
    public ValueList<Code> Named { get; init; } = [];

    /// <summary>What was granted before in the periods of the policy's cumulative limits (X05).</summary>
    public ValueList<GrantedSum> Granted { get; init; } = [];

    /// <summary>For a choice from an offer: the same of those in whose sums nothing is kept for the chosen option, as only after the offer it
    /// became known that the customer is one of them (X05).</summary>
    public ValueList<GrantedSum> GrantedUnkept { get; init; } = [];

    /// <summary>Other cases of the same customer, newest first (R23).</summary>
    public ValueList<EarlierCase> Earlier { get; init; } = [];

    /// <summary>One of <see cref="Earlier"/> is the like of this one, as the policy's <c>repeat</c> section understands it (R23).</summary>
    public bool Repeat { get; init; }

    /// <summary>What of these goes into the events of a decision that used them; null where there is nothing.</summary>
    public UsedFacts? Used => Earlier.Count == 0 && !Repeat && Granted.Count == 0
        ? null
        : new() { Earlier = Earlier, Repeat = Repeat, Granted = Granted.Count == 0 ? null : Granted };
}
