using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Store;
using Escalation.Local.Host;
using Escalation.Local.Sqlite;
using Escalation.Local.Verbs.Serve;
using Spectre.Console;

namespace Escalation.Local.Verbs.Parked;

/// <summary><c>parked</c>: shows what could not be handled, and lets an operator send it again or give it up.</summary>
/// <remarks>Works whether or not the data folder is served: a served one is asked over HTTP, as is a pipeline on Azure with <c>--url</c>.</remarks>
internal static class ParkedCommand
{
    /// <summary>The key for <c>--url</c>; not an option, which others on the machine could see.</summary>
    public const string KeyVariable = "ESCALATION_KEY";

    private static readonly Option<Uri?> Url = new("--url")
    {
        Description = $"A pipeline that runs elsewhere, such as https://app.azurewebsites.net/; an operator's key or access token is taken from {KeyVariable}.",
        CustomParser = WebAddresses.Parse,
    };

    private static readonly Option<bool> All = new("--all") { Description = "Also what was sent again or discarded." };

    private static readonly Option<string> Reason = new("--reason") { Description = "Why; it is kept.", Required = true };

    private static readonly Argument<string> Id = new("id") { Description = "As 'parked list' shows it." };

    private static readonly Argument<string[]> Ids = new("id") { Description = "As 'parked list' shows them; one or more.", Arity = ArgumentArity.OneOrMore };

