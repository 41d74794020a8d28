using CaseManager.Core.Access;
using CaseManager.Web.Settings;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Security;

/// <summary>The address that takes an invitation up. Whoever has it makes the account, so it is shown once and never mailed by us.</summary>
public sealed class InvitationLink(IOptions<CaseManagerOptions> options)
{
    public string Of(Invitation invitation) => new Uri(new Uri(options.Value.StaffUrl), $"invitation/{invitation.Code}").ToString();
}
