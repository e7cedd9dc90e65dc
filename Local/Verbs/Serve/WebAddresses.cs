using System.CommandLine.Parsing;

namespace Escalation.Local.Verbs.Serve;

/// <summary>Options that take a web address: the library knows how to read numbers and files, and not these.</summary>
internal static class WebAddresses
{
    public static Uri? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp))
        {
            return address;
        }

        argument.AddError($"'{text}' is not a web address, such as http://127.0.0.1:8025/.");
        return null;
    }
}
