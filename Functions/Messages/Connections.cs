namespace Escalation.Functions.Messages;

/// <summary>Names of settings that triggers refer to.</summary>
public static class Connections
{
    /// <summary>Setting <c>ServiceBus__fullyQualifiedNamespace</c>: managed identity, no key.</summary>
    public const string ServiceBus = "ServiceBus";
}
