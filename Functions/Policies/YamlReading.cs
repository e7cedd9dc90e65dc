using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Escalation.Functions.Policies;

/// <summary>Something wrong in a YAML file, with the place and what would be right.</summary>
/// <param name="Line">1 for the first.</param>
/// <param name="Path">Of the field, such as <c>levels[1].id</c>.</param>
public sealed record YamlError(long Line, string Path, string Problem)
{
    /// <summary>1 for the first.</summary>
    public long Column { get; init; } = 1;

    /// <summary>The name of the check that found it, such as <c>limits-fall</c>.</summary>
    public string Rule { get; init; } = YamlMap.ValueRule;

    /// <summary>The file can be used as it is, and likely does not do what was meant.</summary>
    public bool IsWarning { get; init; }

    public override string ToString() => $"line {Line}, column {Column}, {Path}: {Problem} ({Rule})";

    /// <summary>As compilers tell it, so that editors find the place.</summary>
    public string In(string file) => $"{file}({Line},{Column}): {(IsWarning ? "warning " : "")}{Rule}: {Path} {Problem}";
}

/// <summary>A plain value of a YAML file.</summary>
/// <param name="Path">Of the value, such as <c>levels[1].id</c>.</param>
/// <param name="Line">1 for the first.</param>
/// <param name="Column">1 for the first.</param>
public sealed record YamlScalar(string Path, string Text, long Line, long Column);

/// <summary>A file that cannot be used, with everything that is wrong in it.</summary>
public sealed class YamlFileException(string name, IReadOnlyList<YamlError> errors)
    : Exception($"{name} cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, errors.Select(e => "  " + e))}")
{
    /// <summary>Of the file.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<YamlError> Errors { get; } = errors;
}

/// <summary>Reads a YAML mapping field by field and collects all errors, each with its line, in place of stopping at the first.</summary>
public sealed class YamlMap
{
    /// <summary>The check that a value is written as it has to be.</summary>
    public const string ValueRule = "value";

    private const string TopPath = "the file";
    private readonly Dictionary<string, YamlNode> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlNode> _names = new(StringComparer.Ordinal);
    private readonly YamlNode _node;
    private readonly string _path;
    private readonly ICollection<YamlError> _errors;
    private readonly Action<string, IReadOnlySet<string>>? _closed;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private YamlMap(YamlNode node, string path, ICollection<YamlError> errors, Action<string, IReadOnlySet<string>>? closed)
    {
        (_node, _path, _errors, _closed) = (node, path, errors, closed);
        if (node is not YamlMappingNode map)
        {
            Fail(node, path, "must be a mapping of names to values", "mapping");
            return;
        }

        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            (_fields[name], _names[name]) = (value, key);
        }
    }

    public IEnumerable<string> Names => _fields.Keys;

    /// <summary>Whether something within this mapping was found to be wrong: what only follows from that need not be told too.</summary>
    public bool HasErrors => _errors.Any(e => !e.IsWarning
        && (_path == TopPath || e.Path == _path || e.Path.StartsWith($"{_path}.", StringComparison.Ordinal) || e.Path.StartsWith($"{_path}[", StringComparison.Ordinal)));

    /// <summary>The mapping at the top of a file; null when the text is no YAML at all.</summary>
    /// <param name="closed">Told of every mapping that was read to its end: its path, and the fields that are known there.</param>
    public static YamlMap? Root(string text, ICollection<YamlError> errors, Action<string, IReadOnlySet<string>>? closed = null)
    {
        if (YamlSource.Read(text, out var error) is { } root)
        {
            return new(root, TopPath, errors, closed);
        }

        errors.Add(error!);
        return null;
    }

    /// <summary>Whether the field is there. It counts as known from now on.</summary>
    public bool Has(string name)
    {
        _read.Add(name);
        return _fields.ContainsKey(name);
    }

    public bool IsMap(string name) => _fields.GetValueOrDefault(name) is YamlMappingNode;

    public YamlMap? Map(string name) => Node(name) is { } node ? new(node, Path(name), _errors, _closed) : null;

    public YamlMap? OptionalMap(string name) => Has(name) ? Map(name) : null;

    /// <summary>The items of a list, each as a mapping; nothing when the list is not there.</summary>
    public IEnumerable<YamlMap> Maps(string name) => Items(name).Select((node, i) => new YamlMap(node, $"{Path(name)}[{i + 1}]", _errors, _closed));

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

    /// <param name="name">The field that is wrong; null for the mapping itself.</param>
    /// <param name="rule">The name of the check.</param>
    public void Fail(string? name, string problem, string rule = ValueRule) =>
        Fail(name is not null && _fields.TryGetValue(name, out var node) ? node : _node, name is null ? _path : Path(name), problem, rule);

    /// <inheritdoc cref="Fail(string?, string, string)"/>
    /// <summary>Notes what does not keep the file from being used.</summary>
    public void Warn(string? name, string problem, string rule)
    {
        var node = name is not null && _fields.TryGetValue(name, out var field) ? field : _node;
        _errors.Add(new(node.Start.Line, name is null ? _path : Path(name), problem) { Column = node.Start.Column, Rule = rule, IsWarning = true });
    }

    /// <summary>Every plain value below this mapping that has no words in it, with its place.</summary>
    /// <param name="except">A field that is left out.</param>
    public IEnumerable<YamlScalar> Scalars(string except) => _fields
        .Where(field => field.Key != except)
        .SelectMany(field => Below(field.Value, Path(field.Key)));

    /// <summary>Reports a value that <see cref="Scalars"/> gave.</summary>
    public void FailAt(YamlScalar value, string problem, string rule) =>
        _errors.Add(new(value.Line, value.Path, $"'{value.Text}' {problem}") { Column = value.Column, Rule = rule });

    private static IEnumerable<YamlScalar> Below(YamlNode node, string path) => node switch
    {
        YamlScalarNode { Value: { } text } => [new(path, text.Trim(), node.Start.Line, node.Start.Column)],
        YamlSequenceNode list => list.Children.SelectMany((item, i) => Below(item, $"{path}[{i + 1}]")),
        YamlMappingNode map => map.Children.SelectMany(child => Below(child.Value, $"{path}.{(child.Key as YamlScalarNode)?.Value}")),
        _ => [],
    };

    /// <summary>Reports every field that was never asked for: most often a typing error.</summary>
    public void EndOfFields()
    {
        foreach (var name in _fields.Keys.Where(name => !_read.Contains(name)))
        {
            Fail(_names[name], Path(name), $"is not known here; known are {string.Join(", ", _read.Order(StringComparer.Ordinal))}", "unknown-field");
        }

        _closed?.Invoke(_path == TopPath ? "" : _path, _read);
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
            Fail(_node, Path(name), "is missing", "missing");
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

        Fail(node, Path(name), "must be a list", "list");
        return [];
    }

    private string Scalar(YamlNode node, string path)
    {
        if (node is YamlScalarNode { Value: { } text })
        {
            return text.Trim();
        }

        Fail(node, path, "must be a plain value", "plain-value");
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

        Fail(node, path, $"'{text}' {rule}", ValueRule);
        return default;
    }

    private void Fail(YamlNode node, string path, string problem, string rule) =>
        _errors.Add(new(node.Start.Line, path, problem) { Column = node.Start.Column, Rule = rule });

    /// <summary>Where a field stands, such as levels[1].id.</summary>
    public string Path(string name) => _path == TopPath ? name : $"{_path}.{name}";
}
