namespace Escalation.Domain.Cases;

public abstract partial record Command
{
    /// <summary>Hold the case against its policy.</summary>
    public sealed record CheckAuthority(int Check) : Command;
}
