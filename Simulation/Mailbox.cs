using System.Text;
using Escalation.Domain.Values;
using Escalation.Functions.Console;
using Escalation.Functions.FollowUp;
using Escalation.Functions.Intake;
using Escalation.Functions.Messages;
using Escalation.Functions.Review;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Escalation.Simulation;

/// <summary>How people reach the pipeline: through the product's own doors, again and again until they are answered.</summary>
internal sealed class Mailbox(Run run, Dice dice)
{
    private int _unanswered;
    private int _keys;

    /// <summary>Whether everybody who asked something was answered.</summary>
    public bool IsEmpty => _unanswered == 0;

    public string NextKey() => $"key-{++_keys}";

    public void Complain(string key, Principal by, string json) =>
        Send(key, by, json, (instance, request) => instance.The<ComplaintDoor>().Post(request, default), isComplaint: true);

    public void Update(string key, Principal by, CaseId id, string json) =>
        Send(key, by, json, (instance, request) => instance.The<UpdateDoor>().Post(request, id.Text, default), isComplaint: false);

    public void Review(string key, Principal by, CaseId id, string json) =>
        Send(key, by, json, (instance, request) => instance.The<ReviewDoor>().Post(request, id.Text, default), isComplaint: false);

    private void Send(string key, Principal by, string json, Func<Instance, HttpRequest, Task<IActionResult>> door, bool isComplaint)
    {
        _unanswered++;
        Try(key, by, json, door, isComplaint);
    }

    private void Try(string key, Principal by, string json, Func<Instance, HttpRequest, Task<IActionResult>> door, bool isComplaint)
    {
        if (run.Hosts.InstanceFor() is not { } instance)
        {
            Again();
            return;
        }

        var answered = false;
        run.Hosts.Begin("door", instance, null, async () =>
        {
            var result = await door(instance, Request(key, by, json));
            if (result is ObjectResult { StatusCode: StatusCodes.Status503ServiceUnavailable })
            {
                return;
            }

            answered = true;
            _unanswered--;
            if (result is AcceptedResult accepted)
            {
                Accepted(accepted.Location!, isComplaint);
            }
            else
            {
                run.Fail("doors", null, $"{json} was answered with {(result as ObjectResult)?.StatusCode}.");
            }
        });

        // Whoever hears nothing asks the same again. What was answered late does no harm: the key is the same.
        run.Schedule.After(Activity.LongestLife, () =>
        {
            if (!answered)
            {
                Try(key, by, json, door, isComplaint);
            }
        });

        void Again() => run.Schedule.After(dice.Between(TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)), () => Try(key, by, json, door, isComplaint));
    }

    private void Accepted(string location, bool isComplaint)
    {
        // /api/cases/{id}/commands/{key}
        var parts = location.Split('/');
        var id = CaseId.Parse(parts[3]);
        run.Record.Acknowledged.Add(new(id, parts[5]));
        if (isComplaint)
        {
            run.Record.Complaints.Add(id);
        }
    }

    private static HttpRequest Request(string key, Principal by, string json)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(json));
        context.Request.Headers[Doors.IdempotencyHeader] = key;
        StatedPrincipals.State(context, by);
        return context.Request;
    }
}
