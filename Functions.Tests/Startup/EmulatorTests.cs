using System.Text.Json;
using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Contracts.Tables;

namespace Escalation.Functions.Tests.Startup;

/// <summary>The file of the Service Bus emulator (infra/local/Config.json) makes what the code uses.</summary>
public sealed class EmulatorTests
{
    private static readonly string[] Topics = [Entities.Escalations, Entities.CaseEvents];
    private static readonly string[] Queues = [.. Entities.Taken.Concat(Entities.Given).Except(Topics)];

    [Fact]
    public void It_has_the_queues_of_the_code() => Assert.Equal(Sorted(Queues), Sorted(Emulated("Queues")));

    [Fact]
    public void It_has_the_topics_of_the_code() => Assert.Equal(Sorted(Topics), Sorted(Emulated("Topics")));

    [Fact]
    public void Every_queue_forwards_its_dead_letters_but_the_one_they_go_to() =>
        Assert.Equal([Entities.DeadLetters], Queues.Where(queue => Property(queue, "ForwardDeadLetteredMessagesTo") != Entities.DeadLetters));

    /// <summary>It would silently drop delayed copies and resubmissions.</summary>
    [Fact]
    public void No_queue_detects_duplicates() => Assert.All(Queues, queue => Assert.Equal("False", Property(queue, "RequiresDuplicateDetection")));

    /// <summary>Unlike Azure, it takes no more than ten, also for dead letters.</summary>
    [Fact]
    public void A_message_is_tried_ten_times() => Assert.All(Queues, queue => Assert.Equal("10", Property(queue, "MaxDeliveryCount")));

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);

    private static List<string> Emulated(string kind)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Npm.Folder, "..", "infra", "local", "Config.json")));
        return [.. config.RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty(kind)
            .EnumerateArray()
            .Select(entity => entity.GetProperty("Name").GetString()!)];
    }

    private static string Property(string queue, string name)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Npm.Folder, "..", "infra", "local", "Config.json")));
        return config.RootElement.GetProperty("UserConfig").GetProperty("Namespaces")[0].GetProperty("Queues")
            .EnumerateArray()
            .Single(entity => entity.GetProperty("Name").GetString() == queue)
            .GetProperty("Properties").GetProperty(name).ToString();
    }
}
