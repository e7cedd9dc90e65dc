using System.Globalization;
using System.Text.Json.Nodes;
using Escalation.Functions.Policies;

namespace Escalation.Local.Verbs.Replay;

/// <summary>Says which field of a source is which field of a complaint.</summary>
/// <remarks>
/// <code>
/// source: cfpb
/// requires: [Complaint ID]
/// dates: [yyyy-MM-dd, M/d/yyyy]
/// decimals: ","          # 1.250,40; without it only 1250.40 is a number
/// fields:
///   externalId: Complaint ID
///   account: [Issue, Consumer complaint narrative]
///   category: { from: Product, values: { Mortgage: mortgage }, otherwise: other }
///   language: { value: en }
/// </code>
/// A list of fields is joined with a full stop. Fields of the source that are not mapped are kept with the complaint under their own names.
/// </remarks>
public sealed class FieldMap
{
    private readonly IReadOnlyList<MappedField> _fields;
    private readonly IReadOnlyList<string> _dates;
    private readonly NumberStyle _numbers;

    private FieldMap(string source, IReadOnlyList<string> requires, IReadOnlyList<string> dates, NumberStyle numbers, IReadOnlyList<MappedField> fields)
    {
        (Source, Requires, _dates, _numbers, _fields) = (source, requires, dates, numbers, fields);
    }

    /// <summary>What the complaints come from: part of their case numbers.</summary>
    public string Source { get; }

    /// <summary>The fields by which a file of this source is known.</summary>
    public IReadOnlyList<string> Requires { get; }

    /// <exception cref="YamlFileException">The map cannot be used; holds every error.</exception>
    public static FieldMap Read(string text, string name)
    {
        var errors = new List<YamlError>();
        var map = YamlMap.Root(text, errors) is { } root ? Read(root) : null;
        return map is not null && errors.Count == 0 ? map : throw new YamlFileException(name, errors);
    }

    /// <summary>The complaint a record tells of, as upstream systems post it.</summary>
    public JsonObject Map(IReadOnlyDictionary<string, string> record)
    {
        var complaint = new JsonObject { ["source"] = Source };
        foreach (var field in _fields)
        {
            if (field.ValueIn(record) is { Length: > 0 } value)
            {
                Put(complaint, field.Target, field.Target is "receivedAt" or "occurredOn" ? Date(value) : value, _numbers);
            }
        }

        var used = _fields.SelectMany(field => field.From).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in record.Where(f => !used.Contains(f.Key) && f.Value.Length > 0 && !complaint.ContainsKey(f.Key)))
        {
            complaint[name.Length == 0 ? "unnamed" : name] = value;
        }

        return complaint;
    }

    /// <summary>A record whose columns are named as a complaint's fields, such as customer.email.</summary>
    public static JsonObject AsNamed(IReadOnlyDictionary<string, string> record)
    {
        var complaint = new JsonObject();
        foreach (var (name, value) in record.Where(f => f.Value.Length > 0))
        {
            Put(complaint, name, value);
        }

        return complaint;
    }

    private static FieldMap Read(YamlMap root)
    {
        var fields = root.Map("fields") is { } map ? map.Names.Select(target => MappedField.Read(map, target)).ToList() : [];
        var read = new FieldMap(root.Text("source"), root.Texts("requires") ?? [], root.Texts("dates") ?? [], Numbers(root), fields);
        root.EndOfFields();
        return read;
    }

    private static NumberStyle Numbers(YamlMap root) => root.OptionalText("decimals") switch
    {
        null => NumberStyle.Plain,
        "." => NumberStyle.DecimalPoint,
        "," => NumberStyle.DecimalComma,
        _ => Unknown(root),
    };

    private static NumberStyle Unknown(YamlMap root)
    {
        root.Fail("decimals", "must be \".\" or \",\": what stands before the cents");
        return NumberStyle.Plain;
    }

    private static void Put(JsonObject complaint, string target, string value, NumberStyle? numbers = null)
    {
        var path = target.Split('.');
        var at = complaint;
        foreach (var name in path[..^1])
        {
            at = (JsonObject)(at[name] ??= new JsonObject());
        }

        at[path[^1]] = path[^1] is "amount" or "percent" or "count" && (numbers ?? NumberStyle.Plain).TryParse(value, out var number) ? number : value;
    }

    /// <summary>A date in one of the formats the map names, local to the policy's zone. Anything else stays as it is, so that the error names what was written.</summary>
    private string Date(string value) =>
        DateTime.TryParseExact(value, [.. _dates], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            : value;

    /// <param name="Target">The complaint's field, such as customer.email.</param>
    /// <param name="From">The source's fields, joined with a full stop.</param>
    /// <param name="Values">What stands for what; a value that is not listed is taken as it is unless there is an <paramref name="Otherwise"/>.</param>
    private sealed record MappedField(
        string Target, IReadOnlyList<string> From, IReadOnlyDictionary<string, string> Values, string? Otherwise, string? Fixed)
    {
        public static MappedField Read(YamlMap fields, string target)
        {
            if (!fields.IsMap(target))
            {
                return new(target, fields.Texts(target) ?? [], new Dictionary<string, string>(StringComparer.Ordinal), null, null);
            }

            var map = fields.Map(target)!;
            var values = map.OptionalMap("values");
            var field = new MappedField(
                target,
                map.Texts("from") ?? [],
                values?.Names.ToDictionary(name => name, values.Text, StringComparer.OrdinalIgnoreCase) ?? new Dictionary<string, string>(StringComparer.Ordinal),
                map.OptionalText("otherwise"),
                map.OptionalText("value"));
            if (field.Fixed is null && field.From.Count == 0)
            {
                map.Fail(null, "needs 'from' with a field of the source, or 'value' with a fixed value");
            }

            map.EndOfFields();
            return field;
        }

        public string? ValueIn(IReadOnlyDictionary<string, string> record)
        {
            if (Fixed is not null)
            {
                return Fixed;
            }

            var parts = From.Select(name => record.GetValueOrDefault(name)?.Trim()).Where(part => !string.IsNullOrEmpty(part)).ToList();
            if (parts.Count == 0)
            {
                return Otherwise;
            }

            var said = string.Join(". ", parts);
            return Values.Count == 0 ? said : Values.GetValueOrDefault(said) ?? Otherwise ?? said;
        }
    }
}
