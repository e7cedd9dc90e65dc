using System.Text.Json;
using System.Text.Json.Serialization;
using Escalation.Domain.Values;

namespace Escalation.Domain.Complaints;

/// <summary>The particulars of the registration form that say who the customer is (R01). Kept as one text row, never in an event.</summary>
/// <param name="Number">The customer's number at the company.</param>
public sealed record ContactDetails(
    string? Salutation = null,
    string? Name = null,
    string? Address = null,
    string? Phone = null,
    string? Email = null,
    string? Number = null,
    Channel? Preferred = null)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public ValueList<ContactField> Missing() =>
        Enum.GetValues<ContactField>().Where(field => string.IsNullOrWhiteSpace(Of(field))).ToValueList();

    /// <summary>The preferred channel where its address is known, else the first of e-mail, phone and post that is, else back through
    /// the system the complaint came from.</summary>
    public Channel ReplyBy() =>
        Preferred is { } preferred && AddressFor(preferred) is not null ? preferred
        : new[] { Channel.Email, Channel.Phone, Channel.Post }.Where(c => AddressFor(c) is not null).DefaultIfEmpty(Channel.Upstream).First();

    /// <summary>Where a message on this channel goes to; null when it cannot be used.</summary>
    public string? AddressFor(Channel channel) => channel switch
    {
        Channel.Email => Given(Email),
        Channel.Phone or Channel.Sms => Given(Phone),
        Channel.Post => Given(Address),
        _ => null,
    };

    /// <summary>These details, with what <paramref name="newer"/> gives put in their place.</summary>
    public ContactDetails With(ContactDetails newer) => new(
        newer.Salutation ?? Salutation,
        newer.Name ?? Name,
        newer.Address ?? Address,
        newer.Phone ?? Phone,
        newer.Email ?? Email,
        newer.Number ?? Number,
        newer.Preferred ?? Preferred);

    public string ToText() => JsonSerializer.Serialize(this, Format);

    public static ContactDetails FromText(string text) =>
        JsonSerializer.Deserialize<ContactDetails>(text, Format) ?? throw new JsonException("Contact details are missing.");

    private string? Of(ContactField field) => field switch
    {
        ContactField.Name => Name,
        ContactField.Address => Address,
        ContactField.Phone => Phone,
        _ => Email,
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
