using System.Text;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Escalation.Functions.Policies;

/// <summary>A policy as one text that needs nothing beside it: the holiday files and legal regimes that it names are taken into it, under
/// <c>files</c>. That text is what is kept and hashed, so that a file that changes later changes no case that is under way.</summary>
public static class PolicyText
{
    /// <summary>The section at the end that holds the files.</summary>
    internal const string Section = "files";

    /// <exception cref="IOException">The policy itself cannot be read.</exception>
    /// <exception cref="YamlFileException">A file that it names cannot be used.</exception>
    public static async Task<string> Load(string path, CancellationToken stopping)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        return WithFiles(await File.ReadAllTextAsync(path, stopping), path, named => File.ReadAllText(System.IO.Path.Combine(folder, named)));
    }

    /// <summary>The same text with the content of every file it names and does not hold yet.</summary>
    /// <param name="name">Of the policy, for error messages.</param>
    /// <param name="read">Reads a file by its path relative to the policy.</param>
    /// <exception cref="YamlFileException">A file cannot be used; names each, with the line that names it.</exception>
    public static string WithFiles(string text, string name, Func<string, string> read)
    {
        if (Root(text) is not { } root)
        {
            // No YAML at all: whoever reads the policy tells what is wrong with it.
            return text;
        }

        var held = (Child(root, Section) as YamlMappingNode)?.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value).ToHashSet(StringComparer.Ordinal);
        var named = References(root).Where(node => held?.Contains(node.Value) != true).DistinctBy(node => node.Value, StringComparer.Ordinal).ToList();
        if (named.Count == 0)
        {
            return text;
        }

        var errors = new List<YamlError>();
        var whole = new StringBuilder(text.TrimEnd()).Append('\n');
        if (root.Style == YamlDotNet.Core.Events.MappingStyle.Flow || held is not null)
        {
            errors.Add(new(named[0].Start.Line, Section, "a policy that names files must be in block style, and hold either all of them or none"));
        }
        else
        {
            whole.Append("\n# What the files named above held when this policy was loaded.\n").Append(Section).Append(":\n");
        }

        foreach (var node in named)
        {
            if (Content(node.Value!, read) is var (content, problem) && problem is not null)
            {
                errors.Add(new(node.Start.Line, node.Value!, problem));
                continue;
            }

            Append(whole, node.Value!, content);
        }

        return errors.Count == 0 ? whole.ToString() : throw new YamlFileException(name, errors);
    }

    private static void Append(StringBuilder whole, string name, string content)
    {
        whole.Append("  ").Append(JsonSerializer.Serialize(name)).Append(": |2\n");
        foreach (var line in content.Split('\n'))
        {
            whole.Append(line.Length == 0 ? "" : "    ").Append(line).Append('\n');
        }
    }

    /// <summary>With line feeds only, as YAML keeps them.</summary>
    private static (string Content, string? Problem) Content(string name, Func<string, string> read)
    {
        if (System.IO.Path.IsPathRooted(name) || name.Split('/', '\\').Contains(".."))
        {
            return ("", "must be a path inside the folder of the policy");
        }

        try
        {
            var content = read(name).TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd();
            return content.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? ("", "is not a text file") : (content, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ("", $"cannot be read: {e.Message}");
        }
    }

    /// <summary>Where a policy names files: a calendar's <c>holidayFile</c>, and the <c>file</c> of a legal regime.</summary>
    private static IEnumerable<YamlScalarNode> References(YamlMappingNode root)
    {
        var calendars = (Child(root, "calendars") as YamlMappingNode)?.Children.Values ?? [];
        var regimes = (Child(root, "legal") as YamlSequenceNode)?.Children ?? [];
        return
        [
            .. calendars.Prepend(Child(root, "calendar")).SelectMany(calendar => Scalars(Child(calendar, "holidayFile"))),
            .. regimes.SelectMany(regime => Scalars(Child(regime, "file"))),
        ];
    }

    private static IEnumerable<YamlScalarNode> Scalars(YamlNode? node) => node switch
    {
        YamlScalarNode { Value.Length: > 0 } one => [one],
        YamlSequenceNode list => list.Children.OfType<YamlScalarNode>().Where(item => item.Value is { Length: > 0 }),
        _ => [],
    };

    private static YamlNode? Child(YamlNode? node, string name) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    private static YamlMappingNode? Root(string text) => YamlSource.Read(text, out _) as YamlMappingNode;
}

/// <summary>The files that a policy holds, by the names it uses for them.</summary>
internal sealed class PolicyFiles
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    public PolicyFiles(YamlMap root)
    {
        if (root.OptionalMap(PolicyText.Section) is { } files)
        {
            foreach (var name in files.Names)
            {
                _files[name] = files.Text(name);
            }
        }
    }

    /// <summary>The content of the files that a field names; an error where the policy does not hold one.</summary>
    public IEnumerable<(string Name, string Text)> Of(YamlMap map, string field)
    {
        foreach (var name in map.Texts(field) ?? [])
        {
            if (_files.TryGetValue(name, out var text))
            {
                yield return (name, text);
            }
            else
            {
                map.Fail(field, $"the policy names the file '{name}' and does not hold it: it has to be loaded from its file, with the files beside it");
            }
        }
    }
}
