using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Messages;

public sealed class PhoneNumberTests
{
    private static readonly string[] s_countries =
        ["ae", "ar", "au", "br", "cn", "de", "es", "fi", "gb", "hk", "hu", "in", "it", "jp", "ke", "kr", "mx", "nz", "ru", "tr", "us", "za"];

    private const string Pieces = "0123456789 +-()./x";

    private static readonly Arbitrary<string> s_written = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>(),
        Gen.Elements(Pieces.ToCharArray()).ArrayOf().Select(characters => new string(characters)),
        Gen.Choose(0, int.MaxValue).Two().Select(numbers => $"+{numbers.Item1}{numbers.Item2}")).ToArbitrary();

    [Theory]
    [InlineData("gb", "+442079460018", "020 7946 0018", "+44 20 7946 0018", "+44 (0)20 7946 0018", "0044 20 7946 0018", "442079460018", "(020) 7946-0018 ext. 12", "Tel: 020 7946 0018", "+44 020 79460018")]
    [InlineData("fi", "+358401234567", "040 1234567", "040-123 45 67", "+358 40 1234567", "00358401234567", "990358401234567", "358401234567", "０４０１２３４５６７")]
    [InlineData("us", "+12025550123", "(202) 555-0123", "1-202-555-0123", "+1 202 555 0123", "202.555.0123", "011 1 202 555 0123")]
    [InlineData("kr", "+821012345678", "010-1234-5678", "+82 10-1234-5678", "00700 82 10 1234 5678")]
    [InlineData("cn", "+8613812345678", "138 1234 5678", "+86 138 1234 5678", "0086-138-1234-5678")]
    [InlineData("it", "+390612345678", "06 1234 5678", "+39 06 1234 5678", "0039 06 12345678")]
    [InlineData("hu", "+3612345678", "06 1 234 5678", "+36 1 234 5678")]
    [InlineData("es", "+34912345678", "912 345 678", "34912345678", "+34 912 34 56 78")]
    [InlineData("ar", "+5491123456789", "011 15-2345-6789", "+54 9 11 2345 6789", "+54 11 15 2345 6789")]
    [InlineData("br", "+5511912345678", "015 11 91234-5678", "11 91234-5678", "+55 11 91234 5678", "0055 11 91234 5678")]
    [InlineData("co", "+576012345204", "601 2345204", "+57 (0)601 2345204")]
    [InlineData("at", "+43664123213", "0664 123213", "43664123213")]
    [InlineData("jp", "+81312345678", "03-1234-5678", "0081 3 1234 5678", "010 81 3 1234 5678")]
    [InlineData("hk", "+85221234567", "2123 4567", "00 852 2123 4567")]
    [InlineData("sa", "+966512345678", "٠٥١٢٣٤٥٦٧٨", "051 234 5678")]
    public void One_number_however_it_is_written(string country, string number, params string[] spellings) =>
        Assert.All(spellings, spelling => Assert.Equal(number, PhoneNumber.Normalise(spelling, Code.Parse(country))));

    [Fact]
    public void The_same_digits_in_two_countries_are_two_numbers() =>
        Assert.NotEqual(PhoneNumber.Normalise("040 1234567", Code.Parse("fi")), PhoneNumber.Normalise("040 1234567", Code.Parse("de")));

    [Theory]
    [InlineData("0401234567", "040-123 4567")]
    [InlineData("+358401234567", "00358 40 1234567")]
    public void Without_a_country_a_number_stays_as_it_was_dialled(string number, string written) => Assert.Equal(number, PhoneNumber.Normalise(written, null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("12")]
    [InlineData("+")]
    [InlineData("0000000000")]
    [InlineData("+44 1111111111")]
    [InlineData("+1234567890123456")]
    [InlineData("040 1234567 / 050 1234567")]
    [InlineData("+999 123456789")]
    [InlineData("unknown 12345")]
    public void What_is_no_number_gives_none(string? text)
    {
        Assert.Null(PhoneNumber.Normalise(text, Code.Parse("fi")));
        Assert.Null(PhoneNumber.Normalise(text, Code.Parse("gb")));
    }

    /// <summary>Found by the law below: the library wrote it in one way and read that as another number.</summary>
    [Fact]
    public void A_number_that_would_be_read_as_another_the_next_time_is_none() =>
        Assert.Null(PhoneNumber.Normalise("00(055832 5", Code.Parse("de")));

    /// <summary>Two people in two towns may have it.</summary>
    [Theory]
    [InlineData("us", "555-0100")]
    [InlineData("ar", "2345-6789")]
    public void A_number_that_is_dialled_within_one_town_only_tells_nobody_apart(string country, string written) =>
        Assert.Null(PhoneNumber.Normalise(written, Code.Parse(country)));

    [Theory]
    [InlineData("fi", "+358401234567", "040 1234567 Anna")]
    [InlineData("gb", "+442079460018", "020 7946 0018 extension 12")]
    public void Words_after_a_number_do_not_change_it(string country, string number, string written) =>
        Assert.Equal(number, PhoneNumber.Normalise(written, Code.Parse(country)));

    [Fact]
    public void A_number_that_was_written_this_way_stays_so() => Prop
        .ForAll(s_written, Gen.Elements(s_countries).ToArbitrary(), (text, country) =>
        {
            var once = PhoneNumber.Normalise(text, Code.Parse(country));
            return once is null || once == PhoneNumber.Normalise(once, Code.Parse(country));
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Where_a_number_is_read_makes_no_difference_once_it_has_its_country() => Prop
        .ForAll(s_written, Gen.Elements(s_countries).Two().ToArbitrary(), (text, countries) =>
        {
            var number = PhoneNumber.Normalise(text, Code.Parse(countries.Item1));
            return number is null || number == PhoneNumber.Normalise(number, Code.Parse(countries.Item2));
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Blanks_dashes_and_brackets_make_no_difference() => Prop
        .ForAll(Gen.Choose(100_000, 999_999_999).ToArbitrary(), Gen.Elements(' ', '-', '.', '/', '(', ')', '\u00A0', '\u2011').ArrayOf(9).ToArbitrary(), (number, marks) =>
        {
            var plain = $"0{number}";
            var spaced = string.Concat(plain.Select((digit, i) => $"{digit}{(i > 0 && i <= marks.Length ? marks[i - 1] : "")}"));
            return PhoneNumber.Normalise(plain, Code.Parse("fi")) == PhoneNumber.Normalise(spaced, Code.Parse("fi"));
        })
        .QuickCheckThrowOnFailure();
}
