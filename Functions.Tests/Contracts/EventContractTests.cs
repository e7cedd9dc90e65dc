using System.Text.Json;
using Escalation.Domain.Cases;
using Escalation.Domain.Letters;
using Escalation.Functions.Tests.Domain;

namespace Escalation.Functions.Tests.Contracts;

/// <summary>How every event is stored, by approved files: none is forgotten, because they are found by reflection.</summary>
public sealed class EventContractTests
{
    public static TheoryData<string> EventNames() => [.. CaseFormat.EventTypes.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> OldFiles() =>
        [.. Directory.GetFiles(System.IO.Path.Combine(Approved.Folder, "v1")).Select(file => System.IO.Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(EventNames))]
    public void An_event_is_written_as_its_file_says(string name) =>
        Approved.Check($"v{Upcasters.CurrentVersion(name)}/{name}.json", CaseFormat.Write(EventSamples.Recorded(EventSamples.All[name])));

    [Theory]
    [MemberData(nameof(OldFiles))]
    public void What_was_stored_as_version_1_is_read_as_the_event_of_today(string name) =>
        Assert.Equal(EventSamples.Recorded(EventSamples.All[name]), CaseFormat.ReadEvent(Approved.Read($"v1/{name}.json")));

    [Theory]
    [MemberData(nameof(EventNames))]
    public void What_is_stored_today_is_read_again(string name) =>
        Assert.Equal(
            EventSamples.Recorded(EventSamples.All[name]),
            CaseFormat.ReadEvent(Approved.Read($"v{Upcasters.CurrentVersion(name)}/{name}.json")));

    [Theory]
    [MemberData(nameof(EventNames))]
    public void Every_event_that_ever_was_has_a_file_of_its_first_version(string name) =>
        Assert.True(File.Exists(System.IO.Path.Combine(Approved.Folder, "v1", $"{name}.json")), $"Contracts/v1/{name}.json is missing.");

    [Fact]
    public void A_file_without_its_event_means_that_an_event_was_taken_away() =>
        Assert.Empty(Directory.GetFiles(System.IO.Path.Combine(Approved.Folder, "v1")).Select(file => System.IO.Path.GetFileNameWithoutExtension(file)!).Except(CaseFormat.EventTypes.Keys));

    [Theory]
    [MemberData(nameof(EventNames))]
    public void Every_event_can_be_told_in_a_sentence(string name) =>
        Assert.EndsWith(".", Narrative.Tell(EventSamples.All[name]), StringComparison.Ordinal);

    [Fact]
    public void An_event_of_a_newer_program_is_refused_in_words()
    {
        var newer = Approved.Read("v1/caseClosed.json").AsSpan().ToArray();
        var text = System.Text.Encoding.UTF8.GetString(newer).Replace("\"v\": 1", "\"v\": 2", StringComparison.Ordinal);

        var refused = Assert.Throws<JsonException>(() => CaseFormat.ReadEvent(System.Text.Encoding.UTF8.GetBytes(text)));

        Assert.Equal("An event 'caseClosed' of version 2 was written by a newer program; this one knows up to 1.", refused.Message);
    }
}
