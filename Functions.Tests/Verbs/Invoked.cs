using System.CommandLine;
using Escalation.Local.Verbs.Audit;
using Escalation.Local.Verbs.Parked;
using Escalation.Local.Verbs.Replay;
using Escalation.Local.Verbs.Serve;

namespace Escalation.Functions.Tests.Verbs;

/// <summary>Verbs of the command line, carried out within the tests' own process.</summary>
internal static class Invoked
{
    /// <returns>The exit code; what the person at the keyboard can put right is thrown.</returns>
    public static Task<int> Verb(string name, params string[] arguments)
    {
        var root = new RootCommand { ServeCommand.Create(), ReplayCommand.Create(), AuditCommand.Create(), ParkedCommand.Create() };
        return root.Parse([name, .. arguments]).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
