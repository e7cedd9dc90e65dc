using Escalation.Domain;
using Escalation.Functions.Pipeline;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Pipeline;

public sealed class CustomerIdentifierTests
{
    [Theory]
    [InlineData("maria@example.org", " Maria@Example.ORG ")]
    [InlineData("maria@example.org", "ｍａｒｉａ@example.org")]
    [InlineData("maria.k+shop@example.org", "Maria.K+shop@example.org")]
    public void One_address_however_it_is_written(string address, string written) => Assert.Equal(address, CustomerIdentifier.Email(written));

    [Fact]
    public void What_follows_a_plus_and_dots_may_be_another_person()
    {
        Assert.NotEqual(CustomerIdentifier.Email("mk@example.org"), CustomerIdentifier.Email("m.k@example.org"));
        Assert.NotEqual(CustomerIdentifier.Email("mk@example.org"), CustomerIdentifier.Email("mk+1@example.org"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("maria")]
    [InlineData("@example.org")]
    [InlineData("maria@")]
    [InlineData("maria k@example.org")]
    public void What_is_no_address_gives_none(string text) => Assert.Null(CustomerIdentifier.Email(text));

    [Theory]
    [InlineData("K-1001", " k-1001 ")]
    [InlineData(null, " - ")]
    public void One_customer_number_however_it_is_written(string? number, string written) => Assert.Equal(number, CustomerIdentifier.Number(written));

    [Fact]
    public void An_address_or_number_that_was_written_this_way_stays_so() => Prop
        .ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var (email, number) = (CustomerIdentifier.Email($"{text}@{text}"), CustomerIdentifier.Number(text));
            return (email is null || email == CustomerIdentifier.Email(email)) && (number is null || number == CustomerIdentifier.Number(number));
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Only_what_is_given_tells_a_customer_apart() => Assert.Equal(
        [new(CustomerKeyKind.Phone, "+358401234567"), new CustomerIdentifier(CustomerKeyKind.Number, "K-1")],
        CustomerIdentifier.Of(new(Name: "Maria", Phone: "040 1234567", Number: "k-1"), Code.Parse("fi")));

    [Fact]
    public void Half_a_character_is_no_fault() => Assert.Null(CustomerIdentifier.Email("\ud83e"));
}
