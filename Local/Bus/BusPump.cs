using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Local.Host;
using Microsoft.Extensions.Logging;

namespace Escalation.Local.Bus;

/// <summary>Takes messages from one queue on Service Bus.</summary>
/// <param name="client">Belongs to the caller.</param>
internal sealed class BusPump(QueueFunction function, FunctionInvoker invoker, ServiceBusClient client, LocalHostOptions options, ILogger logger) : IPump
{
    private readonly Delivery _delivery = new(function, invoker, logger);
    private int _inHand;

    public string Queue => function.Queue;

    public int InHand => Volatile.Read(ref _inHand);

    public async Task Run(CancellationToken stopTaking, CancellationToken giveUp)
    {
        await using var processor = client.CreateProcessor(Queue, new ServiceBusProcessorOptions
        {
            AutoCompleteMessages = false,
            MaxConcurrentCalls = options.Concurrency,
            MaxAutoLockRenewalDuration = options.RenewFor,
        });
        processor.ProcessMessageAsync += delivery => Handle(delivery, giveUp);
        processor.ProcessErrorAsync += Report;
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stopTaking.Register(stop.SetResult))
        {
            await processor.StartProcessingAsync(CancellationToken.None);
            await stop.Task;
        }

        await processor.StopProcessingAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        // A processor lives no longer than Run.
    }

    private async Task Handle(ProcessMessageEventArgs delivery, CancellationToken giveUp)
    {
        Interlocked.Increment(ref _inHand);
        try
        {
            var actions = new BusMessageActions(delivery);
            var returned = await _delivery.Returned(delivery.Message, actions, giveUp);
            if (!actions.Settled)
            {
                await _delivery.Settle(returned, delivery.Message, actions);
            }
        }
        catch (ServiceBusException e)
        {
            // Its lock runs out and it is delivered again.
            logger.LogWarning("{Key} in {Queue} could not be settled: {Fault}", IncomingMessage.KeyOf(delivery.Message), Queue, ExceptionOutline.Of(e));
        }
        finally
        {
            Interlocked.Decrement(ref _inHand);
        }
    }

    /// <summary>The processor tries again by itself. A lock that was lost is told where it shows: when the message is settled.</summary>
    private Task Report(ProcessErrorEventArgs error)
    {
        if (error.ErrorSource is not ServiceBusErrorSource.RenewLock)
        {
            logger.LogError("Nothing could be taken from {Queue}: {Fault}", Queue, ExceptionOutline.Of(error.Exception));
        }

        return Task.CompletedTask;
    }
}
