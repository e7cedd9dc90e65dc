using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Audit;
using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Stories;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Tests.Telemetry;

/// <summary>Whatever goes well or wrong with a complaint: no trace, no measurement and no log tells who complained, how they are reached, or what
/// anybody said.</summary>
public sealed class NothingPersonalTests : Story
{
    /// <summary>Where only ASCII can be sent.</summary>
    private const string Anywhere = "zebulonia";

    private static readonly Person[] s_people =
    [
        new("en", "Quentin Wigglesworth", "9 Crumpetside Lane", "+44 20 7946 0123", "q.wiggles@secret.example", "CUST-90817", "The kettle came with a gherkin inside.", "flabbergasting"),
        new("fi", "Yrjö Äyräpää", "Mörkökatu 3, Äänekoski", "+358 45 7770001", "yrjo@salainen.example", "AS-55512", "Kattila saapui kurkku sisällä eikä kukaan vastannut.", "hämmästyttävää"),
        new("ko", "남궁복덕", "부산시 해운대구 달맞이길 77", "+82 51 555 0199", "bokdeok@bimil.example", "고객-7781", "주전자 안에 오이가 들어 있었습니다. 전화도 없었습니다.", "기가막히네요"),
        new("zh", "欧阳翠花", "广州市天河区龙口西路九号", "+86 20 5550 0177", "cuihua@mimi.example", "客户-3321", "水壶里有一根黄瓜。没有人给我回电话。", "岂有此理"),
    ];

    public static TheoryData<string> Languages() => [.. s_people.Select(person => person.Language)];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_complaint_that_is_lived_through_leaves_nothing_personal_behind(string language)
    {
        var person = s_people.Single(one => one.Language == language);
        using var seen = new Everything(World);

        await LiveThrough(person);

        string[] steps = ["handle register", "handle reject", "handle give-contact", "handle answer-satisfaction", "deliver email", "process follow-ups"];
        Assert.Empty(steps.Except(seen.SpanNames));
        Assert.Empty(person.FoundIn(await seen.Written()));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task What_cannot_be_used_leaves_nothing_personal_behind(string language)
    {
        var person = s_people.Single(one => one.Language == language);
        using var seen = new Everything(World);
        var id = await World.Complain(person.Complaint());

        await PostRubbish(id, person);
        await EnqueueRubbish(id, person);

        var written = await seen.Written();
        Assert.Equal(5, (await World.Parked()).Count);
        Assert.Contains("dead-lettered", written, StringComparison.Ordinal);
        Assert.Contains("fields are wrong", written, StringComparison.Ordinal);
        Assert.Empty(person.FoundIn(written));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task What_breaks_on_the_way_leaves_nothing_personal_behind(string language)
    {
        var person = s_people.Single(one => one.Language == language);
        using var seen = new Everything(World);
        var tries = 0;
        World.GatewayFault = letter => ++tries switch
        {
            1 => new DeliveryFailedException($"{letter.Address} does not answer: {letter.Body}"),
            2 => new InvalidOperationException($"{person.Name}, {letter.Address}: {letter.Body}", new FormatException(person.Account)),
            _ => null,
        };

        await World.Complain(person.Complaint());
        await World.Advance(TimeSpan.FromHours(1));

        var written = await seen.Written();
        Assert.Contains(nameof(InvalidOperationException), written, StringComparison.Ordinal);
        Assert.Contains("put-back", written, StringComparison.Ordinal);
        Assert.Empty(person.FoundIn(written));
    }

    /// <summary>Not a test of the product, but of this one: each of the marks would be found.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void Whatever_is_said_would_be_noticed(string language)
    {
        var person = s_people.Single(one => one.Language == language);

        Assert.NotEmpty(person.FoundIn(person.Complaint().ToJsonString(Readable).ToUpperInvariant()));
        Assert.Equal(person.Marks, person.FoundIn(string.Join('\n', person.Marks)));
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task LiveThrough(Person person)
    {
        var answer = await World.PostWith(
            [
                ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), ("tracestate", $"{Anywhere}=1,vendor={Anywhere}"),
                ("baggage", $"user={Anywhere}"), ("Idempotency-Key", Anywhere), ("User-Agent", Anywhere),
            ],
            $"complaints?for={Anywhere}",
            person.Complaint().ToJsonString(),
            World.KeyOf(Role.Upstream));
        await World.Rest();
        var id = CaseId.Parse(answer.Json["case"]!.GetValue<string>());
        await World.CustomerSays(id, new { type = "correct", restatement = 1, words = person.Words });
        await World.CustomerSays(id, new { type = "contact", name = person.Name, phone = person.Phone, email = person.Email });
        await World.CustomerSays(id, new { type = "write", words = $"{person.Account} {person.Words}" });
        await World.Advance(TimeSpan.FromHours(5));
        var review = (await World.LookAt<Stage.UnderReview>(id)).Review;
        await World.Claim(id, "anna", review);
        await World.Review(id, "anna", new { type = "reject", review = review + 7, reason = person.Words, alternatives = Alternatives });
        await World.Review(id, "anna", new { type = "reject", review, reason = $"{person.Words} {person.Name}", alternatives = Alternatives });
        await World.CustomerSays(id, new { type = "choose", offer = 1, option = 1 });
        await World.FulfilmentReports(id);
        await World.Advance(TimeSpan.FromDays(8));
        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = true, words = person.Words });
        await World.Get($"cases/{Anywhere}/log?name={Anywhere}", World.KeyOf(Role.Operator));
        await World.Get($"cases/{id}/log?name={Anywhere}", World.KeyOf(Role.Operator));
        Assert.IsType<Stage.Closed>((await World.Look(id)).Stage);
    }

