using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Escalation.Functions.Policies;

/// <summary>Something wrong in a YAML file, with the place and what would be right.</summary>
public sealed record YamlError(long Line, string Path, string Problem)
{
    public override string ToString() => $"line {Line}, {Path}: {Problem}";
}

/// <summary>A file that cannot be used, with everything that is wrong in it.</summary>
public sealed class YamlFileException(string name, IReadOnlyList<YamlError> errors)
    : Exception($"{name} cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, errors.Select(e => "  " + e))}")
{
    public IReadOnlyList<YamlError> Errors { get; } = errors;
}

/// <summary>Reads a YAML mapping field by field and collects all errors, each with its line, in place of stopping at the first.</summary>
public sealed class YamlMap
{
    private readonly Dictionary<string, YamlNode> _fields = new(StringComparer.Ordinal);
    private readonly YamlNode _node;
    private readonly string _path;
    private readonly ICollection<YamlError> _errors;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private YamlMap(YamlNode node, string path, ICollection<YamlError> errors)
    {
        (_node, _path, _errors) = (node, path, errors);
        if (node is not YamlMappingNode map)
        {
            Fail(node, path, "must be a mapping of names to values");
            return;
        }

        foreach (var (key, value) in map.Children)
        {
            _fields[(key as YamlScalarNode)?.Value ?? ""] = value;
        }
    }

    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>The mapping at the top of a file; null when the text is no YAML at all.</summary>
    public static YamlMap? Root(string text, ICollection<YamlError> errors)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1)
            {
                return new(stream.Documents[0].RootNode, "the file", errors);
            }

            errors.Add(new(1, "the file", "must hold exactly one YAML document"));
        }
        catch (YamlException e)
        {
            errors.Add(new(e.Start.Line, "the file", $"is not valid YAML: {e.InnerException?.Message ?? e.Message}"));
        }

        return null;
    }

    public bool Has(string name) => _fields.ContainsKey(name);

    public bool IsMap(string name) => _fields.GetValueOrDefault(name) is YamlMappingNode;

    public YamlMap? Map(string name) => Node(name) is { } node ? new(node, Path(name), _errors) : null;

    public YamlMap? OptionalMap(string name) => Has(name) ? Map(name) : null;

    /// <summary>The items of a list, each as a mapping; nothing when the list is not there.</summary>
    public IEnumerable<YamlMap> Maps(string name) => Items(name).Select((node, i) => new YamlMap(node, $"{Path(name)}[{i + 1}]", _errors));

    public string Text(string name) => Node(name) is { } node ? Scalar(node, Path(name)) : "";

    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    /// <summary>The items of a list of plain values, or the one plain value that stands in its place.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        _read.Add(name);
        return _fields[name] is YamlScalarNode one
            ? [Scalar(one, Path(name))]
            : [.. Items(name).Select((node, i) => Scalar(node, $"{Path(name)}[{i + 1}]"))];
    }

    public int Whole(string name, int least) => Parse(
        name, (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least, $"must be a whole number of {least} or more");

    public delegate bool TryParser<T>(string text, [MaybeNullWhen(false)] out T value);

    /// <summary>A value in its own notation; an error with <paramref name="rule"/> where it is not there or not right.</summary>
    [return: MaybeNull]
    public T Parse<T>(string name, TryParser<T> parser, string rule) => Node(name) is { } node ? Parse(node, Path(name), parser, rule) : default;

    [return: MaybeNull]
    public T ParseOr<T>(string name, TryParser<T> parser, string rule, T? absent) => Has(name) ? Parse(name, parser, rule) : absent;

    public IReadOnlyList<T>? ParseEach<T>(string name, TryParser<T> parser, string rule)
    {
        if (!Has(name))
        {
            return null;
        }

        _read.Add(name);
        var items = _fields[name] is YamlScalarNode one ? [one] : Items(name);
        return [.. items.Select((node, i) => Parse(node, $"{Path(name)}[{i + 1}]", parser, rule)).OfType<T>()];
    }

    public void Fail(string? name, string problem) =>
        Fail(name is not null && _fields.TryGetValue(name, out var node) ? node : _node, name is null ? _path : Path(name), problem);

    /// <summary>Reports every field that was never asked for: most often a typing error.</summary>
    public void EndOfFields()
    {
        foreach (var (name, node) in _fields.Where(field => !_read.Contains(field.Key)))
        {
            Fail(node, Path(name), $"is not known here; known are {string.Join(", ", _read.Order(StringComparer.Ordinal))}");
        }
    }

    private YamlNode? Node(string name)
    {
        _read.Add(name);
        if (_fields.TryGetValue(name, out var node))
        {
            return node;
        }

        if (_node is YamlMappingNode)
        {
            Fail(_node, Path(name), "is missing");
        }

        return null;
    }

    private IReadOnlyList<YamlNode> Items(string name)
    {
        _read.Add(name);
        if (!_fields.TryGetValue(name, out var node))
        {
            return [];
        }

        if (node is YamlSequenceNode list)
        {
            return [.. list.Children];
        }

        Fail(node, Path(name), "must be a list");
        return [];
    }

    private string Scalar(YamlNode node, string path)
    {
        if (node is YamlScalarNode { Value: { } text })
        {
            return text.Trim();
        }

        Fail(node, path, "must be a plain value");
        return "";
    }

    [return: MaybeNull]
    private T Parse<T>(YamlNode node, string path, TryParser<T> parser, string rule)
    {
        var text = Scalar(node, path);
        if (parser(text, out var value))
        {
            return value;
        }

        Fail(node, path, $"'{text}' {rule}");
        return default;
    }

    private void Fail(YamlNode node, string path, string problem) => _errors.Add(new(node.Start.Line, path, problem));

    /// <summary>Where a field stands, such as levels[1].id.</summary>
    public string Path(string name) => _path == "the file" ? name : $"{_path}.{name}";
}
