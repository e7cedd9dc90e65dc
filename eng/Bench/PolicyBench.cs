using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Authority;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Policies;
using Escalation.Local.Verbs;
using Escalation.Local.Verbs.Replay;
using Escalation.Local.Verbs.WhatIf;
using Command = System.CommandLine.Command;

namespace Escalation.Bench;

/// <summary>Authority checks a second on one core: from the registered complaint to the events of the decision; the same with the clocks of
/// the case; and the rules alone, compiled and read one after the other in the same run.</summary>
internal static class PolicyBench
{
    private static readonly Option<string> PolicyFile = new("--policy") { DefaultValueFactory = _ => "samples/policies/bank.yaml" };
    private static readonly Option<string> Complaints = new("--file") { DefaultValueFactory = _ => "samples/cfpb.jsonl" };
    private static readonly Option<int> Checks = new("--checks") { Description = "Checks a timed round.", DefaultValueFactory = _ => 400_000 };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Medians are shown.", DefaultValueFactory = _ => 7 };

    public static Command Create()
    {
        var command = new Command("policy", "Authority checks a second on one core.") { PolicyFile, Complaints, Checks, Rounds, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        var name = arguments.GetRequiredValue(PolicyFile);
        var file = arguments.GetRequiredValue(Complaints);
        var policy = PolicyReader.Read(await PolicyText.Load(name, stopping), name);
        var map = await ShippedMaps.For(file, stopping);
        var (past, _) = await PastCases.OfFile(RecordFile.Read(file, stopping), map, policy, TimeProvider.System, stopping);
        PastCase[] cases = [.. past.Select(Varied)];
        var (held, whole, compiled, read) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = -2; round < arguments.GetValue(Rounds); round++)
        {
            var checks = arguments.GetValue(Checks);
            var times = (
                Time(cases, checks, one => Held(one, policy)), Time(cases, checks, one => one.Under(policy)),
                Time(cases, checks, one => policy.Rules.FirstMatch(MatterOf(one))), Time(cases, checks, one => Read(policy, MatterOf(one))));
            if (round >= 0)
            {
                held.Add(times.Item1);
                whole.Add(times.Item2);
                compiled.Add(times.Item3);
                read.Add(times.Item4);
            }
        }

        var figures = new
        {
            policy = policy.Name,
            checksPerSecond = Math.Round(Median(held)),
            decisionsPerSecond = Math.Round(Median(whole)),
            rulesPerSecond = Math.Round(Median(compiled)),
            rulesReadPerSecond = Math.Round(Median(read)),
            compiledToRead = Math.Round(Median(compiled.Zip(read, (c, r) => c / r)), 2),
        };
        Console.WriteLine(arguments.GetValue(CommonOptions.Json) ? JsonSerializer.Serialize(figures, JsonSerializerOptions.Web) : string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {figures.policy}: {policy.Rules.Count} rules, {cases.Length} complaints in turn, one core
              checks                       {figures.checksPerSecond,14:N0} a second
              with the case's clocks       {figures.decisionsPerSecond,14:N0} a second
              rules alone, compiled        {figures.rulesPerSecond,14:N0} a second
              rules alone, read in order   {figures.rulesReadPerSecond,14:N0} a second
              compiled against read        {figures.compiledToRead,14:N2} times
            """));
        return 0;
    }

    /// <summary>Every third complaint asks for something, so that limits are held as well as rules.</summary>
    private static PastCase Varied(PastCase one, int index)
    {
        if (index % 3 != 0)
        {
            return one;
        }

        var asked = new RemedyRequest(RemedyKind.Credit, new Money(10 + (index * 7 % 900), Currency.Parse("USD")));
        return one with { Assessed = one.Assessed with { Complaint = one.Assessed.Complaint with { Requested = asked } } };
    }

    /// <summary>Held against the policy as it is for this complaint.</summary>
    private static Decision Held(PastCase one, Policy policy) =>
        AuthorityDecider.Check(one.Assessed, new(Actor.Pipeline, policy.For(one.Assessed.Complaint).Within(one.Facts.Granted, byPerson: false), one.Facts, one.At));

    private static Matter MatterOf(PastCase one) => new(one.Assessed.Complaint, one.Facts.Repeat, one.At);

    private static Rule? Read(Policy policy, Matter matter) => policy.Rules.FirstOrDefault(rule => rule.When.Holds(matter));

    /// <summary>How many in a second of processor time, all threads of the process together: what else the machine does hardly changes it.</summary>
    private static double Time(PastCase[] cases, int count, Func<PastCase, object?> check)
    {
        var (started, decided) = (Environment.CpuUsage.TotalTime, 0);
        for (var i = 0; i < count; i++)
        {
            decided += check(cases[i % cases.Length]) is null ? 0 : 1;
        }

        var elapsed = Environment.CpuUsage.TotalTime - started;
        return decided == 0 ? 0 : count / elapsed.TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
