namespace Escalation.Domain.Language;

/// <summary>A piece of a parsed template.</summary>
internal abstract record TemplatePart
{
    private TemplatePart()
    {
    }

    public sealed record Literal(string Text) : TemplatePart;

    public sealed record Placeholder(string Name) : TemplatePart;

    /// <summary>{{.}}: the current item of the list around it.</summary>
    public sealed record Item : TemplatePart;

    /// <summary>{{@}}: the number of the current item, from 1.</summary>
    public sealed record ItemNumber : TemplatePart;

    /// <summary>Shown where the name has a value; one that holds {{.}} or {{@}} itself is shown once an item.</summary>
    public sealed record Block(string Name, IReadOnlyList<TemplatePart> Parts) : TemplatePart
    {
        public bool IsList => Parts.Any(part => part is Item or ItemNumber);
    }
}
