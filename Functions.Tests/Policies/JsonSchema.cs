using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Escalation.Functions.Tests.Policies;

/// <summary>A JSON Schema as an editor applies it to YAML; only the keywords that ours use, and any other fails.</summary>
internal sealed class JsonSchema(JsonObject root)
{
    private static readonly HashSet<string> s_notes = ["$schema", "$defs", "title", "description"];

    public JsonObject Root => root;

    public static JsonSchema Read(string path) => new(JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    public IReadOnlyList<string> Errors(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. Errors(root, stream.Documents[0].RootNode, "")];
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

    private IEnumerable<string> Errors(JsonObject schema, YamlNode node, string path) => schema.Where(k => !s_notes.Contains(k.Key)).SelectMany(keyword => keyword.Key switch
    {
        "$ref" => Errors(Referred(keyword.Value!), node, path),
        "anyOf" => keyword.Value!.AsArray().Any(a => !Errors(a!.AsObject(), node, path).Any()) ? [] : [$"{path}: fits none of the alternatives"],
        "type" => IsOf(node, keyword.Value!.GetValue<string>()) ? [] : [$"{path}: is no {keyword.Value}"],
        "enum" => keyword.Value!.AsArray().Any(value => value!.ToJsonString() == Json(node)) ? [] : [$"{path}: {node} is none of the enum"],
        "pattern" => node is not YamlScalarNode { Value: { } text } || Regex.IsMatch(text, keyword.Value!.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(5)) ? [] : [$"{path}: {text} does not match"],
        "minimum" => Number(node) >= keyword.Value!.GetValue<decimal>() || Number(node) is null ? [] : [$"{path}: {node} is too small"],
        "maximum" => Number(node) <= keyword.Value!.GetValue<decimal>() || Number(node) is null ? [] : [$"{path}: {node} is too large"],
        "required" => node is not YamlMappingNode map ? [] : keyword.Value!.AsArray().Select(n => n!.GetValue<string>())
            .Where(name => !map.Children.ContainsKey(new YamlScalarNode(name))).Select(name => $"{path}.{name}: is missing"),
        "minItems" => node is YamlSequenceNode list && list.Children.Count < keyword.Value!.GetValue<int>() ? [$"{path}: too few"] : [],
        "items" => node is YamlSequenceNode items ? items.Children.SelectMany((item, i) => Errors(keyword.Value!.AsObject(), item, $"{path}[{i}]")) : [],
        "properties" => node is not YamlMappingNode map ? [] : map.Children.Where(c => keyword.Value![c.Key.ToString()] is not null)
            .SelectMany(c => Errors(keyword.Value![c.Key.ToString()]!.AsObject(), c.Value, $"{path}.{c.Key}")),
        "additionalProperties" => node is not YamlMappingNode map ? [] : map.Children.Where(c => schema["properties"]?[c.Key.ToString()] is null)
            .SelectMany(c => keyword.Value is JsonObject other ? Errors(other, c.Value, $"{path}.{c.Key}") : [$"{path}.{c.Key}: is not known"]),
        _ => throw new NotSupportedException($"Teach this test the keyword {keyword.Key}."),
    });

    private static bool IsOf(YamlNode node, string type) => type switch
    {
        "object" => node is YamlMappingNode,
        "array" => node is YamlSequenceNode,
        "number" => Number(node) is not null,
        "integer" => Number(node) is { } number && number == decimal.Truncate(number),
        "string" => node is YamlScalarNode scalar && (IsQuoted(scalar) || (Number(node) is null && scalar.Value is not ("true" or "false" or "null" or ""))),
        _ => throw new NotSupportedException($"Teach this test the type {type}."),
    };

    private static bool IsQuoted(YamlScalarNode scalar) => scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;

    private static decimal? Number(YamlNode node) =>
        node is YamlScalarNode scalar && !IsQuoted(scalar) && decimal.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Json(YamlNode node) =>
        node is not YamlScalarNode { Value: { } text } scalar ? "" : !IsQuoted(scalar) && text is "true" or "false" ? text : JsonValue.Create(text).ToJsonString();
}
