using System.CommandLine;
using System.Text.Json;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Escalation.Local.Verbs.PolicyCheck;

/// <summary><c>policy check FILE</c>: everything that is wrong with a policy, as compilers tell it; or what it allows.</summary>
/// <remarks>Exit code 1 when it cannot be used, or with <c>--strict</c> when there is a warning.</remarks>
internal static class PolicyCommand
{
    private static readonly Argument<string> FileName = new("file") { Description = "The policy, YAML." };

    private static readonly Option<string?> People = new("--people") { Description = "A people file to hold it against." };

    private static readonly Option<bool> Strict = new("--strict") { Description = "Fail on warnings as well." };

    public static Command Create()
    {
        var check = new Command("check", "Read a policy and tell everything that is wrong with it; when nothing is, what it allows.")
        {
            FileName, People, Strict, CommonOptions.Json,
        };
        check.SetAction(Run);
        return new Command("policy", "Work on policies.") { check };
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        var file = arguments.GetRequiredValue(FileName);
        var (text, found) = await Examined(file, stopping);
        var notes = found.Errors.Concat(found.Warnings).Select(note => (File: file, Note: note)).ToList();
        if (found.Policy is not null)
        {
            notes.AddRange(HolidayCheck.Run(text, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)).Select(note => (file, note)));
        }

        if (arguments.GetValue(People) is { } people && found.Policy is { } policy)
        {
            notes.AddRange(await Held(policy, text, file, people, stopping));
        }

        var failed = notes.Any(n => !n.Note.IsWarning || arguments.GetValue(Strict));
        if (arguments.GetValue(CommonOptions.Json))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(Report(!failed, notes, found.Policy), LogEntry.Format));
        }
        else
        {
            notes.ForEach(n => Console.WriteLine(n.Note.In(n.File)));
            if (!failed)
            {
                PolicyTable.Show(found.Policy!, notes.Count);
            }
        }

        return failed ? 1 : 0;
    }

    /// <summary>The policy with the files it names; one that cannot be read is an error of the line that names it.</summary>
    private static async Task<(string Text, PolicyFindings Found)> Examined(string file, CancellationToken stopping)
    {
        try
        {
            var text = await ShippedFiles.ReadPolicy(file, stopping);
            return (text, PolicyReader.Examine(text));
        }
        catch (YamlFileException e)
        {
            return ("", new(null, e.Errors, []));
        }
    }

    private static async Task<IReadOnlyList<(string File, YamlError Note)>> Held(
        Policy policy, string text, string file, string people, CancellationToken stopping)
    {
        try
        {
            var read = PeopleReader.Read(await ShippedFiles.Read(people, stopping), people, [.. policy.Levels.Select(level => level.Id)], [.. policy.Teams.Select(team => team.Id)]);
            return [.. ExclusionCheck.Run(text, policy, read).Concat(StaffingCheck.Run(text, policy, read)).Select(note => (file, note)), .. OperatorsMissing(read).Select(note => (people, note))];
        }
        catch (YamlFileException e)
        {
            return [.. e.Errors.Select(note => (people, note))];
        }
    }

    private static IEnumerable<YamlError> OperatorsMissing(PeopleFile people) => people.OperatorsEmail is not null ? [] :
    [
        new(1, "operators", "is missing: when the top of the ladder does not answer, nobody is told by e-mail") { Rule = "empty-last-step", IsWarning = true },
    ];

    private static object Report(bool valid, List<(string File, YamlError Note)> notes, Policy? policy) => new
    {
        valid,
        errors = notes.Where(n => !n.Note.IsWarning).Select(Told),
        warnings = notes.Where(n => n.Note.IsWarning).Select(Told),
        hash = policy?.Hash.Text,
        levels = policy is null ? null : PolicyTable.Granters(policy).Select(granter => new
        {
            id = granter.Name,
            granter.Role,
            limits = granter.Limits.Each.Select(l => l.ToString()).Concat(granter.Limits.Shares.Select(s => s.ToString())),
            exceptions = granter.Limits.Exceptions.Count,
            cumulative = granter.Limits.Cumulative.Select(c => c.ToString()),
        }),
        rules = policy?.Rules.Select(rule => rule.Name.Text),
    };

    private static object Told((string File, YamlError Note) n) =>
        new { file = n.File, line = n.Note.Line, column = n.Note.Column, rule = n.Note.Rule, path = n.Note.Path, message = n.Note.Problem };
}

/// <summary>What a policy allows, by level.</summary>
internal static class PolicyTable
{
    public static IEnumerable<(string Name, string Role, Limits Limits)> Granters(Policy policy) =>
        policy.Levels.Select(level => (level.Id.Text, level.Role, level.Limits)).Prepend((Policy.AutomaticLevel.Text, "without a person", policy.Automatic));

    /// <param name="warnings">How many there were.</param>
    public static void Show(Policy policy, int warnings)
    {
        var granters = Granters(policy).ToList();
        var table = new Table().Border(TableBorder.Rounded).AddColumn("May grant");
        granters.ForEach(granter => table.AddColumn(new TableColumn($"[bold]{Markup.Escape(granter.Name)}[/]\n{Markup.Escape(granter.Role)}")));
        foreach (var kind in Enum.GetValues<RemedyKind>())
        {
            table.AddRow([Remedy.Name(kind), .. granters.Select(granter => Markup.Escape(Most(granter.Limits, kind)))]);
        }

        table.AddRow(["in sum", .. granters.Select(granter => Markup.Escape(string.Join('\n', granter.Limits.Cumulative)))]);
        AnsiConsole.Write(table);
        var exceptions = granters.Sum(granter => granter.Limits.Exceptions.Count);
        AnsiConsole.MarkupLine(
            $"{Markup.Escape(policy.Name)}: {policy.Rules.Count} rules, {policy.Categories.Count} categories, {exceptions} exceptions to limits. {(warnings == 0 ? "[green]Nothing is wrong with it.[/]" : $"[yellow]It can be used; {warnings} warnings.[/]")}");
    }

    private static string Most(Limits limits, RemedyKind kind)
    {
        var each = limits.Each.Where(l => l.Kind == kind && l.Most > 0).Select(l => Remedy.MeasureOf(kind) switch
        {
            RemedyMeasure.Amount => new Money(l.Most, l.Currency!).ToString(),
            RemedyMeasure.Percent => $"{l.Most}%",
            RemedyMeasure.Count => $"{l.Most}",
            _ => "yes",
        });
        var shares = limits.Shares.Where(s => s.Kind == kind).Select(s => $"{s.Percent}% of the matter");
        var most = string.Join('\n', each.Concat(shares));
        return most.Length == 0 ? "-" : limits.Exceptions.Any(e => e.Names(kind)) ? $"{most} *" : most;
    }
}
