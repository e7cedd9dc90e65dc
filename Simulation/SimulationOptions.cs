using System.Globalization;

namespace Escalation.Simulation;

/// <summary>What is to be simulated.</summary>
/// <param name="Seeds">How many runs.</param>
/// <param name="Cases">How many complaints in each run.</param>
/// <param name="From">The seed of the first run; the others follow.</param>
/// <param name="Days">How long people act while faults strike, before every case is brought to its end.</param>
/// <param name="Faults">0 for none, 1 for few, 2 for many, 3 for very many.</param>
public sealed record SimulationOptions(int Seeds = 1, int Cases = 5, long From = 1, int Days = 60, int Faults = 2)
{
    /// <summary>Runs at the same time; each of them is single-threaded.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>No more runs are begun after the first that finds something.</summary>
    public bool StopAtFirst { get; init; }

    internal Func<Wiring> Wiring { get; init; } = () => new Wiring();

    /// <summary>The command that repeats one run.</summary>
    internal string Command(long seed, int cases) => string.Create(
        CultureInfo.InvariantCulture, $"dotnet run --project Local -c Release -- simulate --seeds 1 --from {seed} --cases {cases} --days {Days} --faults {Faults}");
}

/// <summary>Something that must never happen, and did.</summary>
/// <param name="Invariant">Such as I3, as the design names it.</param>
/// <param name="Command">The shortest command that was found to repeat it.</param>
/// <param name="LastEvents">The newest events of the case, a line each: number, commit, time, by whom, what, and the message that caused it.</param>
public sealed record Violation(long Seed, string Invariant, string? Case, DateTimeOffset At, string What, string Command, IReadOnlyList<string> LastEvents);

/// <summary>What all runs together came to.</summary>
/// <param name="Messages">Deliveries of messages to functions.</param>
/// <param name="Faults">Kind to count, all kinds.</param>
/// <param name="Parked">What operators did with parked messages: "resubmitted" and "discarded".</param>
public sealed record SimulationResult(
    int Seeds,
    long Cases,
    long Messages,
    IReadOnlyDictionary<string, long> Faults,
    IReadOnlyDictionary<string, long> Outcomes,
    IReadOnlyDictionary<string, long> Events,
    IReadOnlyDictionary<string, long> Levels,
    IReadOnlyDictionary<string, long> Parked,
    IReadOnlyList<Violation> Violations);
