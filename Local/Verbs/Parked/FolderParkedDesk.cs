using Escalation.Domain.Values;
using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;
using Escalation.Local.Sqlite;

namespace Escalation.Local.Verbs.Parked;

/// <summary>Looks after the parked messages of a data folder that nobody serves now. What is sent again waits in its queue for the next serve.</summary>
internal sealed class FolderParkedDesk : IParkedDesk
{
    private static readonly Actor s_operator = new(ActorKind.Operator, Code.Parse("operator"));

    private readonly SqliteFile _file;
    private readonly ParkedMessages _messages;
    private readonly ParkedDecisions _decisions;

    private FolderParkedDesk(SqliteFile file, IStore store)
    {
        _file = file;
        _messages = new(store);
        var sender = new PromptSender(new SqliteQueues(file, TimeProvider.System), TimeProvider.System);
        _decisions = new(_messages, new CaseStore(store), sender, TimeProvider.System);
    }

    /// <exception cref="DataFolderInUseException">It is served, or used by another verb.</exception>
    /// <exception cref="DataFolderException">It cannot be used.</exception>
    public static async Task<FolderParkedDesk> Open(string folder, TableStore? tables, CancellationToken stopping)
    {
        var file = SqliteFile.Open(folder);
        try
        {
            return new(file, await StateHome.Choose(folder, new SqliteStore(file), tables, stopping));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    public async Task<ParkedList> List(bool all, CancellationToken stopping) => ParkedList.Of(await _messages.List(stopping), all);

    public async Task<ParkedDetail> Show(string id, CancellationToken stopping) =>
        await ParkedDetail.Read(Parse(id), _messages, _decisions, stopping) ?? throw NotThere(id);

    public async Task<ResubmissionAnswer> Resubmit(string id, CancellationToken stopping) =>
        await _decisions.Resubmit(Parse(id), s_operator, stopping) switch
        {
            ParkedDecision.Done { Resubmission: { } sent } => ResubmissionAnswer.Of(Parse(id), sent),
            ParkedDecision.Refused(var words) => throw new CommandException(words),
            _ => throw NotThere(id),
        };

    public async Task<ParkedDetail> Discard(string id, string reason, CancellationToken stopping) =>
        await _decisions.Discard(Parse(id), s_operator, reason, stopping) switch
        {
            ParkedDecision.Done => await Show(id, stopping),
            ParkedDecision.Refused(var words) => throw new CommandException(words),
            _ => throw NotThere(id),
        };

    private static ParkedId Parse(string id) => ParkedId.TryParse(id, out var parked) ? parked : throw NotThere(id);

    private static CommandException NotThere(string id) => new($"Nothing is parked under '{id}'. 'parked list' shows what is.");
}
