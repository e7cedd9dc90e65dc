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
    [InlineData(Entities.Escalations)]
    [InlineData(Entities.Remedies)]
    [InlineData(Entities.CaseEvents)]
    public async Task What_is_for_others_is_dropped_after_14_days(string entity)
    {
        await Send(Message("m-1") with { Entity = entity });

        Clock.Advance(TimeSpan.FromDays(14));

        Assert.Empty(await Receive(10, entity));
        Assert.Empty(await Receive(10, Entities.DeadLetters));
    }

    /// <summary>On Service Bus it would go to the dead letters of the dead letters, where an alert tells the operators.</summary>
    [Fact]
    public async Task A_dead_letter_is_never_dead_lettered_again()
    {
        await Send(Message("m-1"));
        await Queues.DeadLetter(await ReceiveOne(), "NotUnderstood", null, default);
        for (var delivery = 1; delivery <= 12; delivery++)
        {
            var dead = await ReceiveOne(Entities.DeadLetters);
            Assert.Equal((Entities.Updates, "NotUnderstood", delivery), (dead.DeadLetter!.Source, dead.DeadLetter.Reason, dead.DeliveryCount));
            Assert.True(await (delivery % 2 == 0 ? Queues.Abandon(dead, default) : Queues.DeadLetter(dead, "again", null, default)));
        }
    }

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
