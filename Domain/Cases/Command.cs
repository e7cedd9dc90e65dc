namespace Escalation.Domain.Cases;

/// <summary>Something asked of a case. Each names what it answers (a check, an offer, a review, a grant), so that a second one with the
/// same intent is refused, whatever its id. The commands of a stage stand in a file of their own.</summary>
public abstract partial record Command
{
    private Command()
    {
    }
}
