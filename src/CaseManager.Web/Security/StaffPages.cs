using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CaseManager.Web.Security;

/// <summary>Which policy guards which folder of staff pages; a folder that is not named here is open to anyone signed in, and to nobody else.</summary>
public sealed class StaffPages : IConfigureOptions<RazorPagesOptions>
{
    public void Configure(RazorPagesOptions options)
    {
        var pages = options.Conventions;
        pages.AuthorizeFolder("/Staff", Policy.Staff);
        pages.AuthorizeFolder("/Staff/Cases", Policy.CaseWork);
        pages.AuthorizeFolder("/Staff/Takedowns", Policy.CaseWork);
        pages.AuthorizeFolder("/Staff/Venues", Policy.CaseWork);
        pages.AuthorizeFolder("/Staff/Mail", Policy.CaseWork);
        pages.AuthorizeFolder("/Staff/Contacts", Policy.CaseWork);
        pages.AuthorizeFolder("/Staff/Leave", Policy.CaseWork);
        pages.AuthorizeFolder("/Staff/Team", Policy.Supervision);
        pages.AuthorizeFolder("/Staff/Replies", Policy.Supervision);
        pages.AuthorizeFolder("/Staff/Platforms", Policy.Directory);
        pages.AuthorizePage("/Staff/Platforms/Edit", Policy.Administration);
        pages.AuthorizeFolder("/Staff/Regimes", Policy.Directory);
        pages.AuthorizeFolder("/Staff/Suppressions", Policy.Administration);
        pages.AuthorizeFolder("/Staff/People", Policy.People);
        pages.AuthorizeFolder("/Staff/Accounts", Policy.Administration);
        pages.AuthorizeFolder("/Staff/Audit", Policy.Audit);
        pages.AuthorizeFolder("/Staff/Keys", Policy.Keys);
        pages.AuthorizeFolder("/Staff/Roster", Policy.Keys);
        pages.AuthorizeFolder("/Staff/Documents", Policy.Administration);
        pages.AuthorizeFolder("/Staff/Statistics", Policy.Releases);
        pages.AuthorizePage("/Staff/Statistics/Building", Policy.Building);
        pages.AuthorizeFolder("/Staff/ServiceFigures", Policy.CaseWork);
        pages.AuthorizeFolder("/Staff/Setup", Policy.Administration);
        pages.AllowAnonymousToFolder("/Staff/Access");
    }
}
