using System.CommandLine;
using System.Text;
using CaseManager.Core.Platforms;
using CaseManager.Core.Platforms.Links;
using CaseManager.Core.Takedowns.Notices;
using CaseManager.Web.Mail;

namespace CaseManager.Web.Commands;

/// <summary><c>notices preview</c>: what a platform would be sent, by a fictitious organisation.</summary>
public static class PreviewNoticeCommand
{
    public static Command Create()
    {
        var regime = CommandOptions.Regime();
        var platform = new Option<string>("--platform") { Description = "Id of the platform, such as telegram.", Required = true };
        var language = new Option<string>("--language") { Description = "Language of the notice, such as en.", Required = true };
        var links = new Option<string[]>("--link") { Description = "A link to ask the removal of; may be repeated.", AllowMultipleArgumentsPerToken = true };
        var route = new Option<string>("--route") { Description = "mail (the default where there is one) or form." };
        route.AcceptOnlyFromAmong("mail", "form");
        var command = new Command("preview", "Write the notice as it would leave: an RFC 5322 message, or a form's fields in order.")
        {
            regime, platform, language, links, route, CommandOptions.Json(),
        };
        command.SetAction((parsed, _) => new Preview(parsed.InvocationConfiguration, parsed.GetValue<bool>("--json")).RunAsync(
            parsed.GetRequiredValue(regime), parsed.GetRequiredValue(platform), parsed.GetRequiredValue(language), parsed.GetValue(links) ?? [], parsed.GetValue(route)));
        return command;
    }

    private sealed class Preview(InvocationConfiguration terminal, bool json)
    {
        internal async Task<int> RunAsync(string regimeId, string platformId, string language, string[] typed, string? route)
        {
            if (RegimeDirectory.Seed.Find(regimeId) is not { } regime)
            {
                return await CommandOptions.RefuseAsync(terminal.Error, "regime", regimeId, RegimeDirectory.Seed.All.Select(known => known.Id));
            }

            if (PlatformDirectory.Seed.Find(platformId) is not { } platform)
            {
                return await CommandOptions.RefuseAsync(terminal.Error, "platform", platformId, PlatformDirectory.Seed.All.Select(known => known.Id));
            }

            if (!NoticeTemplates.Languages.Contains(language))
            {
                return await CommandOptions.RefuseAsync(terminal.Error, "language", language, NoticeTemplates.Languages);
            }

            if (!NoticeTemplates.Has(regime.Id, language))
            {
                return await RefuseAsync(
                    [$"There is no template for {regime.Id} in {language}; only {string.Join(", ", NoticeTemplates.RegimeIds)} can be rendered.", .. Missing(regime)]);
            }

            var channel = regime.DraftOnly ? null : ChannelOf(platform, regime, route);
            if (channel is null && !regime.DraftOnly)
            {
                return await RefuseAsync([$"The directory knows no {route ?? "mail or form"} route to {platform.Id} under {regime.Id}."]);
            }

            var links = typed.Select(new LinkNormalizer(PlatformHosts.Seeded).Normalize).ToList();
            if (links.Exists(link => link.Key is null))
            {
                // A login code or a phone hash is not repeated.
                return await RefuseAsync(links.Where(link => link.Key is null).Select(link =>
                    $"Not a link that a notice can name ({link.Reason}){(LinkNormalizer.HoldsSecret(link.Reason) ? "" : $": {link.Input}")}"));
            }

            return await ShowAsync(regime, channel, NoticeRenderer.Render(new NoticeInputs
            {
                NoticeId = ExampleOrganisation.NoticeId,
                Regime = regime,
                Language = language,
                Organisation = ExampleOrganisation.Notifier,
                Recipient = channel is null ? NoticeRecipient.DraftFor(platform) : NoticeRecipient.For(platform, channel),
                Links = [.. links.Select(NoticeLink.From).DistinctBy(link => link.Key)],
                Tokens = ExampleOrganisation.Tokens,
                HasAuthority = true,
                IsOwnWork = true,
            }));
        }

