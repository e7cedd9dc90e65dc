using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Letters;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Path;

/// <summary>How the customer is, the words that show it, and the steps for staff, as staff see them (R17, R18, R20 to R22, R28).</summary>
public static class TriageView
{
    public static JsonObject Of(Case @case, Policy policy, IReadOnlyDictionary<TextRef, string?> texts)
    {
        var triage = @case.Complaint.Triaged;
        var guidance = Guidance.For(policy.Language);
        return new JsonObject
        {
            ["state"] = Words.Kebab(triage.State),
            ["flags"] = List(triage.Flags.Select(Words.Kebab)),
            ["byStaff"] = triage.ByStaff,
            ["temperament"] = triage.Hint is { } hint ? Words.Kebab(hint) : null,
            ["shownBy"] = new JsonArray([.. triage.Evidence.Select(evidence => Shown(evidence, texts)).OfType<JsonNode>()]),
            ["secondColleague"] = triage.Has(CaseFlag.Safety),
            ["directContact"] = triage.Has(CaseFlag.Vulnerable) ? policy.Triage.Contact : null,
            ["contactEnded"] = @case.ContactEnded is { } ended
                ? new JsonObject { ["at"] = ended.At, ["told"] = texts.GetValueOrDefault(ended.Words) }
                : null,
            ["referrals"] = new JsonArray([.. (@case.Referrals ?? []).Select(r => (JsonNode)new JsonObject { ["authority"] = r.Authority.Text, ["at"] = r.At })]),
            ["guidance"] = Steps(triage, guidance, policy.Triage.HousePolicy),
        };
    }

    /// <summary>Null where the words were erased.</summary>
    private static JsonObject? Shown(Evidence evidence, IReadOnlyDictionary<TextRef, string?> texts) =>
        texts.GetValueOrDefault(evidence.Text) is { } text && evidence.Start + evidence.Length <= text.Length
            ? new JsonObject { ["sign"] = Words.Kebab(evidence.Sign), ["words"] = text.Substring(evidence.Start, evidence.Length) }
            : null;

    /// <summary>For each sign the steps for it, what cannot wait first; the house's own steps on abuse after the general ones.</summary>
    private static JsonArray Steps(Triage triage, Guidance guidance, ValueList<string> housePolicy)
    {
        var sections = triage.Flags.OrderBy(flag => flag is CaseFlag.Safety ? 0 : 1)
            .Select(flag => (Name: Words.Kebab(flag), Steps: guidance.Of(flag).Concat(flag is CaseFlag.Abuse ? housePolicy : [])))
            .Append((Words.Kebab(triage.State), guidance.Of(triage.State)))
            .Concat(triage.Hint is { } hint ? [(Words.Kebab(hint), guidance.Of(hint))] : []);
        return new([.. sections.Select(section => (JsonNode)new JsonObject { ["for"] = section.Name, ["steps"] = List(section.Steps) })]);
    }

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
