using System.Diagnostics;
using Escalation.Functions.Messages;
using Escalation.Local.Host;
using Escalation.Local.Sqlite;
using Escalation.Local.Verbs;
using Microsoft.Extensions.Logging;

namespace Escalation.Bench;

/// <summary>What one run over the pipeline came to.</summary>
internal sealed record PipelineFigures(
    double CasesPerSecond,
    double P50Milliseconds,
    double P99Milliseconds,
    double CpuMilliseconds,
    double AllocatedBytes,
    double BytesPerCase,
    double WorkingSetMiB);

/// <summary>Runs cases through a whole machine in a folder of its own, in a closed loop.</summary>
internal sealed class PipelineRun(CaseKind kind, int cases, int parallel, ILoggerFactory loggers)
{
    /// <summary>Timed until every queue has run empty, so that no work is left out.</summary>
    /// <param name="recording">Writes down the SQL of the run; null for a run that is to be believed.</param>
    public async Task<PipelineFigures> Run(SqlRecording? recording)
    {
        using var folder = new ScratchFolder();
        var latencies = new double[cases];
        double seconds, cpu, allocated, memory, before;
        await using (var machine = await Open(folder, recording, out var signals))
        {
            before = folder.DatabaseBytes;
            await machine.Host.Start(default);
            var (started, cpuBefore, allocatedBefore) = (Stopwatch.GetTimestamp(), Cpu(), GC.GetTotalAllocatedBytes());
            await Loop(new CaseRun(machine, signals), latencies);
            await machine.Host.Idle([.. Entities.Taken], default);
            seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            (cpu, allocated) = (Cpu() - cpuBefore, GC.GetTotalAllocatedBytes() - allocatedBefore);
            memory = Environment.WorkingSet / (1024.0 * 1024);
            await machine.Host.Stop();
            await Check(machine);
            recording?.Stop();
        }

        Array.Sort(latencies);
        return new(
            cases / seconds,
            At(latencies, 0.5),
            At(latencies, 0.99),
            cpu / cases,
            allocated / cases,
            (folder.DatabaseBytes - before) / cases,
            memory);
    }

    private Task<Machine> Open(ScratchFolder folder, SqlRecording? recording, out Signals signals)
    {
        var heard = signals = new Signals();
        return Opened();

        async Task<Machine> Opened()
        {
            var machine = await Machine.Open(
                new MachineOptions(folder.Path)
                {
                    Host = new LocalHostOptions { Port = null },
                    AroundStore = heard.Around,
                    AroundSender = heard.Around,
                },
                loggers,
                default);
            recording?.Start(machine.File.WriterConnection);
            return machine;
        }
    }

    private Task Loop(CaseRun run, double[] latencies)
    {
        var last = -1;
        return Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => Task.Run(async () =>
        {
            int number;
            while ((number = Interlocked.Increment(ref last)) < cases)
            {
                var started = Stopwatch.GetTimestamp();
                await run.Live(kind, number);
                latencies[number] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        })));
    }

    /// <summary>A fast pipeline that loses something is no pipeline.</summary>
    private async Task Check(Machine machine)
    {
        var depths = (await machine.Queues.Depths(default)).ToDictionary(d => d.Entity, d => d.Ready, StringComparer.Ordinal);
        var expected = kind == CaseKind.SettledAtOnce ? [Entities.Remedies] : new[] { Entities.Escalations, Entities.Remedies };
        if (depths.Count != expected.Length || expected.Any(entity => depths.GetValueOrDefault(entity) != cases))
        {
            throw new InvalidOperationException(
                $"The queues should hold {cases} messages each for {string.Join(" and ", expected)}, but hold {string.Join(", ", depths)}.");
        }
    }

    private static double Cpu() => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    private static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))];
}

/// <summary>A temporary folder that is deleted at the end.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("escalation-bench-").FullName;

    /// <summary>The database with its log.</summary>
    public double DatabaseBytes => Directory.EnumerateFiles(Path, SqliteFile.FileName + "*").Sum(file => new FileInfo(file).Length);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
