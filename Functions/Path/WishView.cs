using System.Text.Json.Nodes;
using Escalation.Domain.Complaints;
using Escalation.Domain.Letters;

namespace Escalation.Functions.Path;

/// <summary>What a customer asks for in words, as staff and their systems are shown it: as understood, and whether it was confirmed (I12).</summary>
internal static class WishView
{
    /// <returns>Null if the words ask for nothing.</returns>
    public static JsonObject? Of(Complaint complaint) => complaint.Wish is { } wish
        ? new JsonObject { ["understood"] = WishTold.Of(wish), ["confirmed"] = wish.IsConfirmed }
        : null;
}
