namespace Escalation.Functions.Tests.Stories;

/// <summary>A world of its own for each test of a story.</summary>
public abstract class Story : IAsyncLifetime
{
    private World? _world;

    protected World World => _world!;

    /// <summary>The company of this story; that of all tests where a story says nothing else.</summary>
    protected virtual string Policy => TestPolicy.Yaml;

    public async Task InitializeAsync() => _world = await World.Open(Policy);

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }
}
