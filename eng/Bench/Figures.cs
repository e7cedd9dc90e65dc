using System.Globalization;

namespace Escalation.Bench;

/// <summary>Medians over the rounds, of one kind of case.</summary>
internal sealed record Figures
{
    public required string Case { get; init; }

    public required int Cases { get; init; }

    public required int Parallel { get; init; }

    public required double CasesPerSecond { get; init; }

    public required double SqliteAloneCasesPerSecond { get; init; }

    /// <summary>SQLite alone against the pipeline, each round by itself: 1 would be a pipeline that costs nothing.</summary>
    public required double Ratio { get; init; }

    public required double LatencyP50Ms { get; init; }

    public required double LatencyP99Ms { get; init; }

    /// <summary>Of the whole process; unlike the others, hardly changed by what else the machine does.</summary>
    public required double CpuMsPerCase { get; init; }

    public required double SqliteAloneCpuMsPerCase { get; init; }

    public required double AllocatedBytesPerCase { get; init; }

    public required double StatementsPerCase { get; init; }

    public required double WritesPerCase { get; init; }

    public required double TransactionsPerCase { get; init; }

    public required double WritesPerTransaction { get; init; }

    public required double BytesPerCase { get; init; }

    public required double WorkingSetMiB { get; init; }

    public IEnumerable<string> Lines() =>
    [
        Line("pipeline", CasesPerSecond, "cases/s"),
        Line("SQLite alone, same statements", SqliteAloneCasesPerSecond, "cases/s"),
        Line("ratio, SQLite alone / pipeline", Ratio, ""),
        Line("latency p50", LatencyP50Ms, "ms"),
        Line("latency p99", LatencyP99Ms, "ms"),
        Line("processor time a case", CpuMsPerCase, "ms"),
        Line("  SQLite alone", SqliteAloneCpuMsPerCase, "ms"),
        Line("allocated a case", AllocatedBytesPerCase / 1024, "KiB"),
        Line("statements a case", StatementsPerCase, ""),
        Line("writes a case", WritesPerCase, ""),
        Line("transactions a case", TransactionsPerCase, ""),
        Line("writes that share a transaction", WritesPerTransaction, ""),
        Line("on disk a case", BytesPerCase / 1024, "KiB"),
        Line("memory of the process", WorkingSetMiB, "MiB"),
    ];

    private static string Line(string what, double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"  {what,-34}{value,12:N2} {unit}").TrimEnd();
}
