using System.Security.Cryptography;
using Escalation.Functions.Messages;

namespace Escalation.Local.Host;

/// <summary>The secret under which customers are known again on this machine: made at the first start, kept in a file that only its owner
/// may read.</summary>
public static class SecretFile
{
    public const string FileName = "customers.key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode AnybodyElse =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the file, or makes it.</summary>
    /// <exception cref="KeyFileException">The file holds no secret, or is readable by others.</exception>
    public static CustomerSecret Open(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, FileName);
        if (!File.Exists(path))
        {
            Write(path, RandomNumberGenerator.GetBytes(CustomerSecret.FewestBytes));
        }

        return Read(path);
    }

    private static CustomerSecret Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & AnybodyElse) != UnixFileMode.None)
        {
            throw new KeyFileException($"Other users of this machine can reach the secret in '{path}'. Run: chmod 600 '{path}'");
        }

        try
        {
            return new(Convert.FromBase64String(File.ReadAllText(path)));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new KeyFileException(
                $"The file '{path}' holds no secret. Restore it from a backup, or delete it: then a new one is made, and customers are not known again from before.", e);
        }
    }

    /// <summary>Through a new file, so that a crash leaves all of it or nothing.</summary>
    private static void Write(string path, byte[] secret)
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
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(secret)));
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
