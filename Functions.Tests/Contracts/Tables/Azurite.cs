using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
    private const int Ports = 10;
    private const string Key = "bm8gc2VjcmV0IGF0IGFsbA==";

    private readonly string data = Directory.CreateTempSubdirectory("azurite-").FullName;
    private Process? process;
    private int accountsTaken;

    public int Port { get; private set; }

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(RunningPort) is { Length: > 0 } running)
        {
            Port = int.Parse(running, NumberStyles.None, CultureInfo.InvariantCulture);
            return;
        }

        var script = Npm.Module("azurite/dist/src/table/main.js");
        for (var attempt = 0; attempt < Ports; attempt++)
        {
            Port = FreePort();
            if (await Start(script))
            {
                return;
            }
        }

        throw new InvalidOperationException($"Azurite did not start on any of {Ports} free ports.");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process?.Dispose();
        Directory.Delete(data, recursive: true);
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

    /// <returns>False when the port was taken in between.</returns>
    private async Task<bool> Start(string script)
    {
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                script, "--silent", "--disableTelemetry", "--tableHost", "127.0.0.1",
                "--tablePort", $"{Port}", "--location", data,
            },
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(1, Accounts).Select(n => $"account{n:0000}:{Key}"));
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("successfully", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult(true);
            }
        };
        process.Exited += (_, _) => ready.TrySetResult(false);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await ready.Task;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
