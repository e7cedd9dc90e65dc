using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Escalation.Functions.Messages;

/// <summary>Something wrong with a field of what was sent, and the rule it breaks.</summary>
/// <param name="Field">Such as <c>customer.email</c>.</param>
public sealed record FieldError(string Field, string Problem)
{
    public override string ToString() => $"{Field} {Problem}";
}

/// <summary>What was sent cannot be used. Nothing of it is lost: over HTTP it is answered with problem details, from a queue it is parked whole.</summary>
public sealed class InvalidMessageException(IReadOnlyCollection<FieldError> errors) : Exception(string.Join("; ", errors))
{
    public InvalidMessageException(string field, string problem)
        : this([new(field, problem)])
    {
    }

    public IReadOnlyCollection<FieldError> Errors { get; } = errors;
}

/// <summary>Reads a JSON object field by field and collects all errors, in place of stopping at the first.</summary>
public sealed class JsonFields
{
    private readonly JsonElement _object;
    private readonly string _path;
    private readonly ICollection<FieldError> _errors;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public JsonFields(JsonElement value, string path, ICollection<FieldError> errors)
    {
        (_object, _path, _errors) = (value, path, errors);
        if (path.Length == 0 && HalfCharacters(value) is { Count: > 0 } broken)
        {
            // Nothing of it can be read safely: a name that is no text would throw wherever fields are looked up.
            _object = default;
            broken.ForEach(errors.Add);
        }
        else if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new(path.Length == 0 ? "body" : path, "must be a JSON object"));
        }
    }

    /// <summary>Parses a body that must be one JSON document.</summary>
    /// <exception cref="InvalidMessageException">Empty, no UTF-8, or no JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            throw new InvalidMessageException("body", "is empty; a JSON object was expected");
        }

        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(body.Span);
            using var document = JsonDocument.Parse(body, new() { MaxDepth = 32 });
            return document.RootElement.Clone();
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidMessageException("body", "is not UTF-8 text");
        }
        catch (JsonException e)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            throw new InvalidMessageException("body", $"is not valid JSON ({place})");
        }
    }

    /// <exception cref="InvalidMessageException">There were errors.</exception>
    public void ThrowIfErrors()
    {
        if (_errors.Count > 0)
        {
            throw new InvalidMessageException([.. _errors]);
        }
    }

    public bool Has(string name) => Find(name) is not null;

    public string? OptionalText(string name, int longest) => Find(name) is { } value ? Text(name, value, longest) : null;

    public string Text(string name, int longest)
    {
        var text = Required(name) is { } value ? Text(name, value, longest) : null;
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            Fail(name, "must not be empty");
        }

        return text ?? "";
    }

    public int Whole(string name, int least)
    {
        if (Required(name) is not { } value)
        {
            return least;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least)
        {
            return number;
        }

        Fail(name, $"must be a whole number of {least} or more");
        return least;
    }

    public int? OptionalWhole(string name, int least) => Has(name) ? Whole(name, least) : null;

    public bool Flag(string name)
    {
        if (Required(name) is not { } value || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return Find(name)?.ValueKind == JsonValueKind.True;
        }

        Fail(name, "must be true or false");
        return false;
    }

    public decimal? OptionalDecimal(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number))
        {
            return number;
        }

        Fail(name, value.ValueKind == JsonValueKind.String && WrittenNumber.Looks(value.GetString()!)
            ? $"'{value.GetString()}' is not a number; write it as 1250.40, without quotation marks (for a file, say in the map how decimals are written)"
            : "must be a number such as 1250.40");
        return null;
    }

    /// <summary>A day or moment in ISO 8601, as it was written: what stands without an offset has none here.</summary>
    public StatedTime? OptionalTime(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && StatedTime.TryParse(value.GetString()!, out var stated))
        {
            return stated;
        }

        Fail(name, "must be a date or time such as 2026-11-21 or 2026-11-21T09:30:00+02:00");
        return null;
    }

    public T? OptionalEnum<T>(string name) where T : struct, Enum
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && Words.TryParse<T>(value.GetString(), out var known))
        {
            return known;
        }

        Fail(name, $"must be one of {Words.List<T>()}");
        return null;
    }

    public T Enum<T>(string name) where T : struct, Enum => Required(name) is null ? default : OptionalEnum<T>(name) ?? default;

    public JsonFields? OptionalObject(string name) => Find(name) is { } value ? new(value, Path(name), _errors) : null;

    public IReadOnlyList<JsonFields> Objects(string name, int most)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most)
        {
            Fail(name, $"must be a list of at most {most}");
            return [];
        }

        return [.. value.EnumerateArray().Select((item, i) => new JsonFields(item, $"{Path(name)}[{i + 1}]", _errors))];
    }

    /// <summary>A list of texts; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string name, int most)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Fail(name, $"must be a list of at most {most} texts");
        return [];
    }

    /// <summary>The fields that were never asked for, as JSON: kept with the complaint. Null when there are none.</summary>
    public string? Unread()
    {
        if (_object.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var rest = _object.EnumerateObject().Where(p => !_read.Contains(p.Name)).ToList();
        return rest.Count == 0 ? null : $"{{{string.Join(',', rest.Select(p => $"{JsonSerializer.Serialize(p.Name)}:{p.Value.GetRawText()}"))}}}";
    }

    public void Fail(string name, string problem) => _errors.Add(new(Path(name), problem));

    private JsonElement? Required(string name)
    {
        if (Find(name) is { } value)
        {
            return value;
        }

        if (_object.ValueKind == JsonValueKind.Object)
        {
            Fail(name, "is missing");
        }

        return null;
    }

    /// <summary>Null counts as not there.</summary>
    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
    }

    private string? Text(string name, JsonElement value, int longest)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Fail(name, "must be a text");
            return null;
        }

        var text = value.GetString()!;
        var length = text.EnumerateRunes().Count();
        if (length > longest)
        {
            Fail(name, string.Create(CultureInfo.InvariantCulture, $"has {length} characters; at most {longest} are allowed"));
            return null;
        }

        return text;
    }

    /// <summary>The fields, at any depth, with an escaped lone surrogate: JSON allows them, but no text can hold one.</summary>
    private static List<FieldError> HalfCharacters(JsonElement root)
    {
        var errors = new List<FieldError>();
        if (JsonMarshal.GetRawUtf8Value(root).IndexOf("\\u"u8) >= 0)
        {
            Look(root, "");
        }

        return errors;

        void Look(JsonElement value, string path)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var property in value.EnumerateObject())
                    {
                        LookAt(property, path);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var (index, item) in value.EnumerateArray().Index())
                    {
                        Look(item, $"{path}[{index + 1}]");
                    }

                    break;
                case JsonValueKind.String when TextOf(value.GetString) is null:
                    errors.Add(new(path.Length == 0 ? "body" : path, "holds half a character (a lone surrogate)"));
                    break;
            }
        }

        void LookAt(JsonProperty property, string path)
        {
            if (TextOf(() => property.Name) is { } name)
            {
                Look(property.Value, path.Length == 0 ? name : $"{path}.{name}");
                return;
            }

            errors.Add(new(path.Length == 0 ? "body" : path, "has a field whose name holds half a character (a lone surrogate)"));
        }

        static string? TextOf(Func<string?> read)
        {
            try
            {
                return read();
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
    }

    private string Path(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
