using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Functions.Messages;

/// <summary>Reads what staff say of a customer: <c>{"type":"triage","state":"anxious","flags":["vulnerable"],"temperament":"none"}</c>.</summary>
internal static class TriageFields
{
    private const string NoHint = "none";

    public static Command Read(JsonFields fields)
    {
        var command = new Command.CorrectTriage(
            fields.OptionalEnum<CustomerState>("state"),
            fields.Has("flags") ? Flags(fields) : null,
            fields.Has("temperament") ? Hint(fields) : null);
        if (!fields.Has("state") && !fields.Has("flags") && !fields.Has("temperament"))
        {
            fields.Fail("state", "or flags or temperament has to be there: what is corrected?");
        }

        return command;
    }

    private static ValueList<CaseFlag> Flags(JsonFields fields)
    {
        var flags = new List<CaseFlag>();
        foreach (var text in fields.Texts("flags", Enum.GetValues<CaseFlag>().Length))
        {
            if (Words.TryParse<CaseFlag>(text, out var flag))
            {
                flags.Add(flag);
            }
            else
            {
                fields.Fail("flags", $"must be of {Words.List<CaseFlag>()}");
            }
        }

        return flags.ToValueList();
    }

    private static HintChange? Hint(JsonFields fields)
    {
        var text = fields.Text("temperament", 20);
        if (text == NoHint)
        {
            return new(null);
        }

        if (Words.TryParse<Temperament>(text, out var hint))
        {
            return new(hint);
        }

        fields.Fail("temperament", $"must be one of {Words.List<Temperament>()}, or {NoHint}");
        return null;
    }
}
