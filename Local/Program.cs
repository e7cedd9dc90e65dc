using System.CommandLine;
using Escalation.Functions.Policies;
using Escalation.Functions.Startup;
using Escalation.Local.Bus;
using Escalation.Local.Host;
using Escalation.Local.Sqlite;
using Escalation.Local.Verbs;
using Escalation.Local.Verbs.Audit;
using Escalation.Local.Verbs.Explain;
using Escalation.Local.Verbs.Parked;
using Escalation.Local.Verbs.PolicyCheck;
using Escalation.Local.Verbs.Replay;
using Escalation.Local.Verbs.Report;
using Escalation.Local.Verbs.Serve;
using Escalation.Local.Verbs.Simulate;
using Escalation.Local.Verbs.Tour;
using Escalation.Local.Verbs.WhatIf;
using Spectre.Console;

// Colours and cursor movements are for a person who watches, not for a file or a pipe.
AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings
{
    Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
});

var root = new RootCommand("Escalation: takes complaints, settles what policy allows, escalates the rest, keeps every promise.")
{
    ServeCommand.Create(),
    ReplayCommand.Create(),
    TourCommand.Create(),
    SimulateCommand.Create(),
    AuditCommand.Create(),
    ParkedCommand.Create(),
    ReportCommand.Create(),
    ExplainCommand.Create(),
    PolicyCommand.Create(),
    WhatIfCommand.Create(),
};
root.SetAction((_, stopping) => root.Parse(["serve"]).InvokeAsync(cancellationToken: stopping));

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is DataFolderException or KeyFileException or YamlFileException or PortInUseException or TablesException or BusException
    or OtlpSettingsException or CommandException)
{
    // What the person at the keyboard can put right is told in a sentence; anything else is a fault of ours and shows where.
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
