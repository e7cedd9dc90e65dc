using System.Security.Cryptography;

namespace Escalation.Functions.Messages;

/// <summary>The secret of this deployment under which customers are known again. Who loses it no longer finds a customer's earlier cases;
/// who learns it can try phone numbers until one fits.</summary>
/// <remarks>No record: those print what they hold.</remarks>
public sealed class CustomerSecret : IEquatable<CustomerSecret>
{
    public const int FewestBytes = 32;

    private readonly byte[] _bytes;

    /// <exception cref="ArgumentException">Too short to keep anything secret.</exception>
    public CustomerSecret(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FewestBytes)
        {
            throw new ArgumentException($"A secret has {FewestBytes} bytes or more.", nameof(bytes));
        }

        _bytes = bytes.ToArray();
    }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    public bool Equals(CustomerSecret? other) => other is not null && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    public override bool Equals(object? obj) => Equals(obj as CustomerSecret);

    /// <summary>Of its length alone: a hash would tell about the rest.</summary>
    public override int GetHashCode() => _bytes.Length;

    /// <summary>Never the secret itself: what is printed ends up in logs.</summary>
    public override string ToString() => "a secret for customers";
}
