namespace Azure.Data.Tables;

/// <summary>The answer where there is no such entity.</summary>
internal sealed class NoValueResponse<T>(Response raw) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("There is no such entity; ask HasValue first.");

    public override Response GetRawResponse() => raw;
}
