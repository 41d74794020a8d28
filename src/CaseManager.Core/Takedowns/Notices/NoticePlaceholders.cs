using System.Globalization;

namespace CaseManager.Core.Takedowns.Notices;

/// <summary>What a template can name; <c>templates/README.md</c> lists the same. Nothing about the survivor is among it.</summary>
internal static class NoticePlaceholders
{
    internal static Dictionary<string, object> Of(NoticeInputs inputs)
    {
        var placeholders = Always(inputs);
        foreach (var (name, value) in inputs.FollowUp is { } followUp ? OfFollowUp(inputs, followUp) : [])
        {
            placeholders.Add(name, value);
        }

        return placeholders;
    }

    private static Dictionary<string, object> OfFollowUp(NoticeInputs inputs, FollowUpInputs followUp) => new()
    {
        ["earlier"] = new Dictionary<string, object>
        {
            ["code"] = followUp.Code,
            ["date"] = Day(followUp.LeftOn, inputs.Language),
            ["subject"] = followUp.Subject,
            ["due"] = Day(followUp.DueOn, inputs.Language),
            ["answer"] = followUp.Answer,
            ["answered"] = Day(followUp.AnsweredOn, inputs.Language),
            ["came_back"] = followUp.CameBack,
        },
        ["law"] = new Dictionary<string, object> { ["name"] = inputs.Regime.Name, ["citation"] = inputs.Regime.Citation },
        ["body"] = new Dictionary<string, object> { ["name"] = followUp.BodyName, ["channel"] = followUp.BodyChannel },
    };

    // With the month in words or in the language's own order: no day that two readers read as two.
    private static string Day(DateOnly? day, string language) => day?.ToString(
        language switch { "zh" => "yyyy年M月d日", "ko" => "yyyy년 M월 d일", _ => "d MMMM yyyy" }, CultureInfo.InvariantCulture) ?? "";

    private static Dictionary<string, object> Always(NoticeInputs inputs) => new()
    {
        ["organisation"] = new Dictionary<string, object>
        {
            ["name"] = inputs.Organisation.Name,
            ["mailbox"] = inputs.Organisation.Mailbox,
            ["website"] = inputs.Organisation.Website,
            ["signatory"] = inputs.Organisation.Signatory,
            ["capacity"] = inputs.Organisation.Capacity,
            ["address"] = inputs.Organisation.Address,
            ["telephone"] = inputs.Organisation.Telephone,
        },
        ["recipient"] = new Dictionary<string, object>
        {
            ["platform"] = inputs.Recipient.PlatformId ?? "",
            ["name"] = inputs.Recipient.Name,
            ["own_rule"] = inputs.Recipient.OwnRule,
        },
        ["links"] = inputs.Links.Select((link, index) => Link(link, inputs.FollowUp?.Numbers.GetValueOrDefault(link.Key, index + 1) ?? index + 1)).ToList(),
        ["link_count"] = inputs.Links.Count,
        ["all_public"] = inputs.Links.All(link => link.IsPublic),
        ["venue"] = inputs.Venue,
        ["has_authority"] = inputs.HasAuthority,
        ["is_own_work"] = inputs.IsOwnWork,
        ["is_published_way"] = inputs.Recipient.PublishedFor.Contains(inputs.Regime.Id),
        ["is_exposing"] = inputs.Regime.Exposing,
        ["code"] = inputs.Tokens.HumanCode(inputs.NoticeId),
        ["reply_address"] = inputs.Tokens.ReplyAddress(inputs.NoticeId),
    };

    private static Dictionary<string, object> Link(NoticeLink link, int number) => new()
    {
        ["number"] = number.ToString(CultureInfo.InvariantCulture),
        ["url"] = link.Url,
        ["kind"] = link.Kind,
        ["peer"] = link.Peer,
        ["message"] = link.Message,
        ["public"] = link.IsPublic,
    };
}
