namespace Escalation.Domain.Complaints;

/// <summary>How soon a review is to be looked at: what is high stands first in every list.</summary>
public enum Priority
{
    Normal,

    /// <summary>The customer complained of the like before (R23), or the case was re-opened.</summary>
    High,
}
