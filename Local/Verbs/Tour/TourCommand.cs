using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Functions.Store;
using Spectre.Console;
using Rule = Spectre.Console.Rule;

namespace Escalation.Local.Verbs.Tour;

/// <summary><c>tour</c>: one complaint's whole life, told as a timeline.</summary>
internal static class TourCommand
{
    private const int MostLines = 14;

    public static Command Create()
    {
        var command = new Command("tour", "Live through one escalation, from posting to closing, on a virtual clock.") { CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        await using var tour = new GuidedTour();
        var moments = await tour.Run(stopping);
        if (arguments.GetValue(CommonOptions.Json))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(moments, LogEntry.Format));
            return 0;
        }

        DateTimeOffset? day = null;
        foreach (var moment in moments)
        {
            if (day?.Date != moment.At.Date)
            {
                day = moment.At;
                AnsiConsole.Write(new Rule(moment.At.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture)).LeftJustified());
            }

            Tell(moment);
        }

        return 0;
    }

    private static void Tell(TourMoment moment)
    {
        var colour = moment.Who switch
        {
            "customer" => "green",
            "supervisor" => "yellow",
            "timer" => "magenta",
            "fulfilment" => "blue",
            _ => "grey",
        };
        var time = moment.At.ToString("HH:mm", CultureInfo.InvariantCulture);
        AnsiConsole.MarkupLine($"{time}  [{colour}]{moment.Who,-10}[/]  {Markup.Escape(moment.What)}");
        var lines = (moment.Words ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        var shown = lines.Take(MostLines).Concat(lines.Count > MostLines ? [$"... and {lines.Count - MostLines} lines more"] : []);
        AnsiConsole.Write(new Padder(new Text(string.Join('\n', shown), Color.Grey), new Padding(19, 0, 0, 0)));
    }
}
