using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;

namespace Escalation.Local.Bus;

/// <summary>Reaches the Service Bus namespace that <c>--bus</c> names.</summary>
public static class BusConnection
{
    public const string Option = "--bus";

    /// <summary>Read if the option is not given: a key on the command line can be seen by every user of the machine.</summary>
    public const string Variable = "ESCALATION_BUS";

    public const string Rule =
        "a connection string of the whole namespace with Endpoint, SharedAccessKeyName and SharedAccessKey, or the namespace's host name "
        + "such as yournamespace.servicebus.windows.net";

    private static readonly string[] Scope = ["https://servicebus.azure.net/.default"];

    /// <summary>For the whole of the first contact; a person is waiting.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>What is sent while the namespace cannot be reached is tried again by its own sender, who waits for the answer.</summary>
    private static readonly ServiceBusClientOptions Options = new()
    {
        RetryOptions = new() { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(1) },
    };

    /// <summary>Connects, and sees whether every queue and topic is there and lets us in.</summary>
    /// <param name="text">A connection string, or a host name, for which <paramref name="credential"/> signs in.</param>
    /// <param name="credential">By default whatever identity this machine has: environment, managed identity, <c>az login</c>.</param>
    /// <exception cref="BusException">The text is neither, the namespace cannot be reached or does not let us in, or it lacks an entity.</exception>
    public static async Task<ServiceBusClient> Open(string text, TimeProvider clock, CancellationToken stopping, Func<TokenCredential>? credential = null)
    {
        var identity = text.Contains('=', StringComparison.Ordinal) ? null : (credential ?? (() => new DefaultAzureCredential()))();
        var client = Connect(text, identity);
        try
        {
            await Check(client, identity, clock, stopping);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    private static ServiceBusClient Connect(string text, TokenCredential? identity)
    {
        try
        {
            if (identity is not null)
            {
                return Uri.CheckHostName(text) == UriHostNameType.Dns && text.Contains('.', StringComparison.Ordinal)
                    ? new ServiceBusClient(text, identity, Options)
                    : throw new FormatException("Not a host name.");
            }

            return ServiceBusConnectionStringProperties.Parse(text).EntityPath is null
                ? new ServiceBusClient(text, Options)
                : throw new BusException($"This connection string is for one queue or topic only. The rule is: {Rule}.");
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // Neither the text nor the parser's words: both may hold the key.
            throw new BusException($"This names no namespace. The rule is: {Rule}.", e);
        }
    }

    private static async Task Check(ServiceBusClient client, TokenCredential? identity, TimeProvider clock, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            if (identity is not null)
            {
                // First, since a client connects first: who cannot sign in would be told of the network instead.
                await identity.GetTokenAsync(new(Scope), either.Token);
            }

            var missing = await Task.WhenAll(
                Entities.Taken.Concat([Entities.Remedies, Entities.Escalations]).Select(entity => Missing(client, entity, either.Token)));
            if (missing.OfType<string>().ToList() is { Count: > 0 } names)
            {
                throw new BusException(
                    $"The namespace at {client.FullyQualifiedNamespace} has no {string.Join(", ", names.Select(name => $"'{name}'"))}. "
                    + "infra/modules/serviceBus.bicep says what each queue and topic has to be like (docs/deploy.md).");
            }
        }
        catch (OperationCanceledException e) when (!stopping.IsCancellationRequested)
        {
            throw new BusException($"The namespace at {client.FullyQualifiedNamespace} did not answer within {LongestWait.TotalSeconds:0} seconds.", e);
        }
        catch (Exception e) when (e is ServiceBusException or UnauthorizedAccessException or AuthenticationFailedException)
        {
            throw new BusException($"The namespace at {client.FullyQualifiedNamespace} cannot be used: {Reason(e)}", e);
        }
    }

    /// <returns>The entity's name if the namespace does not have it; null if it is there and lets us send, and take where we do.</returns>
    private static async Task<string?> Missing(ServiceBusClient client, string entity, CancellationToken stopping)
    {
        try
        {
            await using var sender = client.CreateSender(entity);
            using var batch = await sender.CreateMessageBatchAsync(stopping);
            if (Entities.Taken.Contains(entity, StringComparer.Ordinal))
            {
                await using var receiver = client.CreateReceiver(entity);
                await receiver.PeekMessageAsync(cancellationToken: stopping);
            }

            return null;
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessagingEntityNotFound)
        {
            return entity;
        }
    }

    private static string Reason(Exception e) => e switch
    {
        UnauthorizedAccessException =>
            "it refuses this sender. A key needs the rights Send and Listen; an identity needs the roles 'Azure Service Bus Data Sender' and "
            + "'Azure Service Bus Data Receiver'.",
        AuthenticationFailedException => "no identity could sign in. Run 'az login', or use a connection string.",
        _ => FirstLine(Innermost(e).Message),
    };

    /// <summary>The client says only what it tried; why it failed is said further in.</summary>
    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}

/// <summary>The namespace that <c>--bus</c> names cannot be used.</summary>
public sealed class BusException(string message, Exception? inner = null) : Exception($"{BusConnection.Option}: {message}", inner);
