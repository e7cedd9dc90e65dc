using System.Diagnostics.Metrics;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using TagList = System.Diagnostics.TagList;

namespace Escalation.Functions.Telemetry;

/// <summary>What the pipeline counts and measures; docs/telemetry.md lists it. Costs next to nothing while nobody listens.</summary>
public sealed class Meters
{
    /// <summary>What an exporter has to listen to.</summary>
    public const string MeterName = "Escalation";

    /// <summary>Counts the sweeps. An alert watches that it grows (infra/modules/monitoring.bicep).</summary>
    public const string SweepsName = "escalation.alarm.sweeps";

    /// <summary>What was found longer ago is told no more: another instance may have looked since, and old numbers look like new ones.</summary>
    private static readonly TimeSpan LongestTold = TimeSpan.FromMinutes(15);

    /// <summary>In seconds: from a lookup in memory to a gateway that hardly answers.</summary>
    private static readonly double[] DurationBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly TimeProvider _clock;
    private readonly Histogram<double> _processing;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _promises;
    private readonly Counter<long> _breaches;
    private readonly Counter<long> _parkedNow;
    private readonly Counter<long> _sweeps;
    private readonly ObservableGauge<long> _cases;
    private readonly ObservableGauge<long> _parked;
    private readonly ObservableGauge<double> _lag;
    private Told<IReadOnlyDictionary<CaseGroup, long>>? _census;
    private Told<long>? _parkedCount;
    private Told<TimeSpan>? _sweep;

    public Meters(IMeterFactory factory, TimeProvider clock)
    {
        _clock = clock;
        var meter = factory.Create(MeterName);
        _processing = meter.CreateHistogram(
            "escalation.process.duration",
            "s",
            "How long the handling of a message took, with settling it.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBounds });
        _commands = meter.CreateCounter<long>("escalation.commands", "{command}", "Commands that were accepted or refused.");
        _promises = meter.CreateCounter<long>("escalation.promises", "{promise}", "Promises to customers that ended: kept, broken, or void.");
        _breaches = meter.CreateCounter<long>("escalation.clock.breaches", "{breach}", "Legal dates that passed, and service times that were used up.");
        _parkedNow = meter.CreateCounter<long>("escalation.messages.parked", "{message}", "Messages that could not be handled and were parked.");
        _sweeps = meter.CreateCounter<long>(SweepsName, "{sweep}", "Sweeps that looked through all alarms.");
        _parked = meter.CreateObservableGauge("escalation.parked", () => Current<long, long>(_parkedCount, count => [new(count)]), "{message}", "Messages that lie parked.");
        _cases = meter.CreateObservableGauge(
            "escalation.cases", () => Current(_census, Measured), "{case}", "Open cases by the stage they are at and the time since the complaint was received.");
        _lag = meter.CreateObservableGauge(
            "escalation.alarm.lag",
            () => Current<TimeSpan, double>(_sweep, lag => [new(lag.TotalSeconds)]),
            "s",
            "How long the deadline that has waited longest has been due, as the last sweep saw it.");
    }

    /// <summary>Whether anybody wants to know what it takes a look at the store to tell.</summary>
    internal bool CasesAreWatched => _cases.Enabled || _parked.Enabled;

    internal bool LagIsWatched => _lag.Enabled;

    internal void Processed(string queue, string outcome, TimeSpan elapsed, Exception? fault)
    {
        var tags = new TagList { { Attributes.Destination, queue }, { Attributes.Outcome, outcome } };
        if (fault is not null)
        {
            tags.Add(Attributes.ErrorType, fault.GetType().FullName);
        }

        _processing.Record(elapsed.TotalSeconds, tags);
    }

    /// <summary>Once a command, when its commit came through: one that was handled before was counted before.</summary>
    /// <param name="refusal">Why it was refused; null where it was accepted.</param>
    internal void Recorded(Command command, string outcome, string? refusal)
    {
        var tags = new TagList { { Attributes.Command, Names.Of(command) }, { Attributes.Outcome, outcome } };
        if (refusal is not null)
        {
            tags.Add(Attributes.Refusal, refusal);
        }

        _commands.Add(1, tags);
    }

    /// <summary>The promises that a commit ended, and the clocks that it found breached.</summary>
    internal void Committed(Case after, IEnumerable<Recorded> commit)
    {
        foreach (var recorded in commit)
        {
            Breached(recorded.Event);
            (int Promise, PromiseState State)? ended = recorded.Event switch
            {
                Event.PromiseKept e => (e.Promise, PromiseState.Kept),
                Event.PromiseBroken e => (e.Promise, PromiseState.Broken),
                Event.PromiseVoided e => (e.Promise, PromiseState.Void),
                _ => null,
            };
            if (ended is var (number, state))
            {
                var kind = after.Promises.First(promise => promise.Number == number).Kind;
                _promises.Add(1, new(Attributes.Promise, Names.Of(kind)), new(Attributes.Outcome, Names.Of(state)));
            }
        }
    }

    private void Breached(Event happened)
    {
        switch (happened)
        {
            case Event.LegalDeadlineBreached e:
                _breaches.Add(1, new(Attributes.Clock, "legal"), new(Attributes.Regime, e.Regime.Text), new(Attributes.LegalStep, e.Step.Text));
                break;
            case Event.ServiceClockBreached:
                _breaches.Add(1, new KeyValuePair<string, object?>(Attributes.Clock, "service"));
                break;
            default:
                break;
        }
    }

    internal void Parked(string queue, string reason) =>
        _parkedNow.Add(1, new(Attributes.Destination, queue), new(Attributes.Parked, Names.OfDeath(reason)));

    /// <summary>What the census found.</summary>
    internal void Counted(IReadOnlyDictionary<CaseGroup, long> cases, long parked) =>
        (_census, _parkedCount) = (new(_clock.GetUtcNow(), cases), new(_clock.GetUtcNow(), parked));

    /// <summary>A sweep has looked through all alarms.</summary>
    internal void Swept(TimeSpan lag)
    {
        _sweep = new(_clock.GetUtcNow(), lag);
        _sweeps.Add(1);
    }

    private static IEnumerable<Measurement<long>> Measured(IReadOnlyDictionary<CaseGroup, long> census) => census.Select(count => new Measurement<long>(
        count.Value,
        count.Key.Level is { } level
            ? [new(Attributes.Stage, count.Key.Stage), new(Attributes.Age, count.Key.Age), new(Attributes.Level, level.Text)]
            : new KeyValuePair<string, object?>[] { new(Attributes.Stage, count.Key.Stage), new(Attributes.Age, count.Key.Age) }));

    private IEnumerable<Measurement<TNumber>> Current<TValue, TNumber>(Told<TValue>? told, Func<TValue, IEnumerable<Measurement<TNumber>>> measured)
        where TNumber : struct =>
        told is not null && _clock.GetUtcNow() - told.At <= LongestTold ? measured(told.Value) : [];

    /// <summary>Something that was found out at a time.</summary>
    private sealed record Told<T>(DateTimeOffset At, T Value);
}

/// <summary>Cases that are counted together.</summary>
/// <param name="Level">Who has to decide; null where nobody on a level has to.</param>
internal sealed record CaseGroup(string Stage, string Age, Code? Level);
