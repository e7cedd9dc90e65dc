using System.CommandLine;

namespace Escalation.Local.Verbs.Report;

/// <summary><c>report</c>: figures, each kind under a name of its own.</summary>
internal static class ReportCommand
{
    public static Command Create() => new("report", "Figures: what there was, and how well it went.") { TriageReportCommand.Create(), AmountsReportCommand.Create() };
}
