using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Escalation.Bench;

/// <summary>The pipeline and SQLite alone on the same kind of case, in turn, so that whatever else the machine does strikes both.</summary>
internal sealed class Comparison(CaseKind kind, int parallel, ILoggerFactory loggers)
{
    /// <summary>The recorded statements with their number a case, most frequent first.</summary>
    public IReadOnlyList<string> Shapes { get; private set; } = [];

    /// <param name="recorded">How many cases are recorded; doing so also warms the runtime up.</param>
    public async Task<Figures> Run(int cases, int recorded, int rounds)
    {
        var recording = new SqlRecording();
        await new PipelineRun(kind, recorded, parallel, loggers).Run(recording);
        var replay = new SqlReplay(recording);
        Shapes = [.. replay.Shapes.Select(s => string.Create(CultureInfo.InvariantCulture, $"  {(double)s.Count / recorded,8:N2}  {s.Sql}"))];
        var pipeline = new List<PipelineFigures>();
        var alone = new List<(double CasesPerSecond, double CpuMs)>();
        for (var round = 0; round < rounds; round++)
        {
            pipeline.Add(await new PipelineRun(kind, cases, parallel, loggers).Run(null));
            var (seconds, cpu) = await replay.Run();
            alone.Add((recorded / seconds, cpu / recorded));
        }

        return new Figures
        {
            Case = JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()),
            Cases = cases,
            Parallel = parallel,
            CasesPerSecond = Median(pipeline.Select(p => p.CasesPerSecond)),
            SqliteAloneCasesPerSecond = Median(alone.Select(a => a.CasesPerSecond)),
            Ratio = Median(pipeline.Zip(alone, (p, a) => a.CasesPerSecond / p.CasesPerSecond)),
            LatencyP50Ms = Median(pipeline.Select(p => p.P50Milliseconds)),
            LatencyP99Ms = Median(pipeline.Select(p => p.P99Milliseconds)),
            CpuMsPerCase = Median(pipeline.Select(p => p.CpuMilliseconds)),
            SqliteAloneCpuMsPerCase = Median(alone.Select(a => a.CpuMs)),
            AllocatedBytesPerCase = Median(pipeline.Select(p => p.AllocatedBytes)),
            StatementsPerCase = (double)replay.Statements / recorded,
            WritesPerCase = (double)replay.Operations / recorded,
            TransactionsPerCase = (double)replay.Transactions / recorded,
            WritesPerTransaction = (double)replay.Operations / replay.Transactions,
            BytesPerCase = Median(pipeline.Select(p => p.BytesPerCase)),
            WorkingSetMiB = pipeline.Max(p => p.WorkingSetMiB),
        };
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
