using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Escalation.Functions.Tests.Contracts.Tables;

/// <summary>Azurite's tables on a free port of this machine, with their data in a temporary folder.</summary>
internal sealed class AzuriteProcess : IDisposable
{
    private const int Ports = 10;

    private readonly string _data = Directory.CreateTempSubdirectory("azurite-").FullName;
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private AzuriteProcess(int port, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        Port = port;
        string[] all =
        [
            Npm.Module("azurite/dist/src/table/main.js"), "--silent", "--disableTelemetry", "--tableHost", "127.0.0.1", "--tablePort", $"{port}",
            "--location", _data, .. arguments,
        ];
        _process = new()
        {
            StartInfo = new("node", all) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        foreach (var (name, value) in environment)
        {
            _process.StartInfo.Environment[name] = value;
        }

        _process.OutputDataReceived += (_, line) => Said(line.Data);
        _process.Exited += (_, _) => _ready.TrySetResult(false);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <param name="arguments">Beside those that say where it listens and keeps its data.</param>
    public static async Task<AzuriteProcess> Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        for (var attempt = 0; attempt < Ports; attempt++)
        {
            var started = new AzuriteProcess(FreePort(), arguments, environment);
            if (await started._ready.Task)
            {
                return started;
            }

            started.Dispose(); // Somebody else took the port in between.
        }

        throw new InvalidOperationException($"Azurite did not start on any of {Ports} free ports.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private void Said(string? line)
    {
        if (line?.Contains("successfully", StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult(true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
