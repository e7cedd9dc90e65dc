using Escalation.Functions.Policies;
using Escalation.Simulation;

namespace Escalation.Functions.Tests.Policies;

public sealed class PolicyBookTests
{
    [Fact]
    public async Task The_levels_of_earlier_policies_are_not_forgotten_as_cases_still_wait_there()
    {
        var store = new MemoryStore((_, _, _) => { });
        await PolicyBook.Open(store, TestPolicy.Yaml.Replace("id: l3", "id: board", StringComparison.Ordinal), "the first", default);
        var book = await PolicyBook.Open(store, TestPolicy.Yaml, "the second", default);

        Assert.Equal(["board", "l1", "l2", "l3"], (await book.Levels(default)).Select(level => level.Text).Order(StringComparer.Ordinal));
    }
}
