using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain.Language;

/// <summary>Texts for laws: any UTF-16 at all, lone surrogates included, and texts built from pieces that readers may trip over.</summary>
internal static class ArbitraryText
{
    public static Arbitrary<string> Anything { get; } =
        Gen.Choose(0, 0xFFFF).Select(code => (char)code).ArrayOf().Select(chars => new string(chars)).ToArbitrary();

    public static Arbitrary<string> Of(params string[] pieces) =>
        Gen.Elements(pieces).ArrayOf().Select(string.Concat).ToArbitrary();
}
