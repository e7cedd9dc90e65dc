using System.CommandLine;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Contracts;
using Escalation.Local.Sqlite;
using Escalation.Local.Verbs;
using Escalation.Local.Verbs.Audit;

namespace Escalation.Functions.Tests.Verbs;

public sealed class AuditCommandTests : IDisposable
{
    private static readonly CaseId Id = CaseId.For("test", "1");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_well_store_ends_it_with_0()
    {
        await Write(new(MessageState.Refused, DateTimeOffset.UnixEpoch));

        Assert.Equal(0, await Run());
    }

    [Fact]
    public async Task What_cannot_be_put_right_ends_it_with_1()
    {
        await Write(new(MessageState.Accepted, DateTimeOffset.UnixEpoch, 1, Commit: 1, LastEvent: 1));

        Assert.Equal(1, await Run());
    }

    [Fact]
    public async Task A_folder_without_data_is_told_and_not_made_into_one()
    {
        await Assert.ThrowsAsync<CommandException>(Run);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private async Task Write(MessageOutcome outcome)
    {
        await using var file = SqliteFile.Open(_folder.Path);
        await new SqliteStore(file).Transact(
            TableNames.Cases, Id.Text, [new RowChange.Add(CaseStore.MessagePrefix + "m-1", outcome.Write())], default);
    }

    private Task<int> Run() => AuditCommand.Create().Parse(["--data", _folder.Path, "--json"])
        .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
