using System.Text.Json;
using System.Xml;
using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Contracts.Tables;

namespace Escalation.Functions.Tests.Broker;

/// <summary>What a queue or a subscription is declared with.</summary>
/// <param name="LockFor">How long a delivery is locked; a renewal begins anew.</param>
/// <param name="MostDeliveries">A message whose delivery ended this often without being settled is a dead letter.</param>
internal sealed record QueueSettings(TimeSpan LockFor, int MostDeliveries)
{
    /// <summary>What the dead letters of an entity are kept with: for ever, and however often they are delivered.</summary>
    public static QueueSettings DeadLetters { get; } = new(TimeSpan.FromMinutes(1), int.MaxValue);

    /// <summary>The longest that a message is kept; null for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Whether a message that expires is a dead letter; if not, it is dropped.</summary>
    public bool DeadLettersExpired { get; init; }

    /// <summary>The entity that takes the dead letters; null if the queue keeps them in its own sub-queue.</summary>
    public string? ForwardDeadLettersTo { get; init; }
}

/// <param name="Filters">A message needs to match one of them; none means that every message matches.</param>
internal sealed record SubscriptionSettings(string Name, QueueSettings Queue, IReadOnlyList<CorrelationFilter> Filters);

/// <summary>The entities of a namespace.</summary>
internal sealed record Topology(
    IReadOnlyDictionary<string, QueueSettings> Queues, IReadOnlyDictionary<string, IReadOnlyList<SubscriptionSettings>> Topics)
{
    /// <summary>What <c>defaultMessageTimeToLive</c> of infra/modules/serviceBus.bicep says for the queues and topics that others take from.</summary>
    private static readonly TimeSpan GivenFor = TimeSpan.FromDays(14);

    /// <summary>The entities that <c>infra/local/Config.json</c> declares.</summary>
    public static Topology OfInfra() => Read(File.ReadAllText(System.IO.Path.Combine(Npm.Folder, "..", "infra", "local", "Config.json")));

    /// <param name="config">A configuration of Microsoft's emulator.</param>
    /// <remarks>Its time to live, one hour, is the most that Microsoft's emulator allows. The deployed namespace keeps messages longer, and so
    /// does this one.</remarks>
    private static Topology Read(string config)
    {
        using var document = JsonDocument.Parse(config);
        var declared = document.RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0];
        return new(
            declared.GetProperty(nameof(Queues)).EnumerateArray().ToDictionary(Name, queue => Queue(queue, Name(queue)), StringComparer.OrdinalIgnoreCase),
            declared.GetProperty(nameof(Topics)).EnumerateArray().ToDictionary(Name, Subscriptions, StringComparer.OrdinalIgnoreCase));
    }

    private static IReadOnlyList<SubscriptionSettings> Subscriptions(JsonElement topic) =>
    [
        .. topic.GetProperty("Subscriptions").EnumerateArray().Select(subscription => new SubscriptionSettings(
            Name(subscription), Queue(subscription, Name(topic)), [.. subscription.GetProperty("Rules").EnumerateArray().Select(CorrelationFilter.Read)])),
    ];

    private static QueueSettings Queue(JsonElement declared, string entity)
    {
        var properties = declared.GetProperty("Properties");
        return new(XmlConvert.ToTimeSpan(properties.GetProperty("LockDuration").GetString()!), properties.GetProperty("MaxDeliveryCount").GetInt32())
        {
            TimeToLive = Entities.Given.Contains(entity, StringComparer.Ordinal) ? GivenFor : null,
            DeadLettersExpired = properties.GetProperty("DeadLetteringOnMessageExpiration").GetBoolean(),
            ForwardDeadLettersTo = properties.GetProperty("ForwardDeadLetteredMessagesTo").GetString() is { Length: > 0 } target ? target : null,
        };
    }

    private static string Name(JsonElement entity) => entity.GetProperty("Name").GetString()!;
}
