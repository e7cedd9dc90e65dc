using System.Globalization;
using System.Text;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Local.Sqlite;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Contracts;

/// <summary>Transactions that run side by side in groups answer as if each had run alone, in some order.</summary>
public sealed class SqliteSerialOrderTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly SqliteFile file;
    private readonly SqliteStore store;

    public SqliteSerialOrderTests()
    {
        file = SqliteFile.Open(folder.Path);
        store = new SqliteStore(file);
    }

    [Fact]
    public void Concurrent_transactions_equal_some_serial_order()
    {
        var change = Gen.Elements('a', 'b', 'c').SelectMany(key => Gen.Elements(Kind.Add, Kind.Put, Kind.Remove, Kind.Replace)
            .Select(kind => new Change($"{key}", kind)));
        var transaction = Gen.Choose(1, 3).SelectMany(most => change.ArrayOf(most)).Select(list => list.DistinctBy(c => c.Key).ToArray());
        var programs = transaction.ArrayOf(4).ArrayOf(4).ToArbitrary();

        Prop.ForAll(programs, clients => IsSerial(clients).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await file.DisposeAsync();
        folder.Dispose();
    }

    private async Task<bool> IsSerial(Change[][][] clients)
    {
        var partition = Guid.NewGuid().ToString("N");
        var answers = await Task.WhenAll(clients.Select((program, client) => Run(partition, program, client)));
        var end = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in store.Range(TableNames.Cases, partition, string.Empty, null, default))
        {
            end.Add(row.Key, Encoding.UTF8.GetString(row.Body.Span));
        }

        return new SerialOrder(answers, Describe(end)).Exists(new int[answers.Length], []);
    }

    // A client replaces what it read last, so that its replaces race with the writes of the others.
    private async Task<List<Answered>> Run(string partition, Change[][] program, int client)
    {
        var answers = new List<Answered>();
        for (var step = 0; step < program.Length; step++)
        {
            var body = string.Create(CultureInfo.InvariantCulture, $"{client}.{step}");
            var read = new Dictionary<string, Row>(StringComparer.Ordinal);
            foreach (var change in program[step].Where(c => c.Kind == Kind.Replace))
            {
                if (await store.Get(TableNames.Cases, partition, change.Key, default) is { } row)
                {
                    read.Add(change.Key, row);
                }
            }

            answers.Add(new Answered(program[step], body, read, await Conflict(partition, program[step], body, read)));
        }

        return answers;
    }

    private async Task<string?> Conflict(string partition, Change[] changes, string body, Dictionary<string, Row> read)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        try
        {
            await store.Transact(
                TableNames.Cases,
                partition,
                [.. changes.Select(RowChange (c) => c.Kind switch
                {
                    Kind.Add => new RowChange.Add(c.Key, bytes),
                    Kind.Put => new RowChange.Put(c.Key, bytes),
                    Kind.Remove => new RowChange.Remove(c.Key),
                    _ => new RowChange.Replace(c.Key, read.GetValueOrDefault(c.Key)?.ETag ?? "none", bytes),
                })],
                default);
            return null;
        }
        catch (StoreConflictException e)
        {
            return $"{e.Key} {e.Kind}";
        }
    }

    private static string Describe(IEnumerable<KeyValuePair<string, string>> rows) =>
        string.Join(' ', rows.Select(row => $"{row.Key}={row.Value}"));

    private enum Kind
    {
        Add,
        Put,
        Remove,
        Replace,
    }

    private sealed record Change(string Key, Kind Kind);

    /// <param name="Body">Written by this transaction only, so that it stands for the ETag.</param>
    /// <param name="Conflict">The answer; null for carried out.</param>
    private sealed record Answered(Change[] Changes, string Body, Dictionary<string, Row> Read, string? Conflict);

    /// <summary>Searches for an order, true to each client's own, in which a plain dictionary gives the same answers and end.</summary>
    private sealed class SerialOrder(List<Answered>[] clients, string end)
    {
        private readonly HashSet<string> deadEnds = new(StringComparer.Ordinal);

        public bool Exists(int[] done, SortedDictionary<string, string> rows)
        {
            if (done.Zip(clients).All(pair => pair.First == pair.Second.Count))
            {
                return Describe(rows) == end;
            }

            if (!deadEnds.Add($"{string.Join(',', done)} {Describe(rows)}"))
            {
                return false;
            }

            return Enumerable.Range(0, clients.Length).Where(client => done[client] < clients[client].Count).Any(client =>
            {
                var next = new SortedDictionary<string, string>(rows, StringComparer.Ordinal);
                var answered = clients[client][done[client]];
                if (Apply(answered, next) != answered.Conflict)
                {
                    return false;
                }

                var further = done.ToArray();
                further[client]++;
                return Exists(further, answered.Conflict is null ? next : rows);
            });
        }

        private static string? Apply(Answered answered, SortedDictionary<string, string> rows)
        {
            foreach (var change in answered.Changes)
            {
                var there = rows.TryGetValue(change.Key, out var body);
                StoreConflict? conflict = change.Kind switch
                {
                    Kind.Add when there => StoreConflict.Exists,
                    Kind.Replace when !there => StoreConflict.Missing,
                    Kind.Replace when body != Seen(answered, change.Key) => StoreConflict.Changed,
                    Kind.Remove when !there && answered.Changes.Length > 1 => StoreConflict.Missing,
                    _ => null,
                };
                if (conflict is not null)
                {
                    return $"{change.Key} {conflict}";
                }

                rows.Remove(change.Key);
                if (change.Kind != Kind.Remove)
                {
                    rows.Add(change.Key, answered.Body);
                }
            }

            return null;
        }

        private static string? Seen(Answered answered, string key) =>
            answered.Read.TryGetValue(key, out var row) ? Encoding.UTF8.GetString(row.Body.Span) : null;
    }
}
