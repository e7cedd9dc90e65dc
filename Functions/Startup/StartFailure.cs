using System.Text;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Startup;

/// <summary>Why the app could not start, in words for whoever deploys it.</summary>
public static class StartFailure
{
    /// <summary>One line for each thing that is wrong; null for a fault of the program's own, whose stack trace is wanted.</summary>
    public static IReadOnlyList<string>? Explain(Exception failure) => failure switch
    {
        AppSettingsException settings => [.. settings.Errors.Select(OneLine)],
        YamlFileException file => [.. file.Errors.Select(error => OneLine($"{file.Name}: {error}"))],
        StoreUnavailableException or SendFailedException => [OneLine(Because(failure))],
        _ => null,
    };

    /// <summary>With the innermost reason, which says what the network or the identity had against it.</summary>
    private static string Because(Exception failure) =>
        failure.GetBaseException() is var innermost && innermost != failure ? $"{failure.Message} {FirstLine(innermost.Message)}" : failure.Message;

    private static string FirstLine(string text) => text.AsSpan().Trim().ToString().Split('\n', 2)[0];

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString().Trim();
    }
}
