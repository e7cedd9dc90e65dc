using System.Diagnostics.CodeAnalysis;
using System.Text;
using Escalation.Functions.Messages;
using Microsoft.Extensions.Configuration;

namespace Escalation.Functions.Startup;

/// <summary>What the deployed app is told by its settings.</summary>
/// <param name="Tables">The Table endpoint of the storage account.</param>
/// <param name="ServiceBus">The host name of the Service Bus namespace.</param>
/// <param name="PolicyFile">Where the policy lies.</param>
/// <param name="PeopleFile">Where the people lie.</param>
/// <param name="PublicAddress">Where this deployment can be reached from outside.</param>
/// <param name="DeliverTo">The gateway to which messages to people are posted.</param>
/// <param name="CaseEvents">Whether every commit is also told on the topic case-events.</param>
/// <param name="AuthenticationOn">Whether the platform checks who calls before this app is called; else nobody's word is taken.</param>
/// <param name="ReviewerClaim">The claim that names a reviewer.</param>
public sealed record AppSettings(
    Uri Tables,
    string ServiceBus,
    string PolicyFile,
    string PeopleFile,
    Uri PublicAddress,
    Uri DeliverTo,
    bool CaseEvents,
    bool AuthenticationOn,
    string ReviewerClaim)
{
    /// <summary>Under which customers are known again.</summary>
    public required CustomerSecret CustomerSecret { get; init; }

    /// <param name="configuration">Where <c>__</c> of a setting's name is a colon.</param>
    /// <param name="folder">Of the app: relative paths begin here.</param>
    /// <exception cref="AppSettingsException">Names every setting that is missing or wrong.</exception>
    public static AppSettings Read(IConfiguration configuration, string folder)
    {
        var reader = new Reader(configuration);
        var settings = new AppSettings(
            reader.Address("Storage__tableServiceUri", "such as https://account.table.core.windows.net"),
            reader.HostName("ServiceBus__fullyQualifiedNamespace", "such as namespace.servicebus.windows.net"),
            reader.File("Pipeline__policyFile", "policy.yaml", folder),
            reader.File("Pipeline__peopleFile", "people.yaml", folder),
            Folder(reader.Address("Pipeline__publicAddress", "such as https://complaints.example/")),
            reader.Address("Pipeline__deliverTo", "the address of the gateway that mails, texts or prints"),
            reader.Switch("Pipeline__caseEvents"),
            reader.Switch("WEBSITE_AUTH_ENABLED"),
            reader.Text("Pipeline__reviewerClaim") ?? "preferred_username")
        {
            CustomerSecret = reader.Secret("Pipeline__customerKeySecret", "a reference to the vault's secret 'customer-key-secret'"),
        };
        return reader.Errors.Count == 0 ? settings : throw new AppSettingsException(reader.Errors);
    }

    /// <summary>Links are made relative to it, which drops what follows the last slash.</summary>
    private static Uri Folder(Uri address) => address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");

    /// <summary>Collects all errors, in place of stopping at the first.</summary>
    private sealed class Reader(IConfiguration configuration)
    {
        private static readonly Uri Wrong = new("https://wrong.invalid/");
        private static readonly CustomerSecret Unknown = new(new byte[CustomerSecret.FewestBytes]);

        public List<string> Errors { get; } = [];

        public string? Text(string name) =>
            configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

        public Uri Address(string name, string what)
        {
            if (!Required(name, what, out var text))
            {
                return Wrong;
            }

            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && IsSafe(address))
            {
                return address;
            }

            Errors.Add($"{name}: must be an https address without user, query or fragment, {what}.");
            return Wrong;
        }

        public string HostName(string name, string what)
        {
            if (Required(name, what, out var text) && !IsHostName(text))
            {
                Errors.Add($"{name}: '{text}' must be a host name, {what}.");
            }

            return text;
        }

        public string File(string name, string absent, string folder)
        {
            var path = System.IO.Path.Combine(folder, Text(name) ?? absent);
            if (!System.IO.File.Exists(path))
            {
                Errors.Add($"{name}: there is no file '{path}'.");
            }

            return path;
        }

        public bool Switch(string name)
        {
            if (Text(name) is not { } text)
            {
                return false;
            }

            if (!bool.TryParse(text, out var on))
            {
                Errors.Add($"{name}: '{text}' must be true or false.");
            }

            return on;
        }

        /// <summary>A reference that the platform could not follow is handed to the app as it stands: taken for the secret, it would be one
        /// that everybody can read.</summary>
        public CustomerSecret Secret(string name, string what)
        {
            if (!Required(name, what, out var text))
            {
                return Unknown;
            }

            var bytes = Encoding.UTF8.GetBytes(text);
            if (text.StartsWith("@Microsoft.KeyVault", StringComparison.OrdinalIgnoreCase))
            {
                Errors.Add($"{name}: the platform could not read it from the vault; look at the setting's status in the portal.");
            }
            else if (bytes.Length < CustomerSecret.FewestBytes)
            {
                Errors.Add($"{name}: has {bytes.Length} characters; a secret has {CustomerSecret.FewestBytes} or more.");
            }
            else
            {
                return new(bytes);
            }

            return Unknown;
        }

        /// <summary>Plain http only on this machine, where emulators are.</summary>
        private static bool IsSafe(Uri address) =>
            (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;

        /// <summary>A name without a dot is the namespace alone, and not a host; only this machine has one, where stand-ins are.</summary>
        private static bool IsHostName(string text) =>
            Uri.CheckHostName(text) == UriHostNameType.Dns && (text.Contains('.', StringComparison.Ordinal) || text == "localhost");

        private bool Required(string name, string what, [NotNullWhen(true)] out string text)
        {
            text = Text(name) ?? "";
            if (text.Length == 0)
            {
                Errors.Add($"{name}: is missing; {what}.");
            }

            return text.Length > 0;
        }
    }
}

/// <summary>Settings that the app cannot start with.</summary>
public sealed class AppSettingsException(IReadOnlyList<string> errors)
    : Exception($"The app's settings cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, errors.Select(e => "  " + e))}")
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
