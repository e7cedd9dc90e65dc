using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Contracts;
using Escalation.Simulation;

namespace Escalation.Functions.Tests.Simulation;

/// <summary>The simulator's store keeps to what every store keeps to.</summary>
public sealed class MemoryStoreTests : StoreContract
{
    private readonly MemoryStore store = new((_, _, _) => { });

    protected override IStore Store => store;
}
