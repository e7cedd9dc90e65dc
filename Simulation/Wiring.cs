using Escalation.Functions.Messages;

namespace Escalation.Simulation;

/// <summary>How a run is put together. Tests derive their own to break the pipeline on purpose and see the simulator find it.</summary>
internal class Wiring
{
    /// <summary>Where the rows lie.</summary>
    /// <param name="wrote">To be told of every transaction once it has happened.</param>
    public virtual IRows Rows(Action<string, string, IReadOnlyList<RowChange>> wrote) => new MemoryStore(wrote);

    /// <summary>Put between the product and the store with its faults.</summary>
    public virtual IStore AroundStore(IStore store, Run run) => store;

    /// <inheritdoc cref="AroundStore"/>
    public virtual ISender AroundSender(ISender sender, Run run) => sender;

    /// <summary>The message as the function gets to see it.</summary>
    public virtual OutgoingMessage Delivering(OutgoingMessage message, Run run) => message;

    /// <summary>Put around a function while it handles a message.</summary>
    public virtual Task Handle(Activity activity, Func<Task> handle, Run run) => handle();
}