        private async Task<int> ShowAsync(Regime regime, Channel? channel, RenderedNotice notice)
        {
            // A text that nobody has reviewed must be readable by whoever is to review it.
            var isForReview = notice.Missing.Count == 0 && notice.Refused is [RenderedNotice.NotReviewed];
            var isDraft = notice.Missing.Count == 0 && notice.Refused is [RenderedNotice.DraftOnly];
            if (!notice.MayLeave && !isForReview && !isDraft)
            {
                return await RefuseAsync(
                    notice.Missing.Select(element => $"missing {element.Id}: {element.Text}").Concat(notice.Refused.Select(code => $"refused: {code}")));
            }

            await WarnAsync(regime, channel, notice);
            if (isForReview)
            {
                await terminal.Output.WriteAsync(notice.Text);
                return await RefuseAsync(["refused: not_reviewed: nothing leaves in this language before the template is marked as reviewed."]);
            }

            await terminal.Output.WriteAsync(notice.Mail is null ? Fields(notice) : Message(notice));
            return CommandLine.Done;
        }

        private async Task WarnAsync(Regime regime, Channel? channel, RenderedNotice notice)
        {
            if (regime.DraftOnly)
            {
                await terminal.Error.WriteLineAsync("A draft for the person herself, a guardian or a lawyer: nothing is sent under this regime.");
            }

            if (regime.Status is not RegimeStatus.InForce || regime.InForceFrom is null)
            {
                await terminal.Error.WriteLineAsync("It is not confirmed that this regime is in force: it cannot be chosen without an administrator's decision.");
            }

            if (regime.Exposing)
            {
                await terminal.Error.WriteLineAsync("This regime can lead to the person depicted: it is off until an administrator turns it on and she agrees to it.");
            }

            foreach (var element in notice.Unconfirmed)
            {
                await terminal.Error.WriteLineAsync($"unconfirmed {element.Id}: {element.Why}");
            }

            if (!notice.Recipient.FieldsConfirmed)
            {
                await terminal.Error.WriteLineAsync("The fields of this form are not confirmed: compare them with the form when you submit it.");
            }

            if (channel is { Route: ChannelRoute.Mail } && !channel.MaySendByItself)
            {
                await terminal.Error.WriteLineAsync("This address is not confirmed: no mail goes to it before a second person has confirmed it.");
            }
        }

        private string Fields(RenderedNotice notice) => json && notice.Draft is null
            ? string.Concat(notice.Fields.Select(field => CommandJson.Write(field) + "\n"))
            : notice.Text;

        private string Message(RenderedNotice notice)
        {
            var message = NoticeMessage.Build(notice, ExampleOrganisation.Tokens, ExampleOrganisation.NoticeId, TimeProvider.System.GetUtcNow());
            var text = Encoding.ASCII.GetString(message.Bytes);
            return json ? CommandJson.Write(new { message.EnvelopeSender, message.Recipient, Message = text }) + "\n" : text;
        }

        private static Channel? ChannelOf(Platform platform, Regime regime, string? route)
        {
            var channels = platform.ChannelsFor(regime);
            var mail = channels.FirstOrDefault(channel => channel.Route is ChannelRoute.Mail);
            var form = channels.FirstOrDefault(channel => channel.Route is ChannelRoute.Form or ChannelRoute.InApp);
            return route switch
            {
                "mail" => mail,
                "form" => form,
                _ => mail ?? form,
            };
        }

        private static IEnumerable<string> Missing(Regime regime) =>
            regime.NoticeElements.Where(element => element.Required).Select(element => $"missing {element.Id}: {element.Text}");

        private async Task<int> RefuseAsync(IEnumerable<string> sentences)
        {
            foreach (var sentence in sentences)
            {
                await terminal.Error.WriteLineAsync(sentence);
            }

            return CommandLine.NotValid;
        }
    }
}
