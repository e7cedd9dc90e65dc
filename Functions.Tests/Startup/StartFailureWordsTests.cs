using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Escalation.Functions.Startup;

namespace Escalation.Functions.Tests.Startup;

public sealed class StartFailureWordsTests
{
    [Fact]
    public void Every_wrong_setting_has_a_line_of_its_own() =>
        Assert.Equal(["A__a: is missing.", "B__b: is missing."], StartFailure.Explain(new AppSettingsException(["A__a: is missing.", "B__b: is missing."])));

    [Fact]
    public void Every_error_of_a_file_names_the_file_and_its_line()
    {
        var failure = new YamlFileException("people.yaml", [new(3, "reviewers", "must not be empty"), new(9, "operators.email", "is missing")]);

        Assert.Equal(
            ["people.yaml: line 3, column 1, reviewers: must not be empty (value)", "people.yaml: line 9, column 1, operators.email: is missing (value)"],
            StartFailure.Explain(failure));
    }

    [Fact]
    public void What_could_not_be_reached_is_told_with_the_innermost_reason_in_one_line()
    {
        var refused = new IOException("Connection refused\nand much more");
        var failure = new StoreUnavailableException("Table Storage could not be reached.", new InvalidOperationException("Retried 5 times.", refused));

        Assert.Equal(["Table Storage could not be reached. Connection refused"], StartFailure.Explain(failure));
    }

    [Fact]
    public void A_fault_of_the_program_is_not_explained_away() => Assert.Null(StartFailure.Explain(new InvalidOperationException("Impossible.")));
}
