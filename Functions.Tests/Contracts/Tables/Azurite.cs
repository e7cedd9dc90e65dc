using System.Globalization;
using Escalation.Functions.Tables;

namespace Escalation.Functions.Tests.Contracts.Tables;

[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<Azurite>
{
    public const string Name = "Azurite";
}

/// <summary>The Table Storage emulator, one for the whole run: on a free port, its data in a temporary folder.</summary>
public sealed class Azurite : IAsyncLifetime, IDisposable
{
    /// <summary>Names the port of one that runs already, as in a container of CI: fresh, and with the accounts that <c>.github/workflows/ci.yml</c> gives it.</summary>
    private const string RunningPort = "AZURITE_TABLES_PORT";

    private const int Accounts = 1_000;
    private const string Key = "bm8gc2VjcmV0IGF0IGFsbA==";

    private AzuriteProcess? process;
    private int accountsTaken;

    public int Port { get; private set; }

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(RunningPort) is { Length: > 0 } running)
        {
            Port = int.Parse(running, NumberStyles.None, CultureInfo.InvariantCulture);
            return;
        }

        var accounts = string.Join(';', Enumerable.Range(1, Accounts).Select(n => $"account{n:0000}:{Key}"));
        process = await AzuriteProcess.Start([], new Dictionary<string, string>(StringComparer.Ordinal) { ["AZURITE_ACCOUNTS"] = accounts });
        Port = process.Port;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        process?.Dispose();
    }

    /// <summary>A connection string for an account that no other test has: an empty store.</summary>
    public string NewAccount(int? port = null) => Connection($"account{Interlocked.Increment(ref accountsTaken):0000}", port ?? Port);

    /// <summary>A store with its tables, in an account of its own.</summary>
    public async Task<TableStore> NewStore()
    {
        var store = TableStore.Connect(NewAccount());
        await store.EnsureTables(CancellationToken.None);
        return store;
    }

    private static string Connection(string account, int port) =>
        $"AccountName={account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{port}/{account}";
}
