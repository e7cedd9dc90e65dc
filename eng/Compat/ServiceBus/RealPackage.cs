namespace Azure.Messaging.ServiceBus;

internal static class RealPackage
{
    public static NotSupportedException Needed() =>
        new("This build has no Service Bus client. Build with the real package (-p:AzurePackages=true) to reach Azure; "
            + "on one machine the embedded queue carries the messages.");
}
