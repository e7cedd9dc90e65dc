using System.Text;
using Escalation.Domain;

namespace Escalation.Functions.Pipeline;

/// <summary>What tells a customer apart, written in one way however it came in (R23). Personal: it goes into a hash and nowhere else.</summary>
public sealed record CustomerIdentifier(CustomerKeyKind Kind, string Text)
{
    /// <summary>Those that the particulars hold and that can be used.</summary>
    /// <remarks>If a phone number was once written in another way, that spelling comes too, second. What is known and was granted under its key
    /// then counts, and earlier cases need not be changed.</remarks>
    /// <param name="country">Where numbers without a country are taken to be, as in <c>gb</c>; null where the policy names none.</param>
    public static IEnumerable<CustomerIdentifier> Of(ContactDetails contact, Code? country)
    {
        if (PhoneNumber.Normalise(contact.Phone, country) is { } phone)
        {
            yield return new(CustomerKeyKind.Phone, phone);
            if (FormerPhoneSpelling.Of(contact.Phone, country) is { } former && former != phone)
            {
                yield return new(CustomerKeyKind.Phone, former);
            }
        }

        if (Email(contact.Email) is { } email)
        {
            yield return new(CustomerKeyKind.Email, email);
        }

        if (Number(contact.Number) is { } number)
        {
            yield return new(CustomerKeyKind.Number, number);
        }
    }

    /// <summary>In lower case, without blanks around it.</summary>
    /// <remarks>What follows a plus, and dots, are kept: whether they matter is for each mail provider to say, and at some of them two
    /// addresses that differ in them belong to two people. To take one customer for two costs a look; to take two for one tells the
    /// second about the first.</remarks>
    /// <returns>Null where there is no address.</returns>
    public static string? Email(string? text)
    {
        var address = Plain(text).ToLowerInvariant();
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 && !address.Any(char.IsWhiteSpace) ? address : null;
    }

    /// <summary>In upper case, without blanks around it.</summary>
    /// <returns>Null where there is neither letter nor digit in it.</returns>
    public static string? Number(string? text)
    {
        var number = Plain(text).ToUpperInvariant();
        return number.Any(char.IsLetterOrDigit) ? number : null;
    }

    /// <summary>Full-width letters and digits become plain ones; half a surrogate pair, which has no normal form, becomes a mark.</summary>
    internal static string Plain(string? text) => string.Concat((text ?? "").EnumerateRunes()).Normalize(NormalizationForm.FormKC).Trim();
}
