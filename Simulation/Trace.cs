using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Escalation.Simulation;

/// <summary>Everything that happened in a run, as one hash.</summary>
internal sealed class Trace : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _pending = new byte[64 * 1024];
    private int _length;

    public void Add(DateTimeOffset at, string what)
    {
        Span<byte> ticks = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(ticks, at.UtcTicks);
        Add(ticks);
        Add(MemoryMarshal.AsBytes(what.AsSpan()));
    }

    /// <summary>Gathered first: hashing few bytes at a time would cost more than all the rest.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _pending.Length)
        {
            Flush();
        }

        if (bytes.Length > _pending.Length)
        {
            _hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(_pending.AsSpan(_length));
        _length += bytes.Length;
    }

    public string Hash()
    {
        Flush();
        return Convert.ToHexString(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(_pending.AsSpan(0, _length));
        _length = 0;
    }
}
