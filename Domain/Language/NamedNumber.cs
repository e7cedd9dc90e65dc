namespace Escalation.Domain.Language;

/// <summary>A number of an account, with its units, that may be a sum of money.</summary>
/// <param name="Value">Null if its size is vague.</param>
internal readonly record struct NamedNumber(int Start, int End, decimal? Value)
{
    /// <summary>It holds an Arabic digit.</summary>
    public bool Digits { get; init; }

    /// <summary>It holds a unit, such as hundred or ten thousand.</summary>
    public bool Units { get; init; }

    /// <summary>It stands in English or Finnish words.</summary>
    public bool Words { get; init; }

    /// <summary>It ends in a word for money in everyday speech, such as grand.</summary>
    public bool Slang { get; init; }

    /// <summary>It is written 10w, for ten times ten thousand.</summary>
    public bool Wan { get; init; }

    /// <summary>It is a single Chinese or Korean numeral.</summary>
    public bool OneSyllable { get; init; }
}
