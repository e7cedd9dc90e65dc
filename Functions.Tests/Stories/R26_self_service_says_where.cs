using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R26_self_service_says_where : IAsyncLifetime
{
    private const string General = "(https://shop.example/help, help@shop.example, +49 30 1234567)";
    private World? _world;

    private World World => _world!;

    public async Task InitializeAsync() => _world = await World.Open(TestPolicy.Yaml
        .Replace("language: en\n", "language: en\nselfService: { page: https://shop.example/help, email: help@shop.example, phone: +49 30 1234567 }\n", StringComparison.Ordinal)
        .Replace("title: A gift card\n", "title: A gift card\n    selfService: { page: https://shop.example/cards }\n", StringComparison.Ordinal));

    public async Task DisposeAsync() => await _world!.DisposeAsync();

    [Fact]
    public async Task A_granted_self_service_tells_the_customer_page_mail_and_phone()
    {
        var id = await World.Complain(AskingForSelfService());

        await World.LookAt<Stage.Settling>(id);
        Assert.Contains($"a guide by which it can be put right at once {General}", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_customers_language_too()
    {
        var id = await World.Complain(AskingForSelfService().With("language", "fi"));

        Assert.Contains($"ohje, jolla asian voi korjata heti {General}", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_an_option_it_says_where_the_category_has_it()
    {
        var id = await World.Complain(Complaints.Late().With("category", "gift"));

        Assert.Contains("2. a guide by which it can be put right at once (https://shop.example/cards)\n", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_sends_it_out_gets_the_reference_with_the_order()
    {
        var id = await World.Complain(AskingForSelfService());

        var order = World.Json(Assert.Single(World.Sent(id, Entities.Remedies)));
        Assert.Equal("https://shop.example/help", order["selfService"]!["page"]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_remedy_carries_no_reference()
    {
        var id = await World.Complain(Complaints.AskingForRefund(20));

        Assert.Null(World.Json(Assert.Single(World.Sent(id, Entities.Remedies)))["selfService"]);
    }

    private static JsonObject AskingForSelfService() => Complaints.Late().With("requestedRemedy", new JsonObject { ["kind"] = "self-service" });
}
