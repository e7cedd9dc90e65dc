using System.Collections.Frozen;
using Escalation.Domain.Calendars;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Policies;

/// <summary>Reads what a policy says of time: calendars by name, legal regimes, and the company's own time.</summary>
internal sealed class TimesReader
{
    private readonly PolicyFiles _files;
    private readonly HashSet<Code> _names = [];
    private readonly Dictionary<Code, BusinessCalendar> _calendars = [];

    public TimesReader(YamlMap root)
    {
        _files = new(root);
        Calendar = root.Map("calendar") is { } own ? CalendarReader.Read(own, _files) : null;
        if (root.OptionalMap("calendars") is not { } named)
        {
            return;
        }

        foreach (var name in named.Names)
        {
            var calendar = named.Map(name) is { } map ? CalendarReader.Read(map, _files, name) : null;
            if (!Code.TryParse(name, out var code))
            {
                named.Fail(name, PolicyReader.CodeRule);
                continue;
            }

            // Also one that is wrong has a name: who uses it is not a second error.
            _names.Add(code);
            if (calendar is not null)
            {
                _calendars[code] = calendar;
            }
        }
    }

    /// <summary>The policy's own; null where it is wrong.</summary>
    public BusinessCalendar? Calendar { get; }

    /// <summary>The name of a calendar that the policy has; null where the field is not there.</summary>
    public Code? NameIn(YamlMap map)
    {
        if (!map.Has("calendar"))
        {
            return null;
        }

        var name = PolicyReader.Code(map, "calendar");
        if (!_names.Contains(name))
        {
            map.Fail("calendar", _names.Count == 0
                ? $"'{name}' is no calendar: the policy has none under 'calendars'"
                : $"'{name}' is no calendar; calendars are {string.Join(", ", _names.Order(Comparer<Code>.Create((a, b) => string.CompareOrdinal(a.Text, b.Text))))}");
        }

        return name;
    }

    public Policy AddTo(Policy policy, YamlMap root, RemedyReader remedies) => policy with
    {
        Calendars = _calendars.ToFrozenDictionary(),
        Legal = Regimes(root, remedies),
        Service = root.OptionalMap("service") is { } service ? Service(service, policy.Categories) : null,
    };

    private ValueList<LegalRegime> Regimes(YamlMap root, RemedyReader remedies)
    {
        var regimes = root.Maps("legal").Select(map => RegimeReader.Read(map, _files, this, remedies)).OfType<LegalRegime>().ToValueList();
        foreach (var twice in regimes.GroupBy(r => r.Id).Where(group => group.Count() > 1))
        {
            root.Fail("legal", $"'{twice.Key}' is there twice");
        }

        return regimes;
    }

    private ServiceTarget Service(YamlMap map, ValueList<Category> known)
    {
        var within = map.Has("within") ? Within(map, "within") : (BusinessDuration?)null;
        var categories = new Dictionary<Code, BusinessDuration>();
        if (map.OptionalMap("categories") is { } own)
        {
            foreach (var name in own.Names)
            {
                var duration = Within(own, name);
                if (known.FirstOrDefault(c => c.Id.Text == name) is { } category)
                {
                    categories[category.Id] = duration;
                }
                else
                {
                    own.Fail(name, "is no category");
                }
            }
        }

        var target = new ServiceTarget(within, categories.ToFrozenDictionary(), NameIn(map));
        if (within is null && categories.Count == 0)
        {
            map.Fail(null, "says neither 'within' nor 'categories': no clock would ever run");
        }

        map.EndOfFields();
        return target;
    }

    private static BusinessDuration Within(YamlMap map, string name)
    {
        var within = PolicyReader.Duration(map, name);
        if (within == BusinessDuration.Zero)
        {
            map.Fail(name, "must be longer than nothing");
        }

        return within;
    }
}
