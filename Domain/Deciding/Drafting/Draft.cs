using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Drafting;

/// <summary>A decision in the making: collects events and the words they refer to, numbering as it goes.</summary>
internal sealed class Draft(Case? before, Circumstances circumstances)
{
    private readonly List<Event> _events = [];
    private readonly List<TextEntry> _texts = [];
    private readonly HashSet<int> _endedPromises = [];
    private int _lastText = before?.LastText ?? 0;
    private int _lastPromise = before?.Promises.Count ?? 0;

    /// <summary>Time never runs backwards within a case, whatever the clock of this machine says.</summary>
    public DateTimeOffset Now { get; } = before is not null && before.LastAt > circumstances.Now ? before.LastAt : circumstances.Now;

    public Policy Policy => circumstances.Policy;

    public Facts Facts => circumstances.Facts;

    /// <summary>What this draft holds so far.</summary>
    public IReadOnlyList<Event> Events => _events;

    public Basis NoRule => new(Policy.Hash, [], []) { Facts = Facts.Used };

    /// <summary>Whether the case was re-opened, by this draft or before.</summary>
    public bool IsReopened => before?.Round > 0 || _events.OfType<Event.CaseReopened>().Any();

    public static Decision Refuse(RefusalReason reason, string words) => new Decision.Refused(new(reason, words));

    public Draft Add(Event happened)
    {
        _events.Add(happened);
        return this;
    }

    public TextRef Text(string words)
    {
        _texts.Add(new(new(++_lastText), words));
        return new(_lastText);
    }

    public TextRef? OptionalText(string? words) => string.IsNullOrWhiteSpace(words) ? null : Text(words);

    /// <param name="regime">Whose legal date the promise was brought forward for.</param>
    public Draft Promise(PromiseKind about, Code owner, DateTimeOffset due, Code? regime = null) =>
        Add(new Event.PromiseMade(++_lastPromise, about, owner, due) { BroughtForwardFor = regime });

    /// <summary>Whether a promise of this kind is still open after what this draft holds so far.</summary>
    public bool IsPromised(PromiseKind about) => StillOpen().Any(p => p.Kind == about);

    /// <summary>What was promised has been done: kept when in time, broken when not.</summary>
    public Draft Fulfil(PromiseKind about)
    {
        foreach (var promise in StillOpen().Where(p => p.Kind == about).ToList())
        {
            End(promise, new Event.PromiseKept(promise.Number));
        }

        return this;
    }

    /// <summary>When the oldest promise of this kind that is still open falls due; null where there is none.</summary>
    public DateTimeOffset? Due(PromiseKind about) => StillOpen().FirstOrDefault(p => p.Kind == about)?.Due;

    /// <summary>Takes back what was promised, in time, for a new promise to stand in its place; too late, it is broken.</summary>
    public Draft Renegotiate(PromiseKind about)
    {
        foreach (var promise in StillOpen().Where(p => p.Kind == about).ToList())
        {
            End(promise, new Event.PromiseRenegotiated(promise.Number));
        }

        return this;
    }

    /// <summary>What was promised of this kind is overtaken, and nothing takes its place yet.</summary>
    public Draft Void(PromiseKind about)
    {
        foreach (var promise in StillOpen().Where(p => p.Kind == about).ToList())
        {
            End(promise, new Event.PromiseVoided(promise.Number));
        }

        return this;
    }

    /// <summary>The case takes another course: what is still promised is overtaken.</summary>
    public Draft VoidPromises()
    {
        foreach (var promise in StillOpen().ToList())
        {
            End(promise, new Event.PromiseVoided(promise.Number));
        }

        return this;
    }

    public Draft Break(Promise promise)
    {
        _endedPromises.Add(promise.Number);
        return Add(new Event.PromiseBroken(promise.Number));
    }

    public Decision Done() => new Decision.Accepted([.. _events], [.. _texts]);

    /// <summary>A promise past its time is broken, however it ends and even where its alarm has yet to ring.</summary>
    private void End(Promise promise, Event inTime)
    {
        if (Now > promise.Due)
        {
            Break(promise);
            return;
        }

        _endedPromises.Add(promise.Number);
        Add(inTime);
    }

    private IEnumerable<Promise> StillOpen() =>
        before?.Promises.Where(p => p.State == PromiseState.Open && !_endedPromises.Contains(p.Number)) ?? [];
}
