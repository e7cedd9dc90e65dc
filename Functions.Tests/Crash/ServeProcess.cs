using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Escalation.Functions.Tests.Crash;

/// <summary><c>serve</c> as a process of its own, as a person starts it.</summary>
internal sealed class ServeProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _complaints = new();

    private ServeProcess(Process process) => _process = process;

    /// <summary>Completes when it serves; fails when it ends before.</summary>
    public Task Ready => _ready.Task;

    /// <summary>What it wrote to standard error.</summary>
    public string Complaints => string.Join('\n', _complaints);

    /// <param name="more">Further arguments.</param>
    /// <param name="settings">Environment variables beside those of the tests.</param>
    public static ServeProcess Start(
        string dataFolder, int port, Uri deliverTo, string[]? more = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        string[] arguments =
        [
            "exec", System.IO.Path.Combine(AppContext.BaseDirectory, "Escalation.Local.dll"), "serve",
            "--data", dataFolder, "--port", port.ToString(CultureInfo.InvariantCulture), "--deliver-to", deliverTo.ToString(), .. more ?? [],
        ];
        var serve = new ServeProcess(new()
        {
            StartInfo = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        });
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            serve._process.StartInfo.Environment[name] = value;
        }

        serve._process.OutputDataReceived += (_, line) => serve.Said(line.Data);
        serve._process.ErrorDataReceived += (_, line) => serve.Complained(line.Data);
        serve._process.Exited += (_, _) => serve._ready.TrySetException(new InvalidOperationException($"serve ended: {serve.Complaints}"));
        serve._process.Start();
        serve._process.BeginOutputReadLine();
        serve._process.BeginErrorReadLine();
        return serve;
    }

    /// <summary>SIGINT, as Ctrl+C sends it: it finishes what is in hand and ends.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _ = _ready.Task.Exception;
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: it gets no chance to finish anything.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();

        // Whether it was ever ready is nobody's concern any more.
        _ = _ready.Task.Exception;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Said(string? line)
    {
        if (line?.Contains("Ctrl+C stops", StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult();
        }
    }

    private void Complained(string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            _complaints.Enqueue(line);
        }
    }
}
