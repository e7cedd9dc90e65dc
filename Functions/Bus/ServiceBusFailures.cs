using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Bus;

/// <summary>What the client throws, in the words of <see cref="ISender"/>.</summary>
internal static class ServiceBusFailures
{
    /// <summary>Calls the service; whatever keeps it from answering, after the client's retries, is "send it again".</summary>
    /// <remarks>That includes a refused identity and a queue that is not there: the message is good, and a deployment can be mended while
    /// it waits.</remarks>
    /// <param name="largest">Named when the service says that a message is too large; null if none is sent.</param>
    public static async Task<T> Reach<T>(string entity, OutgoingMessage? largest, Func<Task<T>> call, CancellationToken stopping)
    {
        try
        {
            return await call();
        }
        catch (ServiceBusException e) when (largest is not null && e.Reason == ServiceBusFailureReason.MessageSizeExceeded)
        {
            throw new MessageTooLargeException(largest, e);
        }
        catch (ServiceBusException e)
        {
            throw new SendFailedException($"Service Bus did not take messages for '{entity}': {e.Reason}.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SendFailedException(
                $"Service Bus refused this app's identity on '{entity}': it needs the role 'Azure Service Bus Data Sender' there.", e);
        }
        catch (Exception e) when (BrokeOnTheWay(e, stopping))
        {
            throw new SendFailedException($"Service Bus could not be reached for '{entity}'.", e);
        }
    }

    /// <summary>A credential's failure has no common type, so only what is surely a fault of ours, or the host stopping, passes.</summary>
    private static bool BrokeOnTheWay(Exception e, CancellationToken stopping) =>
        e is not (MessageTooLargeException or ArgumentException or InvalidOperationException or NotSupportedException or NullReferenceException)
        && !(e is OperationCanceledException && stopping.IsCancellationRequested);
}
