using System.Collections.Concurrent;
using System.Diagnostics;
using Escalation.Domain.Values;
using Escalation.Functions.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Telemetry;

/// <summary>Listens to the spans of one world, and to no other's: other tests run beside this one.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public Spans(World world)
    {
        var source = world.Services.GetRequiredService<Traces>().Source;
        _listener = new()
        {
            ShouldListenTo = listened => ReferenceEquals(listened, source),
            Sample = (ref options) => Sampled(options.Parent),
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Every span that has ended, in the order in which they began.</summary>
    public IReadOnlyList<Activity> All => [.. _ended.OrderBy(span => span.StartTimeUtc)];

    public IReadOnlyList<Activity> Named(string name) => [.. All.Where(span => span.DisplayName == name)];

    public Activity The(string name) => Assert.Single(Named(name));

    /// <summary>The spans that name this case.</summary>
    public IReadOnlyList<Activity> About(CaseId id) => [.. All.Where(span => span.GetTagItem("escalation.case.id") as string == id.Text)];

    public void Dispose() => _listener.Dispose();

    /// <summary>As the library does by default: a trace is recorded when whoever began it does.</summary>
    private static ActivitySamplingResult Sampled(ActivityContext parent) =>
        parent == default || parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
            ? ActivitySamplingResult.AllDataAndRecorded
            : ActivitySamplingResult.PropagationData;
}
