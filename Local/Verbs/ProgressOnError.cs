using Spectre.Console;

namespace Escalation.Local.Verbs;

/// <summary>A progress bar on standard error: standard output belongs to the result.</summary>
internal static class ProgressOnError
{
    /// <param name="whole">How much there is to do; null while nobody knows.</param>
    /// <param name="work">Gets a function to report with: how much is done, and what is being done.</param>
    public static async Task<T> Run<T>(string title, double? whole, Func<Action<double, string>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            Out = new AnsiConsoleOutput(Console.Error),
        });
        return await console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(title, maxValue: whole ?? 1).IsIndeterminate(whole is null);
                return await work((done, what) =>
                {
                    bar.Description = what;
                    bar.IsIndeterminate = false;
                    bar.MaxValue = Math.Max(bar.MaxValue, done);
                    bar.Value = done;
                });
            });
    }
}
