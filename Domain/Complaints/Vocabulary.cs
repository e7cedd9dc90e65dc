using Escalation.Domain.Values;

namespace Escalation.Domain.Complaints;

/// <summary>Ways to reach, or be reached by, a customer.</summary>
public enum Channel
{
    Email,
    Phone,
    Sms,
    Post,
    Web,
    Chat,
    InPerson,
    Social,

    /// <summary>Back through the system the complaint came from, when nothing else is known.</summary>
    Upstream,
}

/// <summary>The particulars of a registration form (R01) that a case can lack.</summary>
public enum ContactField
{
    Name,
    Address,
    Phone,
    Email,
}

/// <summary>Where an amount in dispute comes from. One read from the account may escalate a case; it never grants anything.</summary>
public enum AmountOrigin
{
    Stated,
    ReadFromText,
}

/// <summary>The amount the complaint is about.</summary>
public sealed record Dispute(Money Amount, AmountOrigin Origin);

/// <summary>How a case ended.</summary>
public enum Outcome
{
    Settled,
    Declined,
    Withdrawn,
    Unanswered,
    Referred,
}

/// <summary>Why a complaint came to be, from a fixed list with two sides (R30): the customer's, or ours.</summary>
public enum Cause
{
    CustomerKnowledge,
    CustomerMisunderstanding,
    CustomerExpectation,
    PromiseNotKept,
    Defect,
    LateDelivery,
    WrongDelivery,
    RudeTreatment,
    ExaggeratedAdvertising,
    IgnoredComplaint,
    OutOfStock,
    WrongInformation,
    LackOfTraining,
}

/// <summary>Why a case goes to a person, or to the next one.</summary>
public enum EscalationReason
{
    /// <summary>What was asked for is above what may be granted without a person, or by the level before (R06).</summary>
    AboveLimit,

    /// <summary>The account mentions a sum above what is settled without a person, and asks for nothing: a person looks at it.</summary>
    AmountReadFromText,

    /// <summary>The account names a sum that was not understood, so a person must find out what is meant.</summary>
    AmountUnclear,

    /// <summary>A rule of the policy says that a person decides.</summary>
    Rule,

    /// <summary>No rule and no limit settles it: asked for advice, not decided on the spot (R09).</summary>
    Undecided,

    /// <summary>The customer did not answer our questions; a person decides on what is known.</summary>
    QuestionsUnanswered,

    /// <summary>The customer wants none of the options.</summary>
    OptionsDeclined,

    /// <summary>Nobody claimed the review in time (R10).</summary>
    NotClaimed,

    /// <summary>Whoever claimed the review did not decide in time (X08).</summary>
    NotAnswered,

    /// <summary>The customer says that it was not solved (R16).</summary>
    NotSatisfied,

    /// <summary>Somebody is in danger, or the law is concerned: nothing is settled before a person has looked at it (R21).</summary>
    Flagged,

    /// <summary>A vulnerable customer does not answer, and the case is not closed for that (R22).</summary>
    CustomerSilent,

    /// <summary>The customer corrected the account after a remedy had been granted: never a second remedy without a person.</summary>
    CorrectedAfterRemedy,

    /// <summary>Other people know more about it (R33).</summary>
    Rerouted,

    /// <summary>The reviewer wants somebody with more authority to decide.</summary>
    PassedOn,

    /// <summary>The customer chose an option after the offer had run out.</summary>
    ChosenLate,

    /// <summary>The account asks for something in words, and the customer has not confirmed that we understood it (I12).</summary>
    WishUnderstood,
}

/// <summary>What a case that lacks what the check needs asks of the customer (R03).</summary>
public enum Question
{
    WhatHappened,
    WhenDidItHappen,
    WhichProduct,
    WhatWouldBeFair,
    WhichAmount,

    /// <summary>Whether we understood the wish that the account holds in words (I12).</summary>
    ConfirmWish,
}

/// <summary>What a promise is about (R14).</summary>
public enum PromiseKind
{
    /// <summary>A decision on the complaint.</summary>
    Answer,

    /// <summary>The granted remedy carried out.</summary>
    Remedy,
}

public enum PromiseState
{
    Open,
    Kept,
    Broken,

    /// <summary>Overtaken: the case was withdrawn or took another course before it was due.</summary>
    Void,

    /// <summary>Another promise was made in its place before it was due.</summary>
    Renegotiated,
}
