using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Local.Sqlite;

namespace Escalation.Local.Bus;

/// <summary>Keeps the cases of a data folder with the namespace that holds their messages: with another one, or with none, nobody would take
/// them.</summary>
internal static class BusHome
{
    /// <summary>In the data folder of cases whose messages are on Service Bus: where.</summary>
    public const string FileName = "bus.txt";

    /// <param name="own">The queues in the data folder.</param>
    /// <param name="bus">The namespace that was named; null for none.</param>
    /// <exception cref="DataFolderException">This folder's messages are elsewhere.</exception>
    public static async Task Check(string dataFolder, SqliteQueues own, ServiceBusClient? bus, CancellationToken stopping)
    {
        var path = Path.Combine(dataFolder, FileName);
        var home = File.Exists(path) ? (await File.ReadAllTextAsync(path, stopping)).Trim() : null;
        if (home is not null && home != bus?.FullyQualifiedNamespace)
        {
            throw new DataFolderException(
                $"The messages that belong to '{dataFolder}' are on Service Bus at {home}: name that namespace with {BusConnection.Option}, or choose another data folder.");
        }

        if (bus is null || home is not null)
        {
            return;
        }

        var depths = await own.Depths(stopping);
        if (depths.Where(depth => Entities.Taken.Contains(depth.Entity, StringComparer.Ordinal)).Sum(depth => depth.Ready + depth.Locked + depth.Scheduled) is > 0 and var left)
        {
            throw new DataFolderException(
                $"The data folder '{dataFolder}' holds {left} messages that nobody would take with {BusConnection.Option}: run serve without it until they are handled, or choose another data folder.");
        }

        await File.WriteAllTextAsync(path, bus.FullyQualifiedNamespace + Environment.NewLine, stopping);
    }
}
