using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;
using Escalation.Local.Sqlite;

namespace Escalation.Local.Verbs;

/// <summary>Keeps a data folder's queues with the state they belong to: apart from each other, cases would wait for messages, and promises for
/// alarms, that nobody looks at any more.</summary>
internal static class StateHome
{
    /// <summary>Beside queues whose state lies in Table Storage: where.</summary>
    public const string FileName = "tables.txt";

    /// <param name="own">The store in the data folder.</param>
    /// <param name="tables">The store in Table Storage, where one was named.</param>
    /// <returns>The one of the two that holds this folder's state.</returns>
    /// <exception cref="DataFolderException">This folder's state lies elsewhere.</exception>
    public static async Task<IStore> Choose(string dataFolder, SqliteStore own, TableStore? tables, CancellationToken stopping)
    {
        var path = Path.Combine(dataFolder, FileName);
        var home = File.Exists(path) ? (await File.ReadAllTextAsync(path, stopping)).Trim() : null;
        var named = tables?.Address.ToString();
        if (home is not null && home != named)
        {
            throw new DataFolderException(
                $"The queues in '{dataFolder}' belong to the cases in Table Storage at {home}: name that account with {TablesConnection.Option}, or choose another data folder.");
        }

        if (tables is null)
        {
            return own;
        }

        if (home is null)
        {
            if (await own.Partitions(TableNames.Cases, stopping).AnyAsync(stopping))
            {
                throw new DataFolderException(
                    $"The data folder '{dataFolder}' holds cases of its own, which nobody would look after with {TablesConnection.Option}: choose another data folder.");
            }

            await File.WriteAllTextAsync(path, named + Environment.NewLine, stopping);
        }

        return tables;
    }
}
