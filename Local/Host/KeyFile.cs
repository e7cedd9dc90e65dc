using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Escalation.Functions.Messages;
using Microsoft.AspNetCore.Http;

namespace Escalation.Local.Host;

/// <summary>The API keys of this machine, each for one role: made at the first start, kept in a file that only its owner may
/// read.</summary>
public sealed class KeyFile : IPrincipals
{
    public const string FileName = "keys.json";

    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode AnybodyElse =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly List<(byte[] Hash, Principal Principal)> _known;

    private KeyFile(IReadOnlyList<LocalKey> keys)
    {
        Keys = keys;
        _known = [.. keys.Select(k => (Hash(k.Key), new Principal(k.Role, k.Id)))];
    }

    /// <summary>The keys that open something now, for showing them to the owner of the file.</summary>
    public IReadOnlyList<LocalKey> Keys { get; }

    public string HowToSignIn => $"Send the header 'Authorization: Bearer <key>' with a key from {FileName} in the data folder of this machine.";

    /// <summary>Reads the file, or makes it; adds keys for reviewers that have none.</summary>
    /// <param name="reviewers">Those who may review now. The key of anybody else stays in the file and opens nothing.</param>
    /// <exception cref="KeyFileException">The file is unreadable, or readable by others.</exception>
    public static KeyFile Open(string dataFolder, IReadOnlyCollection<string> reviewers)
    {
        ArgumentNullException.ThrowIfNull(reviewers);
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, FileName);
        var kept = File.Exists(path) ? Read(path) : [];
        var wanted = Enum.GetValues<Role>()
            .Where(role => role != Role.Reviewer)
            .Select(role => (role, JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString())))
            .Concat(reviewers.Distinct(StringComparer.Ordinal).Select(id => (Role.Reviewer, id)))
            .ToList();
        var added = wanted.Where(w => !kept.Exists(k => Is(k, w))).Select(w => LocalKey.New(w.Item1, w.Item2)).ToList();
        if (added.Count > 0)
        {
            kept.AddRange(added);
            Write(path, kept);
        }

        return new KeyFile([.. kept.Where(k => wanted.Exists(w => Is(k, w)))]);
    }

    public ValueTask<Principal?> Authenticate(HttpRequest request, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(request);
        const string Scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return ValueTask.FromResult(
            header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? Find(header[Scheme.Length..].Trim()) : null);
    }

    /// <summary>Compares with every key, so that the time it takes tells nothing.</summary>
    private Principal? Find(string key)
    {
        var hash = Hash(key);
        Principal? found = null;
        foreach (var (known, principal) in _known)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
            {
                found = principal;
            }
        }

        return found;
    }

    private static bool Is(LocalKey key, (Role Role, string Id) wanted) =>
        key.Role == wanted.Role && string.Equals(key.Id, wanted.Id, StringComparison.Ordinal);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static List<LocalKey> Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & AnybodyElse) != UnixFileMode.None)
        {
            throw new KeyFileException($"Other users of this machine can reach the keys in '{path}'. Run: chmod 600 '{path}'");
        }

        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), s_json);
            return content?.Keys is { } keys && keys.TrueForAll(k => k is { Id: not null, Key.Length: >= KeyBytes })
                ? keys
                : throw new KeyFileException($"The key file '{path}' is not complete. Restore it, or delete it to have new keys made.");
        }
        catch (JsonException e)
        {
            throw new KeyFileException($"The key file '{path}' cannot be read. Restore it, or delete it to have new keys made.", e);
        }
    }

    /// <summary>Through a new file, so that a crash leaves the old one or the new one, never half of it.</summary>
    private static void Write(string path, List<LocalKey> keys)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(stream, new Content(keys), s_json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private sealed record Content(List<LocalKey> Keys);
}

/// <summary>A key and what it stands for.</summary>
public sealed record LocalKey(Role Role, string Id, string Key)
{
    private const int RandomBytes = 32;

    internal static LocalKey New(Role role, string id)
    {
        // The id is there for people to tell keys apart; a header takes only plain characters.
        var label = role == Role.Reviewer
            ? $"reviewer_{new string([.. id.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')])}"
            : id;
        return new LocalKey(role, id, $"esc_{label}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes))}");
    }

    /// <summary>Never the key itself: records end up in logs.</summary>
    public override string ToString() => $"{Role} {Id}";
}

/// <summary>The key file must not be used as it is.</summary>
public sealed class KeyFileException(string message, Exception? inner = null) : Exception(message, inner);
