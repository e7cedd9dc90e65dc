using Escalation.Functions.Messages;
using Escalation.Local.Host;
using Microsoft.AspNetCore.Http;

namespace Escalation.Functions.Tests.Host;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keys-").FullName;

    private string FilePath => System.IO.Path.Combine(_folder, KeyFile.FileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_key_stands_for_its_role()
    {
        var file = KeyFile.Open(_folder, ["anna", "王芳"]);

        var principals = new List<Principal?>();
        foreach (var key in file.Keys)
        {
            principals.Add(await Known(file, key.Key));
        }

        Assert.Equal(
            [
                new Principal(Role.Upstream, "upstream"),
                new Principal(Role.CustomerChannel, "customer-channel"),
                new Principal(Role.Fulfilment, "fulfilment"),
                new Principal(Role.Operator, "operator"),
                new Principal(Role.Reviewer, "anna"),
                new Principal(Role.Reviewer, "王芳"),
            ],
            principals);
    }

    [Fact]
    public void A_key_says_whose_it_is() =>
        Assert.StartsWith("esc_reviewer_anna_", KeyFile.Open(_folder, ["anna"]).Keys[^1].Key, StringComparison.Ordinal);

    [Fact]
    public void A_key_can_be_sent_in_a_header_whatever_the_name() =>
        Assert.All(KeyFile.Open(_folder, ["王芳 Åsa"]).Keys, k => Assert.Matches("^[A-Za-z0-9_-]+$", k.Key));

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer esc_upstream_guess")]
    public async Task Anything_else_is_nobody(string header)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = header;

        Assert.Null(await KeyFile.Open(_folder, []).Authenticate(request, CancellationToken.None));
    }

    [Fact]
    public async Task A_key_without_its_scheme_is_nobody()
    {
        var file = KeyFile.Open(_folder, []);
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = file.Keys[0].Key;

        Assert.Null(await file.Authenticate(request, CancellationToken.None));
    }

    [Fact]
    public void A_later_start_keeps_the_keys_and_adds_those_that_are_missing()
    {
        var first = KeyFile.Open(_folder, ["anna"]).Keys;

        var second = KeyFile.Open(_folder, ["anna", "ben"]).Keys;

        Assert.Equal([.. first, second.Single(k => string.Equals(k.Id, "ben", StringComparison.Ordinal))], second);
    }

    [Fact]
    public async Task The_key_of_somebody_who_reviews_no_more_opens_nothing()
    {
        var anna = KeyFile.Open(_folder, ["anna"]).Keys[^1].Key;

        Assert.Null(await Known(KeyFile.Open(_folder, []), anna));
    }

    [Fact]
    public void Only_its_owner_may_read_the_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        KeyFile.Open(_folder, ["anna"]);
        KeyFile.Open(_folder, ["anna", "ben"]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void A_file_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        KeyFile.Open(_folder, []);
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Assert.Throws<KeyFileException>(() => KeyFile.Open(_folder, [])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"keys\":[null]}")]
    [InlineData("{\"keys\":[{\"role\":\"upstream\",\"id\":\"upstream\",\"key\":\"\"}]}")]
    public void A_broken_file_is_refused_and_left_alone(string content)
    {
        KeyFile.Open(_folder, []);
        File.WriteAllText(FilePath, content);

        Assert.Throws<KeyFileException>(() => KeyFile.Open(_folder, []));

        Assert.Equal(content, File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_key_does_not_print_itself()
    {
        var key = KeyFile.Open(_folder, []).Keys[0];

        Assert.DoesNotContain(key.Key, $"{key}", StringComparison.Ordinal);
    }

    private static async Task<Principal?> Known(KeyFile file, string key)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = $"Bearer {key}";
        return await file.Authenticate(request, CancellationToken.None);
    }
}
