using Azure;
using Azure.Core;
using Azure.Identity;
using Escalation.Functions.Messages;
using Escalation.Functions.Tables;

namespace Escalation.Local.Verbs;

/// <summary>Reaches the Table Storage account that <c>--tables</c> names.</summary>
public static class TablesConnection
{
    public const string Option = "--tables";

    /// <summary>Read where the option is not given: a key on the command line can be seen by every user of the machine.</summary>
    public const string Variable = "ESCALATION_TABLES";

    public const string Rule =
        "a connection string with AccountName and AccountKey, UseDevelopmentStorage=true for Azurite, or the https address of an account's tables "
        + "such as https://account.table.core.windows.net";

    /// <summary>Long enough for the client's own retries; a person is waiting.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Connects, and makes the tables that are missing.</summary>
    /// <param name="text">A connection string, or an address, for which <paramref name="credential"/> signs in.</param>
    /// <param name="credential">By default whatever identity this machine has: environment, managed identity, <c>az login</c>.</param>
    /// <exception cref="TablesException">The text is neither, or the account cannot be reached or does not let us in.</exception>
    public static async Task<TableStore> Open(string text, TimeProvider clock, CancellationToken stopping, Func<TokenCredential>? credential = null)
    {
        var store = Connect(text, credential ?? (() => new DefaultAzureCredential()));
        using var patience = new CancellationTokenSource(LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            await store.EnsureTables(either.Token);
            return store;
        }
        catch (StoreUnavailableException e)
        {
            throw new TablesException($"The tables at {store.Address} cannot be used: {Reason(e)}", e);
        }
        catch (OperationCanceledException e) when (!stopping.IsCancellationRequested)
        {
            throw new TablesException($"The tables at {store.Address} did not answer within {LongestWait.TotalSeconds:0} seconds.", e);
        }
        catch (Exception e) when (e is ArgumentException or RequestFailedException)
        {
            throw new TablesException($"What answers at {store.Address} does not speak as Table Storage does. The rule is: {Rule}.", e);
        }
    }

    private static TableStore Connect(string text, Func<TokenCredential> credential)
    {
        try
        {
            return text.Contains("://", StringComparison.Ordinal) && !text.Contains('=', StringComparison.Ordinal)
                ? TableStore.Connect(Address(text), credential())
                : TableStore.Connect(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // Neither the text nor the parser's words: both may hold the account's key.
            throw new TablesException($"This names no account. The rule is: {Rule}.", e);
        }
    }

    /// <summary>An identity's token is never sent in the clear, nor along with a secret that somebody put into an address.</summary>
    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0
            ? address
            : throw new FormatException("Not an https address.");

    private static string Reason(StoreUnavailableException e) => e.InnerException switch
    {
        RequestFailedException { Status: 401 or 403 } refused =>
            $"the account refuses this sender ({$"{refused.Status} {refused.ErrorCode}".TrimEnd()}). Check the AccountKey; for an address, the identity needs the role "
            + "'Storage Table Data Contributor' on the account.",
        AuthenticationFailedException or CredentialUnavailableException => "no identity could sign in. Run 'az login', or use a connection string.",
        { } inner => $"{e.Message} {FirstLine(Innermost(inner).Message)}",
        null => e.Message,
    };

    /// <summary>The client says only how often it tried; why it failed is said further in.</summary>
    private static Exception Innermost(Exception e) => e switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Innermost(first),
        { InnerException: { } inner } => Innermost(inner),
        _ => e,
    };

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}

/// <summary>The account that <c>--tables</c> names cannot be used.</summary>
public sealed class TablesException(string message, Exception? inner = null) : Exception($"{TablesConnection.Option}: {message}", inner);
