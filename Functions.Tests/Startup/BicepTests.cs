namespace Escalation.Functions.Tests.Startup;

/// <summary>The template and its parameters compile, and a deployment that cannot be right is refused before it makes anything.</summary>
public sealed class BicepTests : IDisposable
{
    private readonly BicepCompiler _bicep = new();

    public void Dispose() => _bicep.Dispose();

    [Fact]
    public async Task The_template_builds_without_a_word()
    {
        var built = await _bicep.Build();

        Assert.Equal((0, ""), (built.ExitCode, built.Words));
        Assert.Contains("\"$schema\"", built.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BicepCompiler.Template)]
    [InlineData(BicepCompiler.Parameters)]
    public async Task The_linter_finds_nothing(string file)
    {
        var linted = await _bicep.Lint(file);

        Assert.Equal((0, "", ""), (linted.ExitCode, linted.Output, linted.Words));
    }

    [Fact]
    public async Task A_broken_template_is_told_with_its_file_and_line()
    {
        _bicep.Append("modules/storage.bicep", "output broken string = nothingOfThisName.id\n");

        var built = await _bicep.Build();

        Assert.NotEqual(0, built.ExitCode);
        Assert.Matches(@"storage\.bicep\(\d+,\d+\) : Error BCP057: The name ""nothingOfThisName"" does not exist", built.Words);
    }

    [Fact]
    public async Task What_the_linter_warns_of_is_told()
    {
        _bicep.Append(BicepCompiler.Template, "param nobodyReadsThis string = ''\n");

        Assert.Contains("no-unused-params", (await _bicep.Lint(BicepCompiler.Template)).Words, StringComparison.Ordinal);
    }

    /// <summary>Nothing else is needed (<see cref="Infrastructure"/> resolves both stages), so `azd up --no-prompt` has nothing to ask.</summary>
    [Fact]
    public async Task All_variables_that_must_be_set_and_are_not_are_named_at_once()
    {
        string[] needed = ["AZURE_ENV_NAME", "AZURE_LOCATION", "ESCALATION_AUTH_CLIENT_ID", "ESCALATION_DELIVER_TO", "ESCALATION_CUSTOMER_KEY_SECRET"];

        var built = await _bicep.BuildParameters(needed.ToDictionary(variable => variable, _ => "", StringComparer.Ordinal));

        Assert.NotEqual(0, built.ExitCode);
        Assert.All(needed, variable => Assert.Contains(variable, built.Words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PolicyFolder", "", "PolicyFolder is not set: name the folder with your policy.yaml and people.yaml, or \"samples\" for the sample company")]
    [InlineData("ESCALATION_STAGE", "test", "'dev' | 'prod'")]
    [InlineData("ESCALATION_STAGE", "prod", "ESCALATION_ALERT_EMAIL is not set: production tells its alerts to somebody")]
    [InlineData("ESCALATION_PRIVATE_NETWORKING", "true", "ESCALATION_PRIVATE_NETWORKING needs ESCALATION_SERVICE_BUS_SKU=Premium")]
    public async Task A_deployment_that_cannot_be_right_is_refused_with_the_variable_to_set(string variable, string value, string words)
    {
        var resolved = await _bicep.Snapshot(new() { [variable] = value });

        Assert.Equal((1, ""), (resolved.ExitCode, resolved.Output));
        Assert.Contains(words, resolved.Words, StringComparison.Ordinal);
    }
}
