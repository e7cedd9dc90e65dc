using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>Where customers help themselves (R26): what a granted self-service refers them to. At least one is there.</summary>
/// <param name="Page">An http or https address.</param>
/// <param name="Phone">With recorded information, or somebody who answers.</param>
public sealed record SelfServiceReference(Uri? Page, string? Email, string? Phone)
{
    /// <summary>All that there is, as it is told to a customer.</summary>
    public override string ToString() =>
        string.Join(", ", new[] { Page?.OriginalString, Email, Phone }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>Options for the customers of one group, in place of the category's (R04).</summary>
public sealed record GroupOptions(Code Group, ValueList<Remedy> Options);