    public static Command Create()
    {
        Reason.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: > 0 and <= ParkedDecisions.LongestReason })
            {
                result.AddError($"--reason must be 1 to {ParkedDecisions.LongestReason} characters.");
            }
        });
        return new Command("parked", "Look after the messages that could not be handled. Nothing is lost: they lie whole, with the reason.")
        {
            Verb("list", "What waits for a decision, newest first.", [All], List),
            Verb("show", "One message, with its body, which may hold personal data.", [Id], Show),
            Verb("resubmit", "Send messages to their queues once more. Done twice, each still takes effect once.", [Ids], Resubmit),
            Verb("discard", "Give a message up for good: its body is removed; who, when and why are kept.", [Id, Reason], Discard),
        };
    }

    private static Command Verb(
        string name, string description, IReadOnlyList<Symbol> own, Func<IParkedDesk, ParseResult, CancellationToken, Task<int>> run)
    {
        var verb = new Command(name, description) { CommonOptions.Data, CommonOptions.Tables, Url, CommonOptions.Json };
        foreach (var symbol in own)
        {
            if (symbol is Argument argument)
            {
                verb.Add(argument);
            }
            else
            {
                verb.Add((Option)symbol);
            }
        }

        verb.SetAction(async (arguments, stopping) =>
        {
            await using var desk = await Desk(arguments, stopping);
            return await run(desk, arguments, stopping);
        });
        return verb;
    }

    private static async Task<IParkedDesk> Desk(ParseResult arguments, CancellationToken stopping)
    {
        if (arguments.GetValue(Url) is { } url)
        {
            if (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)
            {
                throw new CommandException("--url must begin with https, or others on the way could read the key.");
            }

            return new ServedParkedDesk(url, Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key
                ? key
                : throw new CommandException($"--url needs an operator's key or access token in the variable {KeyVariable}."));
        }

        var folder = Path.GetFullPath(arguments.GetRequiredValue(CommonOptions.Data));
        if (!File.Exists(Path.Combine(folder, SqliteFile.FileName)))
        {
            throw new CommandException($"There is no data in '{folder}'. Name the folder that serve or replay was given with --data.");
        }

        try
        {
            return await FolderParkedDesk.Open(folder, await CommonOptions.TablesOf(arguments, stopping), stopping);
        }
        catch (DataFolderInUseException) when (ServedAddress.Read(folder) is { } served)
        {
            return new ServedParkedDesk(served, KeyFile.Open(folder, []).Keys.Single(key => key.Role == Role.Operator).Key);
        }
    }

    private static async Task<int> List(IParkedDesk desk, ParseResult arguments, CancellationToken stopping)
    {
        var list = await desk.List(arguments.GetValue(All), stopping);
        if (arguments.GetValue(CommonOptions.Json))
        {
            return await Print(list);
        }

        foreach (var message in list.Messages)
        {
            AnsiConsole.MarkupLine($"[bold]{Markup.Escape(message.Id)}[/]");
            AnsiConsole.MarkupLine(Markup.Escape(string.Create(
                CultureInfo.InvariantCulture,
                $"  {message.State}, {message.At:u}, from {message.Queue}, {message.Bytes:N0} bytes{(message.Case is { } id ? $", case {id}" : "")}")));
            AnsiConsole.MarkupLine($"  {Markup.Escape($"{message.Reason}: {message.Description}")}");
        }

        AnsiConsole.MarkupLine(Markup.Escape(string.Create(
            CultureInfo.InvariantCulture,
            $"{list.Waiting:N0} waiting{(list.Listed > list.Messages.Count ? $"; the newest {list.Messages.Count:N0} of {list.Listed:N0} are shown" : "")}.")));
        return 0;
    }

    private static async Task<int> Show(IParkedDesk desk, ParseResult arguments, CancellationToken stopping) =>
        await Tell(await desk.Show(arguments.GetRequiredValue(Id), stopping), arguments);

    private static async Task<int> Discard(IParkedDesk desk, ParseResult arguments, CancellationToken stopping) =>
        await Tell(await desk.Discard(arguments.GetRequiredValue(Id), arguments.GetRequiredValue(Reason), stopping), arguments);

    /// <returns>1 when one of them was not sent; the others were.</returns>
    private static async Task<int> Resubmit(IParkedDesk desk, ParseResult arguments, CancellationToken stopping)
    {
        var results = new List<Resubmitted>();
        foreach (var id in arguments.GetRequiredValue(Ids))
        {
            try
            {
                var answer = await desk.Resubmit(id, stopping);
                results.Add(new(id, answer.Key, answer.Status, null));
            }
            catch (CommandException e)
            {
                results.Add(new(id, null, null, e.Message));
            }
        }

        if (arguments.GetValue(CommonOptions.Json))
        {
            await Print(results);
        }
        else
        {
            foreach (var result in results)
            {
                AnsiConsole.MarkupLine(Markup.Escape(
                    $"{result.Id}: {result.Problem ?? $"sent again as {result.Key}; what becomes of it: {result.Status}"}"));
            }
        }

        return results.Exists(result => result.Problem is not null) ? 1 : 0;
    }

    private static async Task<int> Tell(ParkedDetail detail, ParseResult arguments)
    {
        if (arguments.GetValue(CommonOptions.Json))
        {
            return await Print(detail);
        }

        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("what", "is");
        foreach (var (name, value) in Lines(detail))
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(value));
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(detail.Text ?? (detail.Base64 is { Length: > 0 } bytes ? $"(no text; base64) {bytes}" : "The body is gone."));
        return 0;
    }

    private static IEnumerable<(string Name, string Value)> Lines(ParkedDetail detail)
    {
        var message = detail.Message;
        yield return ("Id", message.Id);
        yield return ("State", message.State);
        yield return ("Parked", message.At.ToString("u", CultureInfo.InvariantCulture));
        yield return ("From", $"{message.Queue} {message.Kind}".TrimEnd());
        yield return ("Case", message.Case ?? "none named");
        yield return ("Reason", $"{message.Reason}: {message.Description}");
        foreach (var (name, value) in detail.Properties)
        {
            yield return (name, value);
        }

        if (detail.Resubmitted is { } r)
        {
            yield return ("Sent again", $"{r.At:u} by {r.By} as {r.Key}: {r.Status} {r.Reason} {r.Words}".TrimEnd());
        }

        if (detail.Discarded is { } d)
        {
            yield return ("Discarded", $"{d.At:u} by {d.By}: {d.Reason}");
        }
    }

    private static async Task<int> Print<T>(T document)
    {
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(document, LogEntry.Format));
        return 0;
    }

    /// <param name="Key">Under which it was sent again; null where it was not.</param>
    /// <param name="Status">Where its outcome is read.</param>
    /// <param name="Problem">Why it was not sent.</param>
    private sealed record Resubmitted(string Id, string? Key, string? Status, string? Problem);
}
