using Escalation.Domain.Values;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;

namespace Escalation.Simulation;

/// <summary>One run: some complaints, the people around them, and everything that goes wrong, all of it decided by one seed.</summary>
internal sealed class Run : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 23, 6, 0, 0, TimeSpan.Zero);

    private readonly Trace _trace = new();
    private readonly IRows _rows;
    private readonly Phases _phases;
    private MemoryStore? _atRest;

    public Run(ulong seed, int cases, int days, int faults, Wiring wiring)
    {
        Wiring = wiring;
        Dice = new(seed);
        Hosts = new(this, Dice.Fork());
        Schedule = new(s_start);
        Faults = new(Dice.Fork(), faults);
        Record = new(this);
        _rows = wiring.Rows(Record.Wrote);
        Queues = new(this, Record.Sent);
        Timer = new(this);
        Staff = PeopleReader.Read(Resource("people.yaml"), "people.yaml", [Code.Parse("l1"), Code.Parse("l2"), Code.Parse("l3")]);
        Policies = Finished(PolicyBook.Open(Store, Resource("policy.yaml"), "policy.yaml", default));
        var store = wiring.AroundStore(new FaultyStore(this, _rows), this);
        var sender = wiring.AroundSender(new FaultySender(this), this);
        for (var number = 0; number < 3; number++)
        {
            var skew = Faults.Strikes(Fault.ClockSkew) ? Dice.Between(TimeSpan.FromMinutes(-2), TimeSpan.FromMinutes(2)) : TimeSpan.Zero;
            Hosts.Add(new(number, new(Schedule, skew), store, sender, new FaultyDelivery(this), Policies, Staff, CaseRows));
        }

        People = new(this, Dice.Fork(), cases, TimeSpan.FromDays(days));
        _phases = new(this, days, 100_000 + 2_000L * days * cases);
    }

    public Wiring Wiring { get; }

    public Dice Dice { get; }

    public Schedule Schedule { get; }

    public DateTimeOffset Now => Schedule.Now;

    public Faults Faults { get; }

    public Hosts Hosts { get; }

    public Record Record { get; }

    /// <summary>What lies in the store, for whoever looks on: no faults, and no time passes.</summary>
    public IRows Store => _atRest ?? _rows;

    public RememberedRows CaseRows { get; } = new();

    public Queues Queues { get; }

    public SweepTimer Timer { get; }

    public PolicyBook Policies { get; }

    public PeopleFile Staff { get; }

    public People People { get; }

    /// <summary>The first thing that was found wrong; the run ends there.</summary>
    public Problem? Problem { get; private set; }

    public void Fail(string invariant, CaseId? id, string what) => Problem ??= new(invariant, id, what, Now);

    /// <summary>Runs to the end.</summary>
    /// <returns>The hash of all that happened: equal for the same seed.</returns>
    public string Play()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Schedule);
        try
        {
            People.Begin();
            _phases.Play();
            var rows = _rows.AtRest();
            foreach (var partition in rows.PartitionsOf(TableNames.Cases))
            {
                foreach (var row in rows.Rows(TableNames.Cases, partition))
                {
                    Trace(row.Key);
                    _trace.Add(row.Body.Span);
                }
            }

            return _trace.Hash();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Has somebody look at the whole store while nothing happens: read once, however often it is asked.</summary>
    public void Inspect(Action check)
    {
        _atRest = _rows.AtRest();
        check();
        _atRest = null;
    }

    public void Trace(string what) => _trace.Add(Now, what);

    /// <summary>How long a call takes: mostly nothing, sometimes long enough for others to overtake it.</summary>
    public TimeSpan Latency() => Dice.Below(100) switch
    {
        < 70 => TimeSpan.FromMicroseconds(Dice.Below(5_000)),
        < 95 => TimeSpan.FromMilliseconds(Dice.Below(100)),
        _ => TimeSpan.FromMilliseconds(100 + Dice.Below(2_000)),
    };

    public void Dispose()
    {
        Hosts.Dispose();
        _trace.Dispose();
    }

    private static T Finished<T>(Task<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("A call that has nothing to wait for did not come back.");

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(Run).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
