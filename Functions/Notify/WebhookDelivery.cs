using System.Net;
using System.Net.Http.Json;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Notify;

/// <summary>Posts every message as JSON to the company's own gateway, which knows how to mail, text or print it.</summary>
/// <remarks>The header Idempotency-Key carries the message's id: it is the same however often the message is posted.</remarks>
public sealed class WebhookDelivery(HttpClient gateway) : IDelivery
{
    public async Task<Code?> Send(Letter letter, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "")
        {
            Headers = { { "Idempotency-Key", letter.Id } },
            Content = JsonContent.Create(new
            {
                id = letter.Id,
                @case = letter.Case.Text,
                channel = Words.Kebab(letter.Channel),
                address = letter.Address,
                subject = letter.Subject,
                body = letter.Body,
            }),
        };
        try
        {
            using var response = await gateway.SendAsync(request, stopping);
            return response.IsSuccessStatusCode ? null
                : IsFinal(response.StatusCode) ? Code.Parse($"gateway-{(int)response.StatusCode}")
                : throw new DeliveryFailedException($"The gateway answered {(int)response.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stopping.IsCancellationRequested))
        {
            throw new DeliveryFailedException("The gateway could not be reached.", e);
        }
    }

    /// <summary>What the gateway will not take tomorrow either.</summary>
    private static bool IsFinal(HttpStatusCode status) =>
        (int)status is >= 400 and < 500 && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized);
}
