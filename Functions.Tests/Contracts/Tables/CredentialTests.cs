using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;

namespace Escalation.Functions.Tests.Contracts.Tables;

/// <summary>The emulator knows no Entra ID without a certificate, so the transport is the test's own here.</summary>
public sealed class CredentialTests
{
    [Fact]
    public async Task A_token_for_storage_is_sent_with_each_request()
    {
        using var service = new Service();
        var credential = new Credential(() => new AccessToken("a-token", DateTimeOffset.MaxValue));

        await Connect(service, credential).Get(TableNames.Cases, "C-7", "case", default);

        Assert.Equal(["Bearer a-token"], service.Authorizations);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task A_credential_that_gets_no_token_makes_the_store_unavailable()
    {
        using var service = new Service();
        var credential = new Credential(() => throw new CredentialFailure());

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Connect(service, credential).Get(TableNames.Cases, "C-7", "case", default));
    }

    [Theory]
    [InlineData("AccountName=a;AccountKey=bm8=;EndpointSuffix=core.chinacloudapi.cn", "https://a.table.core.chinacloudapi.cn/")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=bm8=;", "http://a.table.core.windows.net/")]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1/")]
    [InlineData("TableEndpoint=https://tables.example/;AccountName=a;AccountKey=bm8=", "https://tables.example/")]
    public async Task A_connection_string_says_where_the_tables_are(string connection, string address)
    {
        using var service = new Service();

        await TableStore.Connect(connection, options => options.Transport = new HttpClientTransport(service)).Get("cases", "C-7", "it's", default);

        Assert.Equal([$"{address}cases(PartitionKey='C-7',RowKey='it%27%27s')"], service.Addresses);
    }

    [Theory]
    [InlineData("AccountName=a")]
    [InlineData("AccountKey=bm8=")]
    [InlineData("nonsense")]
    public void A_connection_string_without_name_or_key_is_an_error(string connection) =>
        Assert.Throws<FormatException>(() => TableStore.Connect(connection));

    private static TableStore Connect(Service service, TokenCredential credential) =>
        TableStore.Connect(new Uri("https://account.table.core.windows.net"), credential, options =>
        {
            options.Transport = new HttpClientTransport(service);
            options.Retry.MaxRetries = 0;
        });

    private sealed class CredentialFailure : Exception;

    private sealed class Credential(Func<AccessToken> token) : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return token();
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    private sealed class Service : HttpMessageHandler
    {
        public List<string?> Authorizations { get; } = [];

        public List<string> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!.AbsoluteUri);
            Authorizations.Add(request.Headers.Authorization?.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));
        }
    }
}
