using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Parked;
using Escalation.Functions.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Crash;

/// <summary>A command that serve has answered with 202.</summary>
/// <param name="Key">Of its message row: what the answer's Location ends with.</param>
/// <param name="Intent">What it asks for; two with the same intent are one wish that was sent twice.</param>
internal sealed record Acknowledged(CaseId Case, string Key, string Intent);

/// <summary>A remedy that was sent for fulfilment.</summary>
internal sealed record Ordered(CaseId Case, string IdempotencyKey);

/// <summary>All that is known at the end, from both sides: what clients were told, and what the store, the queue and the gateway hold.</summary>
internal sealed record Evidence(
    IReadOnlyCollection<CaseId> Complaints,
    IReadOnlyCollection<Acknowledged> Commands,
    IReadOnlyDictionary<CaseId, IReadOnlyList<Recorded>> Logs,
    IReadOnlyDictionary<string, MessageOutcome> Outcomes,
    IReadOnlyCollection<Delivered> Deliveries,
    IReadOnlyCollection<Ordered> Orders,
    int Parked)
{
    /// <summary>For the log of the test run.</summary>
    public string InNumbers => string.Create(CultureInfo.InvariantCulture, $"""
        {Logs.Count} cases, {Logs.Values.Sum(log => log.Count)} events, {Commands.Count} acknowledgements of {Outcomes.Count} commands,
        {Deliveries.Select(letter => letter.Id).Distinct(StringComparer.Ordinal).Count()} letters delivered {Deliveries.Count} times,
        {Orders.Select(order => order.IdempotencyKey).Distinct(StringComparer.Ordinal).Count()} remedies ordered {Orders.Count} times
        """);

    /// <param name="services">Of a machine that holds the state.</param>
    public static async Task<Evidence> Collect(
        IServiceProvider services,
        Customers customers,
        IReadOnlyCollection<Delivered> deliveries,
        IReadOnlyCollection<Ordered> orders,
        CancellationToken stopping)
    {
        var cases = services.GetRequiredService<CaseStore>();
        var logs = new Dictionary<CaseId, IReadOnlyList<Recorded>>();
        await foreach (var id in cases.All(stopping))
        {
            logs[id] = await cases.Log(id, null, stopping);
        }

        var outcomes = new Dictionary<string, MessageOutcome>(StringComparer.Ordinal);
        foreach (var command in customers.Commands)
        {
            if (await cases.Outcome(command.Case, command.Key, stopping) is { } outcome)
            {
                outcomes[command.Key] = outcome;
            }
        }

        var parked = await services.GetRequiredService<ParkedMessages>().List(stopping);
        return new(customers.Cases, customers.Commands, logs, outcomes, deliveries, orders, parked.Count);
    }

    /// <summary>What was lost or happened twice, in sentences; nothing when all is well.</summary>
    public IEnumerable<string> Faults() =>
    [
        .. Cases(), .. Commands.DistinctBy(c => c.Key).SelectMany(Effect), .. Intents(), .. Logs.SelectMany(log => Letters(log.Key, log.Value)),
        .. Logs.SelectMany(log => Remedies(log.Key, log.Value)), .. Parked == 0 ? [] : new[] { $"{Parked} messages were parked." },
    ];

    private IEnumerable<string> Cases()
    {
        foreach (var id in Complaints.Where(id => !Logs.ContainsKey(id)))
        {
            yield return $"The complaint {id} was acknowledged and has no case.";
        }

        foreach (var id in Logs.Keys.Except(Complaints))
        {
            yield return $"The case {id} has no complaint.";
        }

        foreach (var (id, log) in Logs.Where(log => log.Value.Count(e => e.Event is Event.Registered) != 1))
        {
            yield return $"The case {id} was registered {log.Count(e => e.Event is Event.Registered)} times.";
        }

        // Customers answer until their case is closed, and no message is left: whatever would have moved it on was lost.
        foreach (var (id, log) in Logs.Where(log => Fold.Log(log.Key, log.Value) is { IsOpen: true }))
        {
            yield return $"The case {id} came to rest {Fold.Log(id, log)!.Stage.Name}.";
        }
    }

    private IEnumerable<string> Effect(Acknowledged command)
    {
        var events = Logs.GetValueOrDefault(command.Case)?.Where(e => e.Message == command.Key).ToList() ?? [];
        var commits = events.Select(e => e.Commit).Distinct().Count();
        if (!Outcomes.TryGetValue(command.Key, out var outcome))
        {
            yield return $"The command {command.Key} was acknowledged and has no outcome.";
        }
        else if (commits != (outcome.State == MessageState.Accepted || outcome.Commit is not null ? 1 : 0))
        {
            yield return $"The command {command.Key} was {outcome.State} and made {commits} commits.";
        }
        else if (outcome.State != MessageState.Accepted && events.Exists(e => e.Event is Event.RemedyGranted or Event.OptionsOffered))
        {
            yield return $"The command {command.Key} was {outcome.State}, and gave something.";
        }
    }

    private IEnumerable<string> Intents() => Commands
        .DistinctBy(command => command.Key)
        .GroupBy(command => (command.Case, command.Intent))
        .Select(wish => (wish.Key, Accepted: wish.Count(c => Outcomes.GetValueOrDefault(c.Key)?.State == MessageState.Accepted)))
        .Where(wish => wish.Accepted != 1)
        .Select(wish => $"'{wish.Key.Intent}' on {wish.Key.Case} was accepted {wish.Accepted} times.");

    /// <summary>Every letter that the log implies was delivered, under its own id and with the same words each time, and no other.</summary>
    private IEnumerable<string> Letters(CaseId id, IReadOnlyList<Recorded> log)
    {
        var implied = Implied(id, log).ToHashSet(StringComparer.Ordinal);
        var delivered = Deliveries.Where(letter => letter.Case == id.Text).GroupBy(letter => letter.Id, StringComparer.Ordinal).ToList();
        foreach (var letter in implied.Except(delivered.Select(letter => letter.Key), StringComparer.Ordinal))
        {
            yield return $"The letter {letter} was never delivered.";
        }

        foreach (var letter in delivered.Where(letter => !implied.Contains(letter.Key)))
        {
            yield return $"The letter {letter.Key} follows from nothing.";
        }

        foreach (var letter in delivered.Where(letter => letter.Select(one => one.Body).Distinct(StringComparer.Ordinal).Count() > 1))
        {
            yield return $"The letter {letter.Key} was delivered with different words.";
        }
    }

    private static IEnumerable<string> Implied(CaseId id, IReadOnlyList<Recorded> log)
    {
        Case? after = null;
        foreach (var commit in log.GroupBy(recorded => recorded.Commit).Select(commit => commit.ToList()))
        {
            after = Fold.Commit(id, after, commit);
            foreach (var letter in Outbound.From(after, commit).OfType<Outbound.ToCustomer>())
            {
                yield return letter.IdIn(id);
            }
        }
    }

    /// <summary>One agreement, one remedy (I5): a case gets a second one only after it was opened again, and none is ordered under two keys.</summary>
    private IEnumerable<string> Remedies(CaseId id, IReadOnlyList<Recorded> log)
    {
        var granted = log.Count(e => e.Event is Event.RemedyGranted);
        var ordered = Orders.Where(order => order.Case == id).Select(order => order.IdempotencyKey).Distinct(StringComparer.Ordinal).Count();
        if (ordered != granted)
        {
            yield return $"In {id} {granted} remedies were granted, and {ordered} ordered.";
        }

        if (granted > 1 + log.Count(e => e.Event is Event.CaseReopened))
        {
            yield return $"In {id} {granted} remedies were granted for fewer agreements.";
        }
    }
}
