using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Escalation.Functions.Tests.Policies;

/// <summary>A JSON Schema as an editor applies it to YAML, and the fields that it names.</summary>
internal sealed class EditorSchema(JsonObject root)
{
    private static readonly EvaluationOptions s_every = new() { OutputFormat = OutputFormat.List };

    private readonly JsonSchema _schema = JsonSchema.FromText(root.ToJsonString(), new() { SchemaRegistry = new() });

    public JsonObject Root => root;

    public static EditorSchema Read(string path) => new(JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    public IReadOnlyList<string> Errors(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var found = _schema.Evaluate(JsonSerializer.SerializeToElement(Json(stream.Documents[0].RootNode)), s_every);
        return found.IsValid ? [] : [.. (found.Details ?? []).SelectMany(at => at.Errors ?? [], (at, error) => $"{at.InstanceLocation}: {error.Value}").DefaultIfEmpty("is not valid")];
    }

    /// <summary>The mappings that may stand at a path such as levels[1].limits; the same objects for two paths to one definition.</summary>
    public IReadOnlyList<JsonObject> MappingsAt(string path) => SchemaAt(path) is { } at ? [.. Objects(at)] : [];

    /// <summary>The names that a mapping knows.</summary>
    public static IReadOnlySet<string> NamesOf(JsonObject mapping) => mapping["properties"]!.AsObject().Select(property => property.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every mapping with fields of its own.</summary>
    public IEnumerable<JsonObject> Mappings() => Descendants(root).Where(node => node["properties"] is JsonObject && node["type"]?.GetValue<string>() == "object");

    private static IEnumerable<JsonObject> Descendants(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(property => Descendants(property.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Descendants),
        _ => [],
    };

    private JsonObject? SchemaAt(string path)
    {
        var at = (JsonObject?)root;
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Split('[')[0];
            at = at is null ? null : Objects(at).Select(o => o["properties"]?[name] ?? o["additionalProperties"]).OfType<JsonObject>().FirstOrDefault();
            at = at is not null && part.Contains('[', StringComparison.Ordinal) ? Alternatives(at).Select(a => a["items"]).OfType<JsonObject>().FirstOrDefault() : at;
        }

        return at;
    }

    private IEnumerable<JsonObject> Objects(JsonObject schema) => Alternatives(schema).Where(s => s["type"]?.GetValue<string>() == "object");

    private IEnumerable<JsonObject> Alternatives(JsonObject schema) =>
        schema["$ref"] is { } reference ? Alternatives(Referred(reference))
        : schema["anyOf"] is JsonArray any ? any.SelectMany(a => Alternatives(a!.AsObject()))
        : [schema];

    private JsonObject Referred(JsonNode reference) => root["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]!.AsObject();

    /// <summary>As YAML 1.2 reads it: what is in quotes is text, and so are yes and no.</summary>
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(child.Key.ToString(), Json(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted or ScalarStyle.Literal or ScalarStyle.Folded } quoted => quoted.Value,
        YamlScalarNode { Value: "true" or "false" } truth => truth.Value == "true",
        YamlScalarNode { Value: null or "" or "~" or "null" } => null,
        YamlScalarNode { Value: { } text } => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text,
        _ => throw new NotSupportedException($"No sample holds a {node.NodeType}."),
    };
}
