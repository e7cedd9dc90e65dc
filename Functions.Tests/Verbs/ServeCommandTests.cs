using Escalation.Local.Verbs.Serve;

namespace Escalation.Functions.Tests.Verbs;

public sealed class ServeCommandTests
{
    [Fact]
    public void The_address_of_a_gateway_is_read() =>
        Assert.Equal(new Uri("http://127.0.0.1:8025/in"), ServeCommand.Create().Parse(["--deliver-to", "http://127.0.0.1:8025/in"]).GetValue<Uri>("--deliver-to"));

    [Theory]
    [InlineData("nowhere")]
    [InlineData("mailto:someone@example.org")]
    public void What_is_no_web_address_is_told(string text) =>
        Assert.Contains($"'{text}' is not a web address", Assert.Single(ServeCommand.Create().Parse(["--deliver-to", text]).Errors).Message, StringComparison.Ordinal);
}
