namespace Escalation.Domain.Language;

/// <summary>What a placeholder stands for: a text, or a list of texts. Empty ones count as missing.</summary>
public sealed record TemplateValue
{
    private TemplateValue(string? text, IReadOnlyList<string>? items)
    {
        Text = text;
        Items = items;
    }

    /// <summary>Null for a list.</summary>
    public string? Text { get; }

    /// <summary>Null for a text.</summary>
    public IReadOnlyList<string>? Items { get; }

    public bool IsMissing => string.IsNullOrWhiteSpace(Text) && Items is not { Count: > 0 };

    public static implicit operator TemplateValue(string text) => FromString(text);

    public static implicit operator TemplateValue(string[] items) => FromList(items);

    /// <summary>For a block that is only shown or not.</summary>
    public static implicit operator TemplateValue(bool shown) => FromBoolean(shown);

    public static TemplateValue FromString(string text) => new(text, items: null);

    public static TemplateValue FromList(IReadOnlyList<string> items) => new(text: null, items);

    public static TemplateValue FromBoolean(bool shown) => new(shown ? "yes" : "", items: null);
}
