using Escalation.Domain.Cases;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R04_options_are_those_of_the_customers_group : IAsyncLifetime
{
    private const string Options = """
            groupOptions:
              premium:
                - { kind: refund, amount: 45 EUR }
                - { kind: redo }
            options:
        """;

    private World? _world;

    private World World => _world!;

    public async Task InitializeAsync() => _world = await World.Open(
        TestPolicy.Yaml.Replace("presumedCause: late-delivery\n    options:", $"presumedCause: late-delivery\n{Options}", StringComparison.Ordinal));

    public async Task DisposeAsync() => await _world!.DisposeAsync();

    [Theory]
    [InlineData("premium", "refund of EUR 45.00; redo")]
    [InlineData("Premium", "refund of EUR 45.00; redo")]
    [InlineData("staff", "voucher of EUR 20.00; discount of 10%; refund of EUR 15.00")]
    [InlineData(null, "voucher of EUR 20.00; discount of 10%; refund of EUR 15.00")]
    public async Task Who_names_no_remedy_is_offered_what_the_group_is_offered(string? group, string options)
    {
        var id = await World.Complain(Complaints.Late().WithCustomer("group", group));

        Assert.Equal(options, string.Join("; ", (await World.LookAt<Stage.Offered>(id)).Options));
        Assert.Single(World.Letters(id));
    }

    [Fact]
    public async Task A_group_that_is_no_name_is_told()
    {
        var answer = await World.Post("complaints", Complaints.Late().WithCustomer("group", "!"), World.KeyOf(Role.Upstream));

        Assert.Equal(["customer.group must hold a letter or digit, such as premium"], answer.Errors);
    }
}
