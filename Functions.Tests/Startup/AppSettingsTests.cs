using Escalation.Functions.Startup;
using Escalation.Functions.Tests.Contracts;
using Microsoft.Extensions.Configuration;

namespace Escalation.Functions.Tests.Startup;

public sealed class AppSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string?> _settings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Storage:tableServiceUri"] = "https://account.table.core.windows.net",
        ["ServiceBus:fullyQualifiedNamespace"] = "bus.servicebus.windows.net",
        ["Pipeline:publicAddress"] = "https://complaints.example",
        ["Pipeline:deliverTo"] = "https://gateway.example/letters",
        ["Pipeline:customerKeySecret"] = "0123456789abcdef0123456789abcdef",
        ["WEBSITE_AUTH_ENABLED"] = "True",
    };

    public AppSettingsTests()
    {
        File.WriteAllText(System.IO.Path.Combine(_folder.Path, "policy.yaml"), "");
        File.WriteAllText(System.IO.Path.Combine(_folder.Path, "people.yaml"), "");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_set_is_read() => Assert.Equal(
        new AppSettings(
            new("https://account.table.core.windows.net"),
            "bus.servicebus.windows.net",
            System.IO.Path.Combine(_folder.Path, "policy.yaml"),
            System.IO.Path.Combine(_folder.Path, "people.yaml"),
            new("https://complaints.example/"),
            new("https://gateway.example/letters"),
            CaseEvents: false,
            AuthenticationOn: true,
            ReviewerClaim: "preferred_username")
        {
            CustomerSecret = new("0123456789abcdef0123456789abcdef"u8),
        },
        Read());

    [Fact]
    public void A_public_address_in_a_folder_keeps_the_folder_in_links()
    {
        _settings["Pipeline:publicAddress"] = "https://company.example/complaints";

        Assert.Equal("https://company.example/complaints/", Read().PublicAddress.AbsoluteUri);
    }

    [Fact]
    public void Authentication_counts_as_off_unless_the_platform_says_otherwise()
    {
        _settings.Remove("WEBSITE_AUTH_ENABLED");

        Assert.False(Read().AuthenticationOn);
    }

    [Fact]
    public void All_that_is_missing_is_told_at_once_by_the_names_of_the_settings()
    {
        _settings.Clear();

        Assert.Equal(
            ["Storage__tableServiceUri", "ServiceBus__fullyQualifiedNamespace", "Pipeline__publicAddress", "Pipeline__deliverTo", "Pipeline__customerKeySecret"],
            Wrong().Errors.Select(error => error.Split(':')[0]));
    }

    [Theory]
    [InlineData("Storage:tableServiceUri", "account.table.core.windows.net")]
    [InlineData("Pipeline:deliverTo", "http://gateway.example/")]
    [InlineData("Pipeline:deliverTo", "https://user:secret@gateway.example/")]
    [InlineData("Pipeline:publicAddress", "https://complaints.example/?a=b")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", "Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKey=k")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", "bus")]
    [InlineData("Pipeline:caseEvents", "yes")]
    [InlineData("Pipeline:policyFile", "nowhere.yaml")]
    [InlineData("Pipeline:customerKeySecret", "too short to keep secret")]
    [InlineData("Pipeline:customerKeySecret", "@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/customer-key-secret/)")]
    public void What_cannot_be_used_is_refused(string name, string value)
    {
        _settings[name] = value;

        Assert.StartsWith(name.Replace(":", "__", StringComparison.Ordinal), Assert.Single(Wrong().Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_address_is_not_repeated_since_it_may_hold_a_password()
    {
        _settings["Pipeline:deliverTo"] = "https://user:secret@gateway.example/";

        Assert.DoesNotContain("secret", Wrong().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bus.servicebus.windows.net")]
    [InlineData("localhost")]
    public void A_bus_is_named_by_its_host(string host)
    {
        _settings["ServiceBus:fullyQualifiedNamespace"] = host;

        Assert.Equal(host, Read().ServiceBus);
    }

    [Fact]
    public void On_this_machine_plain_http_will_do()
    {
        _settings["Pipeline:deliverTo"] = "http://127.0.0.1:8080/";

        Assert.Equal(8080, Read().DeliverTo.Port);
    }

    private AppSettingsException Wrong() => Assert.Throws<AppSettingsException>(Read);

    private AppSettings Read() => AppSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build(), _folder.Path);
}
