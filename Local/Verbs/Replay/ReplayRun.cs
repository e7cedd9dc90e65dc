using System.Diagnostics;
using Escalation.Domain.Values;
using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Local.Verbs.Replay;

/// <summary>Posts the records of a file to the queue of a running machine, waits until all of them were handled, and counts what became of
/// them.</summary>
/// <remarks>What became of a line is read from the store at the end, never assumed: a run that is cut off and started again counts right.</remarks>
public sealed class ReplayRun(Machine machine, FieldMap? map, TimeProvider clock)
{
    private const int BatchSize = 200;

    private readonly CaseStore _cases = machine.Services.GetRequiredService<CaseStore>();
    private readonly ISender _sender = machine.Services.GetRequiredService<ISender>();
    private readonly ComplaintReader _reader = machine.Services.GetRequiredService<ComplaintReader>();

    /// <param name="progress">Told how many lines were posted, and then how many of them are still being handled.</param>
    public async Task<ReplaySummary> Run(IAsyncEnumerable<SourceRecord> records, IProgress<ReplayProgress> progress, CancellationToken stopping)
    {
        // What an earlier run left behind is finished first, so that what is counted here began here.
        await machine.Host.Idle([.. Entities.Taken], stopping);
        var started = clock.GetTimestamp();
        var lines = await Post(records, progress, stopping);
        await Finish(lines.Count, progress, stopping);
        var elapsed = clock.GetElapsedTime(started);
        return await Count(lines, elapsed, stopping);
    }

    private async Task<List<PostedLine>> Post(IAsyncEnumerable<SourceRecord> records, IProgress<ReplayProgress> progress, CancellationToken stopping)
    {
        var lines = new List<PostedLine>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var batch = new List<OutgoingMessage>(BatchSize);
        await foreach (var record in records.WithCancellation(stopping))
        {
            var (id, message) = Message(record);
            var before = !seen.Add(message.Key) || await _cases.Outcome(id, message.Key, stopping) is not null;
            lines.Add(new(id, message.Key, before));
            if (!before)
            {
                batch.Add(message);
            }

            if (batch.Count == BatchSize)
            {
                await _sender.Send(batch, stopping);
                batch.Clear();
                progress.Report(new(lines.Count, null));
            }
        }

        if (batch.Count > 0)
        {
            await _sender.Send(batch, stopping);
        }

        return lines;
    }

    /// <summary>A record that is no complaint is posted as it is: the pipeline parks it with its reason.</summary>
    private (CaseId Case, OutgoingMessage Message) Message(SourceRecord record)
    {
        var key = ComplaintBody.KeyOf(record);
        var body = ComplaintBody.Of(record, map);
        try
        {
            var form = _reader.Read(body, null, key);
            var properties = Doors.Properties(form.Case, new(ActorKind.Upstream, form.Source));
            return (form.Case, new(Entities.Complaints, MessageIdentity.KeyOf(form), "complaint", body, properties));
        }
        catch (InvalidMessageException)
        {
            var properties = new Dictionary<string, string>(StringComparer.Ordinal);
            return (CaseId.For("message", key), new(Entities.Complaints, key, "complaint", body, properties));
        }
    }

    private async Task Finish(int lines, IProgress<ReplayProgress> progress, CancellationToken stopping)
    {
        var idle = machine.Host.Idle([.. Entities.Taken], stopping);
        while (await Task.WhenAny(idle, Task.Delay(TimeSpan.FromMilliseconds(250), clock, stopping)) != idle)
        {
            var depths = await machine.Queues.Depths(stopping);
            progress.Report(new(lines, depths.Where(d => Entities.Taken.Contains(d.Entity, StringComparer.Ordinal)).Sum(d => d.Ready + d.Locked)));
        }

        await idle;
    }

    private async Task<ReplaySummary> Count(List<PostedLine> lines, TimeSpan elapsed, CancellationToken stopping)
    {
        var summary = new ReplaySummary { Lines = lines.Count, ElapsedSeconds = Math.Round(elapsed.TotalSeconds, 3) };
        foreach (var line in lines)
        {
            await Add(summary, line, stopping);
        }

        await foreach (var _ in _cases.All(stopping))
        {
            summary.Cases++;
        }

        summary.CasesPerSecond = elapsed > TimeSpan.Zero ? Math.Round(summary.Accepted / elapsed.TotalSeconds, 1) : 0;
        return summary;
    }

    private async Task Add(ReplaySummary summary, PostedLine line, CancellationToken stopping)
    {
        var outcome = await _cases.Outcome(line.Case, line.Key, stopping)
            ?? throw new UnreachableException($"The message {line.Key} was handled, and has no outcome.");
        if (outcome.State == MessageState.Parked)
        {
            summary.Park(outcome.Reason!, outcome.Words!);
        }
        else if (line.Before || outcome.Commit != 1)
        {
            summary.Duplicates++;
        }
        else
        {
            summary.Accept((await _cases.Find(line.Case, stopping))!);
        }
    }

    /// <param name="Before">In this file already, or handled by an earlier run.</param>
    private sealed record PostedLine(CaseId Case, string Key, bool Before);
}

/// <param name="Waiting">Messages that are still to be handled; null while lines are still being posted.</param>
public sealed record ReplayProgress(int Posted, long? Waiting);
