namespace Escalation.Functions.Tests.Contracts;

/// <summary>A folder of its own for a test, deleted with what is in it.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("escalation-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
