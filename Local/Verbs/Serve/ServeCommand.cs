using System.CommandLine;
using Escalation.Domain.Cases;
using Escalation.Functions.Parked;
using Escalation.Functions.Path;
using Escalation.Functions.Policies;
using Escalation.Functions.Startup;
using Escalation.Local.Host;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Escalation.Local.Verbs.Serve;

/// <summary><c>serve</c>: runs the pipeline until it is stopped.</summary>
internal static class ServeCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "On 127.0.0.1.", DefaultValueFactory = _ => 7071 };

    private static readonly Option<Uri?> DeliverTo = new("--deliver-to")
    {
        Description = "Where messages to people are posted as JSON. Without it they are kept in the case's log only.",
        CustomParser = WebAddresses.Parse,
    };

    public static Command Create()
    {
        var command = new Command("serve", "Run the pipeline on this machine until Ctrl+C.")
        {
            CommonOptions.Data, CommonOptions.Tables, CommonOptions.Bus, CommonOptions.Policy, Port, DeliverTo,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        using var loggers = CommonOptions.Loggers();
        var tables = await CommonOptions.TablesOf(arguments, stopping);
        await using var bus = await CommonOptions.BusOf(arguments, tables is not null, stopping);
        var options = new MachineOptions(arguments.GetRequiredValue(CommonOptions.Data))
        {
            Tables = tables,
            Bus = bus,
            PolicyFile = arguments.GetValue(CommonOptions.Policy),
            DeliverTo = arguments.GetValue(DeliverTo),
            Host = new LocalHostOptions { Port = arguments.GetValue(Port) },
        };
        using var telemetry = OtlpExport.Start();
        await using var machine = await Machine.Open(options, loggers, stopping);
        await machine.Host.Start(stopping);
        await ServedAddress.Write(options.DataFolder, machine.Host.Address!, stopping);
        await Describe(machine, options, telemetry, stopping);
        await UntilStopped(stopping);
        AnsiConsole.MarkupLine("Stopping: finishing what is in hand.");
        await machine.Host.Stop();
        ServedAddress.Remove(options.DataFolder);
        return 0;
    }

    private static async Task UntilStopped(CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource();
        await using (stopping.Register(stopped.SetResult))
        {
            await stopped.Task;
        }
    }

    private static async Task Describe(Machine machine, MachineOptions options, OtlpExport? telemetry, CancellationToken stopping)
    {
        var data = Path.GetFullPath(options.DataFolder);
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("what", "where");
        table.AddRow("Address", $"{machine.Host.Address}api/health");
        table.AddRow("Data", $"{Markup.Escape(data)}  (delete the folder to begin anew)");
        if (options.Tables is { } tables)
        {
            var rest = options.Bus is null ? "only the queues and the keys" : "only the keys";
            table.AddRow("State", $"Table Storage at {Markup.Escape(tables.Address.ToString())}  ({rest} lie in the data folder)");
        }

        if (options.Bus is { } bus)
        {
            table.AddRow("Messages", $"Service Bus at {Markup.Escape(bus.FullyQualifiedNamespace)}");
        }

        table.AddRow("Policy", Markup.Escape(options.PolicyFile ?? Path.Combine(data, "policy.yaml")));
        table.AddRow("People", Markup.Escape(options.PeopleFile ?? Path.Combine(data, "people.yaml")));
        table.AddRow("Keys", $"{Markup.Escape(Path.Combine(data, KeyFile.FileName))}  (one for each role and reviewer)");
        if (telemetry is not null)
        {
            table.AddRow("Telemetry", $"{Markup.Escape(telemetry.Endpoint.AbsoluteUri)}  (docs/telemetry.md)");
        }

        table.AddRow("Waiting", Markup.Escape(await Waiting(machine.Services, stopping)));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine("Ctrl+C stops.");
    }

    private static async Task<string> Waiting(IServiceProvider services, CancellationToken stopping)
    {
        var views = services.GetRequiredService<CaseViews>();
        var levels = services.GetRequiredService<PolicyBook>().Current.Levels;
        var counts = new List<string>();
        foreach (var level in levels)
        {
            counts.Add($"{(await views.List(ViewRow.Inbox(level.Id), stopping)).Count} for {level.Id}");
        }

        counts.Add($"{(await views.List(ViewRow.Customer, stopping)).Count} for customers");
        counts.Add($"{(await views.List(ViewRow.Fulfilment, stopping)).Count} for fulfilment");
        counts.Add($"{(await services.GetRequiredService<ParkedMessages>().List(stopping)).Count(message => message.IsWaiting)} parked");
        return string.Join(", ", counts);
    }
}
