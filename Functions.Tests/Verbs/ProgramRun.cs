using System.Diagnostics;
using System.Text;
using Escalation.Local.Verbs;

namespace Escalation.Functions.Tests.Verbs;

/// <summary>The program as a person starts it: a process with its own arguments, output and exit code.</summary>
internal sealed class ProgramRun : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _awaited;
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProgramRun(IEnumerable<string> arguments, string? awaited)
    {
        _awaited = awaited;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(Machine).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Start();
        _output = _process.StandardOutput.ReadToEndAsync();
        _process.BeginErrorReadLine();
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> ToEnd(params string[] arguments)
    {
        using var run = new ProgramRun(arguments, null);
        return await run.End();
    }

    /// <summary>Kills it, as the power does, once its standard error says something that holds these words.</summary>
    /// <returns>False when it came to its end first.</returns>
    public static async Task<bool> KilledAt(string words, params string[] arguments)
    {
        using var run = new ProgramRun(arguments, words);
        var ended = run._process.WaitForExitAsync();
        if (await Task.WhenAny(run._seen.Task, ended) == ended)
        {
            return false;
        }

        run._process.Kill(entireProcessTree: true);
        await ended;
        return true;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task<(int ExitCode, string Output, string Errors)> End()
    {
        var output = await _output;
        await _process.WaitForExitAsync();
        await _ended.Task;
        return (_process.ExitCode, output, _errors.ToString());
    }

    private void Heard(string? line)
    {
        if (line is null)
        {
            _ended.TrySetResult();
            return;
        }

        _errors.AppendLine(line);
        if (_awaited is not null && line.Contains(_awaited, StringComparison.Ordinal))
        {
            _seen.TrySetResult();
        }
    }
}
