using Escalation.Domain.Values;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Policies;

/// <summary>The people of a file, read again whenever the file changes. A change that cannot be used is reported, and the people before it
/// stay.</summary>
public sealed class LivePeople : IPeopleSource
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly IReadOnlyCollection<Code> _levels;
    private readonly IReadOnlyCollection<Code> _teams;
    private readonly ILogger _logger;
    private PeopleFile _people;
    private DateTime _readAt;

    /// <exception cref="YamlFileException">The file cannot be used.</exception>
    public LivePeople(string path, IReadOnlyCollection<Code> levels, IReadOnlyCollection<Code> teams, ILogger<LivePeople> logger)
    {
        (_path, _levels, _teams, _logger) = (path, levels, teams, logger);
        _readAt = File.GetLastWriteTimeUtc(path);
        _people = PeopleReader.Read(File.ReadAllText(path), path, levels, teams);
    }

    public IReadOnlyList<Person> Everybody => Current().Everybody;

    public string? OperatorsEmail => Current().OperatorsEmail;

    private PeopleFile Current()
    {
        lock (_lock)
        {
            var changedAt = File.GetLastWriteTimeUtc(_path);
            if (changedAt != _readAt)
            {
                _readAt = changedAt;
                ReadAgain();
            }

            return _people;
        }
    }

    private void ReadAgain()
    {
        try
        {
            _people = PeopleReader.Read(File.ReadAllText(_path), _path, _levels, _teams);
        }
        catch (Exception e) when (e is YamlFileException or IOException)
        {
            _logger.LogError("{Problem} The people as they were before stay in force.", e.Message);
        }
    }
}
