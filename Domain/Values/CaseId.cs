using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Escalation.Domain.Values;

/// <summary>The number of a case: 80 bits of a hash in Crockford's base 32, in groups of four that can be read out on the phone,
/// such as <c>K7QF-2M9D-XW3T-8HVN</c>.</summary>
/// <remarks>The same complaint has the same number wherever and however often it comes in, because the number is derived from
/// where the complaint comes from and its number there. Letters that look like digits are not used.</remarks>
public sealed record CaseId
{
    private const int Bits = 80;

    private CaseId(string text) => Text = text;

    public string Text { get; }

    /// <summary>The number of the complaint that <paramref name="source"/> knows as <paramref name="reference"/>.</summary>
    public static CaseId For(string source, string reference) => new(Grouped(Base32.Hash(Bits, "case", source, reference)));

    /// <summary>Reads a number as people write it: case, dashes and blanks do not matter, nor O for 0 and I or L for 1.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CaseId? id)
    {
        id = text is not null && IsGrouped(text) ? new(text) : null;
        if (id is not null)
        {
            return true;
        }

        if (text is null || text.Length > 40)
        {
            return false;
        }

        var plain = new StringBuilder(16);
        foreach (var character in text.Where(c => c is not ('-' or ' ')))
        {
            var upper = char.ToUpperInvariant(character) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (!Base32.Alphabet.Contains(upper))
            {
                return false;
            }

            plain.Append(upper);
        }

        id = plain.Length == Bits / 5 ? new(Grouped(plain.ToString())) : null;
        return id is not null;
    }

    /// <exception cref="FormatException">Not a case number.</exception>
    public static CaseId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a case number, such as K7QF-2M9D-XW3T-8HVN.");

    public override string ToString() => Text;

    /// <summary>As this class writes it, and nearly always reads it.</summary>
    private static bool IsGrouped(string text) =>
        text.Length == 19 && text[4] == '-' && text[9] == '-' && text[14] == '-'
        && Base32.IsWritten(text.AsSpan(0, 4)) && Base32.IsWritten(text.AsSpan(5, 4))
        && Base32.IsWritten(text.AsSpan(10, 4)) && Base32.IsWritten(text.AsSpan(15, 4));

    private static string Grouped(string plain) => string.Join('-', plain.Chunk(4).Select(group => new string(group)));
}

/// <summary>Crockford's base 32: digits and capital letters without I, L, O and U.</summary>
public static class Base32
{
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly SearchValues<char> s_alphabet = SearchValues.Create(Alphabet);

    /// <summary>Whether a text holds only what this alphabet is written with.</summary>
    public static bool IsWritten(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(s_alphabet);

    /// <summary>The first bits of the SHA-256 of the parts, each preceded by its length so that they cannot run into each other.</summary>
    /// <param name="bits">A multiple of 5, at most 255.</param>
    public static string Hash(int bits, params ReadOnlySpan<string> parts)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            sha.AppendData(BitConverter.GetBytes(bytes.Length));
            sha.AppendData(bytes);
        }

        return Encode(sha.GetHashAndReset(), bits);
    }

    internal static string Encode(ReadOnlySpan<byte> bytes, int bits)
    {
        Span<char> text = stackalloc char[bits / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 5;
            var window = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text[i] = Alphabet[(window >> (11 - bit % 8)) & 31];
        }

        return new(text);
    }
}
