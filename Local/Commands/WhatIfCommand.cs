using System.CommandLine;

namespace Escalation.Local.Commands;

internal static class WhatIfCommand
{
    public static Command Create() => new("whatif", "x");
}
