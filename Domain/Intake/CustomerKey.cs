namespace Escalation.Domain;

/// <summary>One way to know a customer again, as a code that does not tell who it is (R23): an HMAC, under a secret of the deployment, of a
/// phone number, e-mail address or customer number written in one way.</summary>
/// <remarks>Made outside the domain, which knows no secret. Two people who share a phone share a key: both are found.</remarks>
public sealed record CustomerKey(CustomerKeyKind Kind, Digest Code)
{
    /// <summary>Such as <c>phone-7K2M...</c>: a partition of the table of customers.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}-{Code}";
}

public enum CustomerKeyKind
{
    Phone,
    Email,

    /// <summary>The customer's number at the company.</summary>
    Number,
}
