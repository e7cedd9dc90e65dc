using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Escalation.Functions.Tests.Startup;

/// <summary>What a deployment would make, as the Bicep compiler resolves it. Resolved once for all tests.</summary>
public sealed partial class Infrastructure : IAsyncLifetime
{
    /// <summary>Stage dev, with nothing set but what must be.</summary>
    public IReadOnlyList<Resource> Dev { get; private set; } = [];

    public IReadOnlyList<Resource> Production { get; private set; } = [];

    /// <summary>Production in a network of its own.</summary>
    public IReadOnlyList<Resource> Private { get; private set; } = [];

    public async Task InitializeAsync()
    {
        var production = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ESCALATION_STAGE"] = "prod",
            ["ESCALATION_ALERT_EMAIL"] = "operations@example.com",
            ["PolicyFolder"] = "../ours",
        };
        Dev = await Resolve([]);
        Production = await Resolve(production);
        Private = await Resolve(new(production, StringComparer.Ordinal)
        {
            ["ESCALATION_PRIVATE_NETWORKING"] = "true",
            ["ESCALATION_SERVICE_BUS_SKU"] = "Premium",
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<IReadOnlyList<Resource>> Resolve(Dictionary<string, string> environment)
    {
        using var bicep = new BicepCompiler();
        var resolved = await bicep.Snapshot(environment);
        Assert.Equal((0, ""), (resolved.ExitCode, resolved.Words));
        var snapshot = JsonNode.Parse(resolved.Output)!;
        Assert.Empty(snapshot["diagnostics"]!.AsArray());
        return [.. snapshot["predictedResources"]!.AsArray().Select(resource => new Resource(resource!))];
    }

    /// <summary>One resource.</summary>
    public sealed partial class Resource(JsonNode json)
    {
        public string Type => Text("type");

        /// <summary>Without the names of those that it lies in.</summary>
        public string Name => Text("name").Split('/')[^1];

        /// <summary>The address of the resource that this is an extension of, such as what a role is given for.</summary>
        public string Scope => Address().Match(Text("id")).Groups["address"].Value;

        public JsonNode this[string property] => json["properties"]?[property] ?? throw new InvalidOperationException($"{Name} ({Type}) has no property '{property}'.");

        public bool Has(string property) => json["properties"]?[property] is not null;

        /// <summary>Of one that has none, the empty text.</summary>
        public string Sku => json["sku"]?["name"]?.GetValue<string>() ?? "";

        public override string ToString() => json.ToJsonString();

        private string Text(string property) => json[property]!.GetValue<string>();

        [GeneratedRegex("'(?<address>/subscriptions/[^']+)'", RegexOptions.ExplicitCapture, 1_000)]
        private static partial Regex Address();
    }
}
