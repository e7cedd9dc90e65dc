using System.Text.Json;
using System.Text.Json.Nodes;

namespace Escalation.Functions.Tests.Contracts;

/// <summary>Files beside this one that say how something is stored. One is never edited once a release has stored by it.</summary>
internal static class Approved
{
    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Folder { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Contracts");

    public static byte[] Read(string file) => File.ReadAllBytes(System.IO.Path.Combine(Folder, file));

    /// <summary>Fails when the JSON is not what the file says, and leaves what it is now under "received", to be looked at.</summary>
    public static void Check(string file, ReadOnlySpan<byte> json)
    {
        var now = JsonNode.Parse(json)!.ToJsonString(s_indented) + "\n";
        var path = System.IO.Path.Combine(Folder, file);
        if (File.Exists(path) && File.ReadAllText(path) == now)
        {
            return;
        }

        var received = System.IO.Path.Combine(AppContext.BaseDirectory, "received", file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(received)!);
        File.WriteAllText(received, now);
        Assert.Fail($"Contracts/{file} does not say how it is written now:\n{now}If the change is meant, it needs a new version and an upcaster.");
    }
}
