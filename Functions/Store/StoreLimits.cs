using System.Buffers;
using System.Text;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Store;

/// <summary>What every store refuses before it looks at its state, so that all of them refuse the same.</summary>
public static class StoreLimits
{
    public const int MaxKeyLength = 512;
    public const int MaxBodyBytes = 900 * 1024;
    public const int MaxTransactionBytes = 4 * 1024 * 1024;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\#?");

    /// <exception cref="ArgumentException">The transaction breaks a limit that <see cref="IStore"/> states.</exception>
    public static void Check(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        ArgumentNullException.ThrowIfNull(changes);
        CheckKey(partition);
        if (changes.Count is 0 or > IStore.MaxChanges)
        {
            throw new ArgumentException($"A transaction holds 1 to {IStore.MaxChanges} changes, not {changes.Count}.", nameof(changes));
        }

        var bytes = 0L;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            CheckKey(change.Key);
            if (!keys.Add(change.Key))
            {
                throw new ArgumentException($"The transaction names the row '{change.Key}' twice.", nameof(changes));
            }

            bytes += Encoding.UTF8.GetByteCount(change.Key) + CheckedBody(change).Length;
        }

        if (bytes > MaxTransactionBytes)
        {
            throw new ArgumentException($"A transaction holds at most {MaxTransactionBytes} bytes, not {bytes}.", nameof(changes));
        }
    }

    private static ReadOnlyMemory<byte> CheckedBody(RowChange change)
    {
        var body = change switch
        {
            RowChange.Add add => add.Body,
            RowChange.Replace replace => replace.Body,
            RowChange.Put put => put.Body,
            _ => ReadOnlyMemory<byte>.Empty,
        };
        return body.Length <= MaxBodyBytes
            ? body
            : throw new ArgumentException($"The body of '{change.Key}' has {body.Length} bytes; a row holds at most {MaxBodyBytes}.");
    }

    private static void CheckKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length is 0 or > MaxKeyLength)
        {
            throw new ArgumentException($"A key has 1 to {MaxKeyLength} characters, not {key.Length}.");
        }

        // Half a surrogate pair has no UTF-8 form: two such keys would become one.
        if (key.AsSpan().ContainsAny(Forbidden) || key.Any(char.IsControl) || key.EnumerateRunes().Contains(Rune.ReplacementChar))
        {
            throw new ArgumentException($"The key '{key}' holds a forbidden character: / \\ # ?, a control character or half a character.");
        }
    }
}
