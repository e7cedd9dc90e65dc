using Azure.Core;
using Azure.Core.Pipeline;
using Escalation.Functions.Path;
using Escalation.Functions.Store;

namespace Escalation.Functions.Tests.Cost;

/// <summary>Counts the requests to Table Storage as they are billed: each try of each request, a transaction as one.</summary>
/// <remarks>Those of the minutely sweep count apart: they are the same however many cases there are.</remarks>
internal sealed class StorageRequests : HttpPipelinePolicy
{
    private int _ofCases;
    private int _ofSweeps;
    private int _pauses;

    public int OfCases => _ofCases;

    public int OfSweeps => _ofSweeps;

    /// <summary>What a test only looks at is not counted. To be called while the pipeline is at rest.</summary>
    public IDisposable Paused()
    {
        Interlocked.Increment(ref _pauses);
        return new Pause(this);
    }

    public void Reset() => (_ofCases, _ofSweeps) = (0, 0);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Volatile.Read(ref _pauses) == 0)
        {
            Interlocked.Increment(ref IsOfSweep(message.Request) ? ref _ofSweeps : ref _ofCases);
        }

        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The store calls asynchronously only.");

    /// <summary>Looking for rows that ring, and the heartbeat. Moving a row that rings is its case's.</summary>
    private static bool IsOfSweep(Request request)
    {
        var address = Uri.UnescapeDataString(request.Uri.ToUri().AbsoluteUri);
        return (request.Method == RequestMethod.Get && address.Contains($"/{TableNames.Alarms}()?", StringComparison.Ordinal))
            || address.Contains($"/{TableNames.Views}(PartitionKey='{CaseViews.HealthPartition}'", StringComparison.Ordinal);
    }

    private sealed class Pause(StorageRequests requests) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref requests._pauses);
    }
}
