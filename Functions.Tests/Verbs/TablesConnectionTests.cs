using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Identity;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Contracts.Tables;
using Escalation.Local.Verbs;

namespace Escalation.Functions.Tests.Verbs;

/// <summary>What a person is told whose <c>--tables</c> cannot be used.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class TablesConnectionTests(Azurite azurite)
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=mine")]
    [InlineData("AccountName=mine;AccountKey=no-base-64")]
    [InlineData("AccountName=mine;AccountKey=bm8=;TableEndpoint=nowhere")]
    [InlineData("http://mine.table.core.windows.net")]
    [InlineData("https://me:bm8=@mine.table.core.windows.net")]
    [InlineData("https://mine.table.core.windows.net/?sv=2024&sig=bm8=")]
    [InlineData("ftp://mine")]
    public async Task What_names_no_account_is_told_with_the_rule_and_without_its_words(string text)
    {
        var e = await Assert.ThrowsAsync<TablesException>(() => Open(text));

        Assert.Equal($"--tables: This names no account. The rule is: {TablesConnection.Rule}.", e.Message);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_with_its_address()
    {
        var e = await Assert.ThrowsAsync<TablesException>(() => Open($"AccountName=mine;AccountKey=bm8=;TableEndpoint=http://127.0.0.1:{FreePort()}/mine"));

        Assert.Matches("^--tables: The tables at http://127.0.0.1:[0-9]+/mine cannot be used: Table Storage could not be reached. .*refused", e.Message);
    }

    [Fact]
    public async Task A_wrong_key_is_told_with_what_to_check()
    {
        var e = await Assert.ThrowsAsync<TablesException>(
            () => Open(azurite.NewAccount().Replace("AccountKey=bm8g", "AccountKey=bm9g", StringComparison.Ordinal)));

        Assert.Contains("the account refuses this sender (403). Check the AccountKey", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_that_cannot_sign_in_is_told_what_to_do()
    {
        var e = await Assert.ThrowsAsync<TablesException>(() => Open("https://mine.table.core.windows.net", new NobodyHere()));

        Assert.EndsWith("no identity could sign in. Run 'az login', or use a connection string.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_no_Table_Storage_is_told()
    {
        await using var proxy = await FaultyProxy.Start(azurite.Port, new Fault.Answer(404, "<html>Nothing here.</html>"));

        var e = await Assert.ThrowsAsync<TablesException>(() => Open(azurite.NewAccount(proxy.Port)));

        Assert.Contains("does not speak as Table Storage does", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tables_are_made()
    {
        var store = await Open(azurite.NewAccount());

        await Task.WhenAll(TableNames.All.Select(table => store.Get(table, "p", "k", default)));
    }

    [Fact]
    public async Task The_program_tells_it_in_one_line_and_ends_with_2()
    {
        var (exit, output, errors) = await ProgramRun.ToEnd("serve", "--tables", "nonsense");

        Assert.Equal((2, "", $"--tables: This names no account. The rule is: {TablesConnection.Rule}."), (exit, output, errors.TrimEnd()));
    }

    private static Task<Functions.Tables.TableStore> Open(string text, TokenCredential? credential = null) =>
        TablesConnection.Open(text, TimeProvider.System, default, () => credential ?? throw new InvalidOperationException("No identity is asked for here."));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class NobodyHere : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No account was found.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("No account was found.");
    }
}
