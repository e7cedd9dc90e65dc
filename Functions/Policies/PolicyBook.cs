using System.Collections.Concurrent;
using System.Text;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Policies;

/// <summary>The policies in use: the current one, for new cases, and by hash every one a case is pinned to.</summary>
public sealed class PolicyBook
{
    private const string TextKey = "yaml";
    private readonly IStore _store;
    private readonly ConcurrentDictionary<Digest, Policy> _read = new();

    private PolicyBook(IStore store, Policy current)
    {
        _store = store;
        Current = current;
        _read[current.Hash] = current;
    }

    /// <summary>Pinned to every case that is registered from now on.</summary>
    public Policy Current { get; }

    /// <summary>Reads and checks a policy, and keeps its text for the cases that will be pinned to it.</summary>
    /// <param name="name">Of the file, for error messages.</param>
    /// <exception cref="YamlFileException">The policy cannot be used.</exception>
    public static async Task<PolicyBook> Open(IStore store, string text, string name, CancellationToken stopping)
    {
        var policy = PolicyReader.Read(text, name);
        try
        {
            await store.Transact(TableNames.Policies, policy.Hash.Text, [new RowChange.Add(TextKey, Encoding.UTF8.GetBytes(text))], stopping);
        }
        catch (StoreConflictException)
        {
            // It is there already, and under its own hash it can only be the same.
        }

        return new(store, policy);
    }

    /// <summary>Every level that any policy in the store names: a case keeps its policy, and waits in the inbox of a level of that.</summary>
    public async Task<IReadOnlyCollection<Code>> Levels(CancellationToken stopping)
    {
        var levels = new HashSet<Code>(Current.Levels.Select(level => level.Id));
        await foreach (var hash in _store.Partitions(TableNames.Policies, stopping))
        {
            levels.UnionWith((await Of(Digest.Parse(hash), stopping)).Levels.Select(level => level.Id));
        }

        return levels;
    }

    /// <exception cref="InvalidOperationException">No policy with this hash was ever in use here.</exception>
    public async Task<Policy> Of(Digest hash, CancellationToken stopping)
    {
        if (_read.TryGetValue(hash, out var known))
        {
            return known;
        }

        return _read[hash] = await Stored(_store, hash, stopping)
            ?? throw new InvalidOperationException($"The policy {hash} that a case is pinned to is not in the store.");
    }

    /// <summary>A policy as it is kept in a store; null when none with this hash was ever in use there.</summary>
    /// <exception cref="YamlFileException">It was written for another version of the program.</exception>
    public static async Task<Policy?> Stored(IStore store, Digest hash, CancellationToken stopping) =>
        await store.Get(TableNames.Policies, hash.Text, TextKey, stopping) is { } row
            ? PolicyReader.ReadPinned(Encoding.UTF8.GetString(row.Body.Span), $"policy {hash}")
            : null;
}
