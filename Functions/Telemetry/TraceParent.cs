using System.Diagnostics;

namespace Escalation.Functions.Telemetry;

/// <summary>A place in a trace, as W3C Trace Context writes it: in a header, on a message, on a case.</summary>
/// <remarks>Its companion <c>tracestate</c> is neither taken nor passed on: nobody here writes one, and what others write there we cannot
/// vouch for (docs/decisions/0016-one-trace-a-case.md).</remarks>
internal static class TraceParent
{
    /// <summary>The name of the header, and of the property of a message.</summary>
    public const string Header = "traceparent";

    /// <returns>Null for what is not a traceparent.</returns>
    public static ActivityContext? Read(string? text) =>
        ActivityContext.TryParse(text, traceState: null, isRemote: true, out var place) ? place : null;
}
