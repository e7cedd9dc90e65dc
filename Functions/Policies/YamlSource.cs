using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Escalation.Functions.Policies;

/// <summary>The text of a YAML file as one tree, or what keeps it from being one, with its place.</summary>
internal static class YamlSource
{
    /// <summary>How deep lists and mappings may nest. The tree is read by recursion, and no file of ours needs more than ten.</summary>
    private const int Deepest = 50;

    private const string TopPath = "the file";
    private const string Rule = "yaml";

    /// <param name="error">Null if there is a tree.</param>
    public static YamlNode? Read(string text, out YamlError? error)
    {
        try
        {
            error = Unreadable(text);
            if (error is not null)
            {
                return null;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1)
            {
                return stream.Documents[0].RootNode;
            }

            error = new(1, TopPath, "must hold exactly one YAML document") { Rule = Rule };
        }
        catch (YamlException e)
        {
            error = At(e.Start, $"is not valid YAML: {e.InnerException?.Message ?? e.Message}");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            // The library has a few faults of its own on broken text; their messages tell the reader of a policy nothing.
            error = new(1, TopPath, "is not valid YAML") { Rule = Rule };
        }

        return null;
    }

    /// <summary>What the tree would not survive, or would tell without its place.</summary>
    private static YamlError? Unreadable(string text)
    {
        var (parser, depth, anchors) = (new Parser(new StringReader(text)), 0, new HashSet<AnchorName>());
        while (parser.MoveNext())
        {
            if (parser.Current is NodeEvent { Anchor.IsEmpty: false } anchored)
            {
                anchors.Add(anchored.Anchor);
            }
            else if (parser.Current is AnchorAlias alias && !anchors.Contains(alias.Value))
            {
                return At(alias.Start, $"refers to '*{alias.Value}', which no '&{alias.Value}' before it defines");
            }

            depth += parser.Current is SequenceStart or MappingStart ? 1 : parser.Current is SequenceEnd or MappingEnd ? -1 : 0;
            if (depth > Deepest)
            {
                return At(parser.Current!.Start, $"nests lists and mappings deeper than {Deepest}");
            }
        }

        return null;
    }

    private static YamlError At(Mark place, string problem) => new(place.Line, TopPath, problem) { Column = place.Column, Rule = Rule };
}
