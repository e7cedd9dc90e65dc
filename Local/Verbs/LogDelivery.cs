using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Local.Verbs;

/// <summary>Takes every message and sends it nowhere: on one machine without a gateway, what was said is read in the case's log.</summary>
internal sealed class LogDelivery : IDelivery
{
    public Task<Code?> Send(Letter letter, CancellationToken stopping) => Task.FromResult<Code?>(null);
}
