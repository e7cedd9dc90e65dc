using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Host;

public sealed class SecretFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("secret-").FullName;

    private string FilePath => System.IO.Path.Combine(_folder, SecretFile.FileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_made_once_and_then_stays() => Assert.Equal(SecretFile.Open(_folder), SecretFile.Open(_folder));

    [Fact]
    public void Another_folder_has_another()
    {
        var one = SecretFile.Open(_folder);
        File.Delete(FilePath);

        Assert.NotEqual(one, SecretFile.Open(_folder));
    }

    [Fact]
    public void Nobody_else_may_read_it()
    {
        SecretFile.Open(_folder);

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(FilePath) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base 64!")]
    [InlineData("c2hvcnQ=")]
    public void What_is_no_secret_stops_the_start(string content)
    {
        SecretFile.Open(_folder);
        File.WriteAllText(FilePath, content);

        Assert.Contains(FilePath, Assert.Throws<KeyFileException>(() => SecretFile.Open(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_others_can_read_stops_the_start()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        SecretFile.Open(_folder);
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Assert.Throws<KeyFileException>(() => SecretFile.Open(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_never_printed() => Assert.Equal("a secret for customers", $"{SecretFile.Open(_folder)}");
}
