using System.Diagnostics;
using Escalation.Functions.Telemetry;

namespace Escalation.Functions.Messages;

/// <summary>Writes on every message where in which trace it was sent, for whoever handles it.</summary>
internal sealed class TracedSender(ISender inner, Traces traces) : ISender
{
    public async Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping)
    {
        var spans = traces.Sending(messages);
        if (spans.Count == 0)
        {
            await inner.Send(messages, stopping);
            return;
        }

        try
        {
            await inner.Send([.. messages.Zip(spans, Stamped)], stopping);
        }
        catch (Exception e)
        {
            foreach (var span in spans)
            {
                Traces.Failed(span, e);
            }

            throw;
        }
        finally
        {
            foreach (var span in spans)
            {
                span?.Dispose();
            }
        }
    }

    private static OutgoingMessage Stamped(OutgoingMessage message, Activity? span) => span?.Id is not { } place ? message : message with
    {
        Properties = new Dictionary<string, string>(message.Properties, StringComparer.Ordinal) { [MessageProperties.TraceParent] = place },
    };
}
