using Escalation.Functions.Messages;
using Escalation.Local.Host;
using Escalation.Local.Sqlite;

namespace Escalation.Functions.Tests.Contracts;

public sealed class SqliteQueueTests : QueueContract, IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly SqliteFile file;
    private readonly SqliteQueues queues;

    public SqliteQueueTests()
    {
        file = SqliteFile.Open(folder.Path);
        queues = new SqliteQueues(file, Clock);
    }

    protected override IQueues Queues => queues;

    protected override ISender Sender => queues;

    [Theory]
    [InlineData("select seq from messages where entity = ?1 and locked_until is null and enqueued <= ?2 order by enqueued, seq limit ?3")]
    [InlineData("select seq from messages where entity = ?1 and locked_until <= ?2 and deliveries >= ?3 limit 1")]
    [InlineData("delete from messages where entity = ?1 and expires <= ?2 and locked_until is null")]
    [InlineData("select min(enqueued) from messages where entity = ?1 and locked_until is null")]
    public async Task What_a_receiver_asks_is_answered_from_an_index_without_sorting(string sql)
    {
        object[] values = ["updates", 1, 1];
        var plan = await file.Read(
            connection =>
            {
                using var reader = connection[$"explain query plan {sql}"].Read([.. values.Take(sql.Count(c => c == '?'))]);
                var steps = new List<string>();
                while (reader.Read())
                {
                    steps.Add(reader.Text(3));
                }

                return steps;
            },
            default);

        Assert.StartsWith("SEARCH messages USING", Assert.Single(plan), StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await file.DisposeAsync();
        folder.Dispose();
    }
}
