using Escalation.Domain.Policies;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests;

/// <summary>The small company of the tests: open eight hours from Monday to Friday, in UTC, with three levels of people.</summary>
internal static class TestPolicy
{
    public const string Yaml = """
        name: tests
        currency: EUR
        language: en
        calendar:
          zone: Etc/UTC
          open:
            monday-friday: 08:00-16:00
        automatic:
          refund: [50 EUR, 50 USD]
          voucher: 30
          discount: 10
          redo: 1
          self-service: yes
        levels:
          - id: l1
            role: a complaints officer
            limits: { refund: [500 EUR, 500 USD], voucher: 100, discount: 20, redo: 2, replacement: 1, self-service: yes }
            claimWithin: 4h
            answerWithin: 2d
          - id: l2
            role: the head of customer care
            limits: { refund: 5000, voucher: 500, discount: 50, redo: 3, replacement: 3, self-service: yes }
            claimWithin: 1d
            answerWithin: 3d
          - id: l3
            role: the management
            limits: { refund: 50000, voucher: 5000, discount: 100, redo: 9, replacement: 9, self-service: yes }
            claimWithin: 1d
            answerWithin: 5d
        categories:
          - id: late-delivery
            title: A late delivery
            presumedCause: late-delivery
            options:
              - { kind: voucher, amount: 20 EUR }
              - { kind: discount, percent: 10 }
              - { kind: refund, amount: 15 EUR }
          - id: gift
            title: A gift card
            presumedCause: customer-expectation
            options:
              - { kind: voucher, amount: 20 EUR }
              - { kind: self-service }
          - id: inspection
            title: An inspection
            presumedCause: ignored-complaint
            options: []
          - id: safety
            title: The safety of a product
            presumedCause: defect
            options: []
          - id: unheard-of
            title: Something new
            presumedCause: ignored-complaint
            options: []
          - id: other
            title: Your complaint
            presumedCause: ignored-complaint
            options:
              - { kind: voucher, amount: 20 EUR }
              - { kind: self-service }
        rules:
          - name: gift-cards-are-not-paid-out
            when: { category: gift, asked: refund }
            then: decline
          - name: inspections-are-repeated
            when: { category: inspection, asked: nothing }
            then: { grant: { kind: redo } }
          - name: safety-goes-to-the-head
            when: { category: safety }
            then: { escalate: l2 }
        timing:
          margin: 2h
          questionsWithin: 3d
          offerValid: 5d
          fulfilWithin: 3d
          satisfactionAfter: 5d
          reminderEvery: 2d
          reminders: 1
          accountWords: 4
        """;

    /// <summary>To be put after <see cref="Yaml"/>: two teams, one of which wants Finnish to be spoken.</summary>
    public const string Teams = """

        teams:
          - id: deliveries
            title: the deliveries team
            categories: [late-delivery]
            languages: [en]
          - id: gifts
            title: the gifts team
            categories: [gift]
          - id: finns
            title: the Finnish team
            languages: [fi]
            reviewerSpeaks: required
        """;

    /// <summary>People for <see cref="Teams"/>.</summary>
    public const string TeamPeople = """
        reviewers:
          - { id: anna, level: l1, email: anna@example.com, teams: [deliveries], languages: [en, zh] }
          - { id: bert, level: l1, email: bert@example.com, teams: [gifts, finns], languages: [fi] }
          - { id: carla, level: l2, email: carla@example.com, languages: [en] }
          - { id: dirk, level: l3, email: dirk@example.com }
        operators:
          email: operations@example.com
        """;

    public const string PeopleYaml = """
        reviewers:
          - { id: anna, level: l1, email: anna@example.com }
          - { id: bert, level: l1, email: bert@example.com, names: [Bert Lind, B. Lind] }
          - { id: carla, level: l2, email: carla@example.com }
          - { id: dirk, level: l3, email: dirk@example.com }
        operators:
          email: operations@example.com
        """;

    /// <summary>Two regimes and a service clock, each so short that a random life meets all of them; the people of l2 work in Sydney.</summary>
    public const string ClocksYaml = """
        calendars:
          sydney:
            zone: Australia/Sydney
            open:
              monday-friday: [08:00-12:00, 13:00-17:00]
        legal:
          - id: quick-law
            title: The Quick Law
            steps:
              - { id: word, within: 24 hours, until: acknowledged, warnBefore: 6 hours, source: the tests, read: 2026-11-24 }
              - { id: progress, within: 3 business days, until: update, warnBefore: 1 business day, source: the tests, read: 2026-11-24 }
              - { id: answer, within: 5 days, until: answer, warnBefore: 1 day, source: the tests, read: 2026-11-24 }
          - id: slow-law
            title: The Slow Law
            calendar: sydney
            when: { category: [late-delivery, gift] }
            steps:
              - { id: short-way, within: 1 business day, until: closed, required: no, warnBefore: 6 hours, source: the tests, read: 2026-11-24 }
              - { id: settled, within: 2 weeks, from: registration, until: closed, warnBefore: 2 days, source: the tests, read: 2026-11-24 }
        service:
          within: 3d
          categories: { gift: 12h }
        """;

    /// <summary>The same company under laws and with a clock of its own.</summary>
    public static string YamlWithClocks { get; } = $"{Yaml}\n{ClocksYaml}\n";

    public static Policy ReadWithClocks() => PolicyReader.Read(YamlWithClocks, "the policy with clocks of the tests");

    /// <summary>Teams for law and danger, a contact for those who need more help, and a house policy on abuse.</summary>
    public const string TriageYaml = """
        triage:
          anxious: { claimWithin: 3h, answerWithin: 1d }
          vulnerable: { contact: "Ada Example, +358 9 123 456", callsBy: l1 }
          abuse:
            endContact: l2
            steps: [Warn once and write it down.]
          legal: { team: legal }
          safety: { team: security }
        """;

    /// <summary>The same company with people for customers who cannot wait.</summary>
    public static string YamlWithTriage { get; } = $"{Yaml}\n{TriageYaml}\n";

    public static Policy ReadWithTriage() => PolicyReader.Read(YamlWithTriage, "the policy with triage of the tests");

    public static Policy Read(string yaml = Yaml) => PolicyReader.Read(yaml, "the policy of the tests");
}
