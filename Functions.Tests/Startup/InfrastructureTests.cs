using System.Text.Json;
using System.Text.RegularExpressions;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Contracts.Tables;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Startup;

/// <summary>What infra/ makes is what the code uses.</summary>
public sealed partial class InfrastructureTests
{
    private static readonly string[] Topics = [Entities.Escalations, Entities.CaseEvents];
    private static readonly string[] Queues = [.. Entities.Taken.Concat(Entities.Given).Except(Topics)];

    [Fact]
    public void Bicep_makes_the_queues_of_the_code() => Assert.Equal(
        Sorted(Queues),
        Sorted([.. Listed("serviceBus", "takenQueues"), .. Listed("serviceBus", "timerQueues"), .. Listed("serviceBus", "parkingQueues"), .. Listed("serviceBus", "givenQueues")]));

    [Fact]
    public void Bicep_makes_the_topics_of_the_code() => Assert.Equal(Sorted(Topics), Sorted(Listed("serviceBus", "givenTopics")));

    [Fact]
    public void Bicep_lets_the_app_receive_from_what_it_takes() => Assert.Equal(
        Sorted(Entities.Taken),
        Sorted([.. Listed("serviceBus", "takenQueues"), .. Listed("serviceBus", "timerQueues"), .. Listed("serviceBus", "parkingQueues")]));

    [Fact]
    public void Bicep_makes_the_tables_of_the_code() => Assert.Equal(Sorted(TableNames.All), Sorted(Listed("storage", "tables")));

    [Fact]
    public void Only_follow_ups_may_expire_without_a_trace() => Assert.Equal([Entities.FollowUps], Listed("serviceBus", "timerQueues"));

    [Fact]
    public void The_emulator_has_the_queues_of_the_code() => Assert.Equal(Sorted(Queues), Sorted(Emulated("Queues")));

    [Fact]
    public void The_emulator_has_the_topics_of_the_code() => Assert.Equal(Sorted(Topics), Sorted(Emulated("Topics")));

    [Fact]
    public void Every_queue_forwards_its_dead_letters_but_the_one_they_go_to()
    {
        Assert.Equal([Entities.DeadLetters], Queues.Where(queue => Property(queue, "ForwardDeadLetteredMessagesTo") != Entities.DeadLetters));
        Assert.Equal(
            Regex.Count(Read("infra/modules/serviceBus.bicep"), "ServiceBus/namespaces/queues@", RegexOptions.None, TimeSpan.FromSeconds(1)) - 1,
            Regex.Count(Read("infra/modules/serviceBus.bicep"), "forwardDeadLetteredMessagesTo: 'dead-letters'", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    /// <summary>It would silently drop delayed copies and resubmissions.</summary>
    [Fact]
    public void No_queue_or_topic_detects_duplicates()
    {
        Assert.All(Queues, queue => Assert.Equal("False", Property(queue, "RequiresDuplicateDetection")));
        Assert.DoesNotContain("requiresDuplicateDetection: true", Read("infra/modules/serviceBus.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escalations_reach_the_levels_of_the_sample_policy()
    {
        var policy = PolicyReader.Read(await PolicyText.Load(System.IO.Path.Combine(Npm.Folder, "..", "samples", "policy.yaml"), default), "policy.yaml");

        var levels = Regex.Match(Read("infra/main.bicep"), @"^param levels array = \[(?<names>[^\]]*)\]", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.Equal(policy.Levels.Select(level => level.Id.Text), Quoted().Matches(levels.Groups["names"].Value).Select(quoted => quoted.Groups["name"].Value));
    }

    [Fact]
    public void Every_queue_that_is_taken_from_has_a_function() => Assert.Equal(
        Sorted(Entities.Taken),
        Sorted(FunctionCatalog.Find(typeof(Entities).Assembly).Entries.OfType<QueueFunction>().Select(function => function.Queue)));

    [Fact]
    public void The_host_settles_no_message_by_itself()
    {
        using var host = JsonDocument.Parse(Read("Functions/host.json"));

        Assert.False(host.RootElement.GetProperty("extensions").GetProperty("serviceBus").GetProperty("autoCompleteMessages").GetBoolean());
    }

    [Fact]
    public void The_alarm_watches_the_function_that_sweeps() => Assert.Contains(
        FunctionCatalog.Find(typeof(Entities).Assembly).Entries.OfType<TimerFunction>(),
        function => Read("infra/modules/monitoring.bicep").Contains($"name == \"{function.Name}\"", StringComparison.Ordinal));

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);

    /// <summary>The names in <c>var x = [ ... ]</c> of a module.</summary>
    private static IEnumerable<string> Listed(string module, string variable)
    {
        var list = Regex.Match(
            Read($"infra/modules/{module}.bicep"), $@"^var {variable} = \[(?<names>[^\]]*)\]", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.True(list.Success, $"{module}.bicep has no list '{variable}'.");
        return Quoted().Matches(list.Groups["names"].Value).Select(quoted => quoted.Groups["name"].Value);
    }

    private static List<string> Emulated(string kind)
    {
        using var config = JsonDocument.Parse(Read("infra/local/Config.json"));
        return [.. config.RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty(kind)
            .EnumerateArray()
            .Select(entity => entity.GetProperty("Name").GetString()!)];
    }

    /// <summary>Of a queue of the emulator.</summary>
    private static string Property(string queue, string name)
    {
        using var config = JsonDocument.Parse(Read("infra/local/Config.json"));
        return config.RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty("Queues")
            .EnumerateArray()
            .Single(entity => entity.GetProperty("Name").GetString() == queue)
            .GetProperty("Properties").GetProperty(name).ToString();
    }

    private static string Read(string path) => File.ReadAllText(System.IO.Path.Combine(Npm.Folder, "..", path));

    [GeneratedRegex("'(?<name>[^']+)'", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Quoted();
}
