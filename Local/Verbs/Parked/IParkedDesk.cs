using Escalation.Functions.Console;

namespace Escalation.Local.Verbs.Parked;

/// <summary>Where an operator looks after parked messages: in a data folder that nobody serves, or at a pipeline that runs.</summary>
internal interface IParkedDesk : IAsyncDisposable
{
    /// <param name="all">Also those that were resubmitted or discarded.</param>
    Task<ParkedList> List(bool all, CancellationToken stopping);

    /// <exception cref="CommandException">There is none under this id.</exception>
    Task<ParkedDetail> Show(string id, CancellationToken stopping);

    /// <exception cref="CommandException">There is none under this id, or it cannot be sent again.</exception>
    Task<ResubmissionAnswer> Resubmit(string id, CancellationToken stopping);

    /// <exception cref="CommandException">There is none under this id, or it is being sent again.</exception>
    Task<ParkedDetail> Discard(string id, string reason, CancellationToken stopping);
}
