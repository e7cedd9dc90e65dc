using System.Security.Cryptography;
using System.Text;
using Escalation.Domain;

namespace Escalation.Functions.Pipeline;

/// <summary>Makes the codes by which a customer is known again (R23): HMAC-SHA256, under the deployment's secret, of kind and text.</summary>
/// <remarks>A plain hash would not do: there are few enough phone numbers to try them all.</remarks>
public sealed class CustomerKeys(CustomerSecret secret)
{
    /// <param name="country">Where a phone number without a country is.</param>
    public ValueList<CustomerKey> Of(ContactDetails contact, Code? country) =>
        CustomerIdentifier.Of(contact, country).Select(Of).ToValueList();

    private CustomerKey Of(CustomerIdentifier identifier)
    {
        var text = Encoding.UTF8.GetBytes($"{Words.Kebab(identifier.Kind)}\n{identifier.Text}");
        return new(identifier.Kind, Digest.OfHash(HMACSHA256.HashData(secret.Bytes, text)));
    }
}
