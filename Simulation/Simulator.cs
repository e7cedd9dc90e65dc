using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Simulation;

/// <summary>Plays the pipeline under faults, many seeds over, and says what it found.</summary>
public static class Simulator
{
    private const int LastEvents = 12;

    /// <param name="progress">Told after each run, by how many runs are done. May be called from several threads, one at a time.</param>
    public static SimulationResult Run(SimulationOptions options, Action<int>? progress, CancellationToken stopping)
    {
        var total = new Total(options);
        Parallel.For(
            0L,
            options.Seeds,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = stopping },
            (index, loop) =>
            {
                if (options.StopAtFirst && total.FoundSomething)
                {
                    loop.Stop();
                    return;
                }

                var seed = options.From + index;
                using var run = New(options, seed, options.Cases);
                run.Play();
                var violation = run.Problem is { } problem ? Describe(options, seed, run, problem) : null;
                total.Add(run, violation, progress);
            });
        return total.Result();
    }

    /// <summary>Plays one seed and returns the hash of everything that happened in it.</summary>
    internal static string Hash(SimulationOptions options, long seed)
    {
        using var run = New(options, seed, options.Cases);
        return run.Play();
    }

    private static Run New(SimulationOptions options, long seed, int cases) => new((ulong)seed, cases, options.Days, options.Faults, options.Wiring());

    private static Violation Describe(SimulationOptions options, long seed, Run run, Problem problem) => new(
        seed,
        problem.Invariant,
        problem.Case?.Text,
        problem.At,
        problem.What,
        options.Command(seed, options.StopAtFirst ? options.Cases : FewestCases(options, seed)),
        problem.Case is null ? [] : LastEventsOf(run, problem.Case));

    /// <summary>The fewest complaints with which this seed still goes wrong.</summary>
    private static int FewestCases(SimulationOptions options, long seed)
    {
        for (var cases = 1; cases < options.Cases; cases *= 2)
        {
            using var run = New(options, seed, cases);
            run.Play();
            if (run.Problem is not null)
            {
                return cases;
            }
        }

        return options.Cases;
    }

    private static List<string> LastEventsOf(Run run, CaseId id) =>
    [
        .. run.Store.Page(TableNames.Cases, id.Text, "event-", "event-~", int.MaxValue)
            .TakeLast(LastEvents)
            .Select(run.CaseRows.Event)
            .Select(e => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{e.Number,4} ({e.Commit}) {e.At:MM-dd HH:mm:ss} {e.By}: {e.Event} [{e.Message}]")),
    ];

    /// <summary>The sum of all runs, added to by one thread at a time.</summary>
    private sealed class Total(SimulationOptions options)
    {
        private readonly Lock _adding = new();
        private readonly long[] _faults = new long[Enum.GetValues<Fault>().Length];
        private readonly Tally _tally = new();
        private readonly List<Violation> _violations = [];
        private long _cases;
        private long _messages;
        private int _done;

        public bool FoundSomething
        {
            get
            {
                lock (_adding)
                {
                    return _violations.Count > 0;
                }
            }
        }

        public void Add(Run run, Violation? violation, Action<int>? progress)
        {
            lock (_adding)
            {
                _done++;
                _cases += run.Record.Cases.Count;
                _messages += run.Queues.Deliveries;
                for (var fault = 0; fault < _faults.Length; fault++)
                {
                    _faults[fault] += run.Faults.Counts[fault];
                }

                _tally.Add(run.Record.Seen);
                if (violation is not null)
                {
                    _violations.Add(violation);
                }

                progress?.Invoke(_done);
            }
        }

        public SimulationResult Result() => new(
            Math.Min(_done, options.Seeds),
            _cases,
            _messages,
            Enum.GetValues<Fault>().ToDictionary(Words.Kebab, fault => _faults[(int)fault], StringComparer.Ordinal),
            _tally.Outcomes,
            _tally.Events,
            _tally.Levels,
            _tally.Decisions,
            [.. _violations.OrderBy(v => v.Seed)]);
    }
}