    private static object[] Alternatives =>
        [new { kind = "voucher", amount = 30, currency = "EUR" }, new { kind = "discount", percent = 10 }];

    private async Task PostRubbish(CaseId id, Person person)
    {
        var upstream = World.KeyOf(Role.Upstream);
        await World.Post("complaints", $"{{ \"account\": \"{person.Account}", upstream);
        await World.Post("complaints", person.Complaint().With("channel", person.Name), upstream);
        await World.Post("complaints", new JsonArray(person.Complaint().With("account", 7), person.Name).ToJsonString(), upstream);
        await World.Post($"cases/{id}/updates", new Dictionary<string, object> { ["type"] = person.Words, [person.Name] = person.Account }, upstream);
        await World.Post($"cases/{Anywhere}/updates", new { type = "write", words = person.Words }, upstream);
        await World.PostWith([("traceparent", Anywhere), ("Idempotency-Key", new string('z', 300))], "complaints", person.Complaint(), upstream);
        await World.Post("complaints", person.Complaint(), key: person.Email.Length > 0 ? Anywhere : null);
        await World.Rest();
    }

    private async Task EnqueueRubbish(CaseId id, Person person)
    {
        var customer = Actor.Customer;
        var properties = new Dictionary<string, string> { ["traceparent"] = person.Name, ["tracestate"] = person.Name, ["Diagnostic-Id"] = person.Name };
        await World.Enqueue(Entities.Complaints, person.Account, person.Email, more: properties);
        await World.Enqueue(Entities.Complaints, Encoding.UTF8.GetString([0xff, 0xfe, 0x22]), $"{person.Name} 1", more: properties);
        await World.Enqueue(
            Entities.Updates, new Dictionary<string, object> { ["type"] = "write", ["words"] = person.Words, [person.Name] = 1 }, $"{person.Name} 2", id, customer, properties);
        await World.Enqueue(Entities.Updates, new { type = person.Words }, $"{person.Name} 3", id, customer, properties);
        await World.Enqueue(
            Entities.Reviews, new { type = "claim", review = 1 }, $"{Anywhere}-4", more: new Dictionary<string, string>(properties) { ["case"] = person.Name });
        await World.Enqueue(Entities.Reviews, new { type = "claim", review = 1 }, $"{Anywhere}-5", CaseId.For("shop", "unknown"), Actor.Reviewer(Code.Parse("anna")), properties);
        await World.Advance(TimeSpan.FromMinutes(1));
    }

    /// <summary>Somebody who complains, with what must not turn up anywhere.</summary>
    private sealed record Person(string Language, string Name, string Address, string Phone, string Email, string Number, string Account, string Words)
    {
        public IReadOnlyList<string> Marks =>
            [Anywhere, .. Name.Split(' '), Address, Phone, Phone.Replace(" ", "", StringComparison.Ordinal), Email, Number, .. Account.Split('.', '。').Where(part => part.Length > 4), Words];

        public JsonObject Complaint() => new()
        {
            ["externalId"] = $"{Anywhere}-{Number}",
            ["channel"] = "email",
            ["language"] = Language,
            ["category"] = "late-delivery",
            ["account"] = Account,
            ["requestedRemedy"] = new JsonObject { ["kind"] = "refund", ["amount"] = 400, ["currency"] = "EUR" },
            ["requestedRemedyWords"] = Words,
            ["customer"] = new JsonObject { ["name"] = Name, ["address"] = Address, ["phone"] = Phone, ["email"] = Email, ["number"] = Number },
            [Name] = Words,
        };

        public IReadOnlyList<string> FoundIn(string text) => [.. Marks.Where(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>All that an exporter or a log could get to see of a world.</summary>
    private sealed class Everything(World world) : IDisposable
    {
        private readonly Spans _spans = new(world);
        private readonly Measured _measured = new(world);

        public HashSet<string> SpanNames => [.. _spans.All.Select(span => span.DisplayName)];

        public async Task<string> Written()
        {
            await world.Services.GetRequiredService<Census>().Take(default);
            await new AuditTimer(world.Services.GetRequiredService<StoreAudit>(), world.Services.GetRequiredService<ILogger<AuditTimer>>()).Run(new TimerInfo(), default);
            var measurements = _measured.All.Concat(_measured.Everything("escalation.cases").Select(told => new Measurement("gauge", told.Value, told.Tags)));
            return string.Join('\n', [.. _spans.All.Select(Text), .. measurements.Select(measurement => measurement.ToString()), world.Logged]);
        }

        public void Dispose()
        {
            _spans.Dispose();
            _measured.Dispose();
        }

        private static string Text(Activity span) => string.Join(' ', [
            span.DisplayName, span.OperationName, span.Kind, span.TraceStateString, span.StatusDescription,
            .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
            .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
            .. span.Events.Select(happened => $"{happened.Name} {string.Join(' ', happened.Tags)}"),
            .. span.Links.Select(link => $"{link.Context.TraceState} {string.Join(' ', link.Tags ?? [])}"),
        ]);
    }
}
