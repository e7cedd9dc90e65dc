using System.Text;
using Escalation.Domain;
using Escalation.Functions.Pipeline;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Pipeline;

public sealed class CustomerKeysTests
{
    private static readonly Code s_finland = Code.Parse("fi");
    private static readonly ContactDetails s_maria = new(Phone: "+358 40 1234567", Email: "maria@example.org", Number: "K-1");

    [Fact]
    public void One_person_in_two_spellings_has_the_same_keys() =>
        Assert.Equal(Keys("a").Of(s_maria, s_finland), Keys("a").Of(new(Phone: "040 123 4567", Email: " MARIA@example.org", Number: "k-1"), s_finland));

    [Fact]
    public void Another_secret_gives_other_keys() => Prop
        .ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), ArbMap.Default.ArbFor<NonEmptyString>(), (one, other) =>
            one.Get == other.Get || !Keys(one.Get).Of(s_maria, s_finland).Intersect(Keys(other.Get).Of(s_maria, s_finland)).Any())
        .QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_text_as_phone_and_as_number_is_two_keys()
    {
        var keys = Keys("a").Of(new(Phone: "+358401234567", Number: "+358401234567"), s_finland);

        Assert.Equal(2, keys.Select(key => key.Code).Distinct().Count());
    }

    /// <summary>Whoever knows the program but not the secret cannot make the key of a number they guess.</summary>
    [Fact]
    public void A_key_is_no_plain_hash_of_what_it_stands_for()
    {
        var key = Keys("a").Of(new(Email: "maria@example.org"), null).Single();
        var text = Encoding.UTF8.GetBytes("email\nmaria@example.org");

        Assert.NotEqual(Digest.OfHash(System.Security.Cryptography.SHA256.HashData(text)), key.Code);
        Assert.NotEqual(Digest.Of("email", "maria@example.org"), key.Code);
    }

    [Fact]
    public void A_secret_that_is_too_short_to_be_one_is_refused() => Assert.Throws<ArgumentException>(() => new CustomerSecret("short"u8));

    /// <summary>The former keys are written out here as the program made them until November 2026.</summary>
    [Theory]
    [InlineData("ar", "011 15-2345-6789", "+5491123456789", "+54111523456789")]
    [InlineData("br", "015 11 91234-5678", "+5511912345678", "+551511912345678")]
    [InlineData("co", "+57 (0)601 2345204", "+576012345204", "+5706012345204")]
    [InlineData("at", "43664123213", "+43664123213", "+4343664123213")]
    [InlineData("fi", "040 1234567", "+358401234567")]
    [InlineData("gb", "020 7946 0018 ext. 12", "+442079460018")]
    public void A_customer_from_before_has_the_key_of_then_beside_the_new_one(string country, string written, params string[] spellings)
    {
        var secret = System.Security.Cryptography.SHA256.HashData("a"u8);

        Assert.Equal(
            spellings.Select(spelling => Digest.OfHash(System.Security.Cryptography.HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"phone\n{spelling}")))),
            Keys("a").Of(new(Phone: written), Code.Parse(country)).Select(key => key.Code));
    }

    private static CustomerKeys Keys(string secret) => new(new(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(secret))));
}
