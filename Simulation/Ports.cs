using System.Runtime.CompilerServices;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Simulation;

/// <summary>The seven steps as the ports see them: deciding has no port, and lies between load and arm.</summary>
internal enum PortStep
{
    Load,
    Arm,
    Commit,
    Publish,
    Project,
    Complete,
    Elsewhere,

    /// <summary>The ledger of what was granted across cases: before the commit reserved, after it settled.</summary>
    Ledger,
}

/// <summary>The store as a handler meets it: each call waits for its turn, and can fail before or after it did its work.</summary>
internal sealed class FaultyStore(Run run, IRows inner) : IStore
{
    private const int Whole = 1_000;
    private readonly Dictionary<(string Partition, string Message), DateTimeOffset> _notTakenUntil = [];
    private readonly Overtaking _overtaking = new(run);

    public async Task<Row?> Get(string table, string partition, string key, CancellationToken stopping)
    {
        var step = Reading(table);
        await run.Hosts.Turn(step);
        ThrowIfUnreadable();
        var row = inner.Find(table, partition, key);
        await run.Hosts.Done(step);
        return row;
    }

    /// <remarks>Page by page, as Table Storage answers: other handlers write between two pages. The third page takes all that is left, as
    /// two places at which others can write are as good as thirty.</remarks>
    public async IAsyncEnumerable<Row> Range(
        string table, string partition, string from, string? before, [EnumeratorCancellation] CancellationToken stopping)
    {
        var smallest = run.Dice.Of(3, 20, Whole, Whole);
        var step = table == TableNames.Cases ? PortStep.Publish : Reading(table);
        var next = from;
        for (var number = 1; ; number++)
        {
            var size = number < 3 ? smallest : Whole;
            await run.Hosts.Turn(step);
            ThrowIfUnreadable();
            var page = inner.Page(table, partition, next, before, size);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < size)
            {
                yield break;
            }

            next = $"{page[^1].Key}\u0001";
        }
    }

    public async IAsyncEnumerable<string> Partitions(string table, [EnumeratorCancellation] CancellationToken stopping)
    {
        await run.Hosts.Turn(PortStep.Elsewhere);
        ThrowIfUnreadable();
        foreach (var partition in inner.PartitionsOf(table))
        {
            yield return partition;
        }
    }

    public async Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        var step = Writing(table, changes);
        await _overtaking.Wait(table, partition, changes);
        await run.Hosts.Turn(step);
        if (run.Hosts.StoreIsDown || run.Faults.Strikes(Fault.StoreWriteFails) || IsNeverTaken(partition, changes))
        {
            throw new StoreUnavailableException("The store could not be reached.");
        }

        if (changes.OfType<RowChange.Replace>().FirstOrDefault() is { } replaced && run.Faults.Strikes(Fault.ETagConflict))
        {
            inner.Touch(table, partition, replaced.Key);
        }

        inner.Apply(table, partition, changes);
        _overtaking.Wrote(table, partition, changes);
        if (step == PortStep.Commit && run.Hosts.Current is { } activity)
        {
            activity.Committed = true;
        }

        if (run.Faults.Strikes(Fault.CommitReplyLost))
        {
            throw new StoreUnavailableException("The store did not answer.");
        }

        await run.Hosts.Wrote(step);
    }

    private void ThrowIfUnreadable()
    {
        if (run.Hosts.StoreIsDown || run.Faults.Strikes(Fault.StoreReadFails))
        {
            throw new StoreUnavailableException("The store could not be reached.");
        }
    }

    /// <summary>Of messages that people or other systems sent: those of the pipeline itself would come again for ever. For longer than the
    /// pipeline tries; what operators send again later may be taken.</summary>
    private bool IsNeverTaken(string partition, IReadOnlyList<RowChange> changes)
    {
        if (run.Faults.Off || run.Hosts.Current?.Message?.Queued.Entity is not (Entities.Complaints or Entities.Reviews or Entities.Updates)
            || changes.FirstOrDefault(change => change.Key.StartsWith("message-", StringComparison.Ordinal)) is not { } message)
        {
            return false;
        }

        if (!_notTakenUntil.TryGetValue((partition, message.Key), out var until))
        {
            if (!run.Faults.Strikes(Fault.CommitNeverTaken))
            {
                return false;
            }

            _notTakenUntil[(partition, message.Key)] = until = run.Now + run.Dice.Between(TimeSpan.FromHours(3), TimeSpan.FromHours(24));
        }

        return run.Now < until;
    }

    private PortStep Reading(string table) => table switch
    {
        TableNames.Cases when run.Hosts.Current is { Committed: false } => PortStep.Load,
        TableNames.Customers => PortStep.Load,
        TableNames.Budgets => PortStep.Ledger,
        TableNames.Cases or TableNames.Views => PortStep.Project,
        _ => PortStep.Elsewhere,
    };

    private static PortStep Writing(string table, IReadOnlyList<RowChange> changes) => table switch
    {
        TableNames.Cases => PortStep.Commit,
        TableNames.Alarms when changes is [RowChange.Put] => PortStep.Arm,
        TableNames.Views or TableNames.Customers => PortStep.Project,
        TableNames.Budgets => PortStep.Ledger,
        _ => PortStep.Elsewhere,
    };
}

/// <summary>The way out as a handler meets it: it can send nothing, a part, or all without saying so.</summary>
internal sealed class FaultySender(Run run) : ISender
{
    public async Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping)
    {
        await run.Hosts.Turn(PortStep.Publish);
        if (run.Faults.Strikes(Fault.SendFails))
        {
            throw new SendFailedException("The broker could not be reached.");
        }

        if (messages.Count > 1 && run.Faults.Strikes(Fault.SendHalfDone))
        {
            foreach (var message in messages.Where(_ => run.Dice.Chance(0.5)))
            {
                run.Queues.Insert(message);
            }

            throw new SendFailedException("The broker took only some of the messages.");
        }

        foreach (var message in messages)
        {
            run.Queues.Insert(message);
        }

        if (run.Faults.Strikes(Fault.SendReplyLost))
        {
            throw new SendFailedException("The broker did not answer.");
        }

        await run.Hosts.Done(PortStep.Publish);
    }
}

/// <summary>The gateway to people. What it took is read by whom it is for.</summary>
internal sealed class FaultyDelivery(Run run) : IDelivery
{
    private static readonly Code s_unknownAddress = Code.Parse("address-unknown");

    public async Task<Code?> Send(Letter letter, CancellationToken stopping)
    {
        await run.Hosts.Turn(PortStep.Elsewhere);
        if (run.Faults.Strikes(Fault.GatewayFails))
        {
            throw new DeliveryFailedException("The gateway could not be reached.");
        }

        if (run.Faults.Strikes(Fault.GatewayRejects))
        {
            return s_unknownAddress;
        }

        run.Record.Delivered(letter);
        run.People.Got(letter);
        if (run.Faults.Strikes(Fault.GatewayReplyLost))
        {
            throw new DeliveryFailedException("The gateway did not answer.");
        }

        return null;
    }
}
