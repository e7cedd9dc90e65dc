using Azure.Core;
using Azure.Core.Pipeline;

namespace Escalation.Functions.Tables;

/// <summary>Notes when a try of a request broke off: it may have been carried out, so what the next try is told is not the
/// whole truth.</summary>
internal sealed class UncertainTries : HttpPipelinePolicy
{
    private const string Property = "Escalation.UncertainTry";

    /// <summary>Requests made while this lives say through it whether one of their tries broke off.</summary>
    public static IDisposable Watch(out Watched watched)
    {
        watched = new Watched();
        return HttpPipeline.CreateHttpMessagePropertiesScope(
            new Dictionary<string, object?>(StringComparer.Ordinal) { [Property] = watched });
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch
        {
            Note(message);
            throw;
        }

        if (message.Response.Status is 408 or >= 500)
        {
            Note(message);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The store calls asynchronously only.");

    private static void Note(HttpMessage message)
    {
        if (message.TryGetProperty(Property, out var value) && value is Watched watched)
        {
            watched.BrokeOff = true;
        }
    }

    internal sealed class Watched
    {
        public bool BrokeOff { get; set; }
    }
}
