using System.CommandLine;

namespace Escalation.Local.Commands;

internal static class TourCommand
{
    public static Command Create() => new("tour");
}
