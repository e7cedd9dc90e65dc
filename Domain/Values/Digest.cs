namespace Escalation.Domain.Values;

/// <summary>A hash that tells whether two texts are the same without keeping either. 100 bits in base 32.</summary>
public sealed record Digest
{
    private const int Bits = 100;

    private Digest(string text) => Text = text;

    public string Text { get; }

    public static Digest Of(params ReadOnlySpan<string> parts) => new(Base32.Hash(Bits, parts));

    /// <summary>The first bits of a hash that was made elsewhere, such as under a secret.</summary>
    public static Digest OfHash(ReadOnlySpan<byte> hash) => new(Base32.Encode(hash, Bits));

    /// <exception cref="FormatException">Not a digest.</exception>
    public static Digest Parse(string text) =>
        text.Length == Bits / 5 && Base32.IsWritten(text) ? new(text) : throw new FormatException($"'{text}' is not a digest.");

    public override string ToString() => Text;
}
