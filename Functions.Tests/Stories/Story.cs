namespace Escalation.Functions.Tests.Stories;

/// <summary>A world of its own for each test of a story.</summary>
public abstract class Story : IAsyncLifetime
{
    private World? _world;

    protected World World => _world!;

    public async Task InitializeAsync() => _world = await World.Open();

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }
}
