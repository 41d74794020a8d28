using CaseManager.Core.Platforms;
using CaseManager.Core.Takedowns;
using CaseManager.Web.Security;

namespace CaseManager.Web.Api.Staff;

/// <summary>Typed contacts of hosts without a record.</summary>
public static class ContactsApi
{
    public static void Map(IEndpointRouteBuilder staff)
    {
        var work = staff.MapGroup("/contacts").RequireAuthorization(Policy.CaseWork);
        work.MapGet("", ListAsync).Produces<ContactsJson>();
        work.MapPost("", AddAsync)
            .Takes<NewContact>()
            .Produces<ContactJson>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict);
        work.MapPost("/{contactId}/confirm", ConfirmAsync)
            .AnswersNothing()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(ConfirmContact contacts, CancellationToken cancel) =>
        ApiJson.Answer(new ContactsJson([.. (await contacts.ListAsync(cancel)).Select(ContactJson.Of)]));

    private static async Task<IResult> AddAsync(HttpRequest request, AddContact addContact, CancellationToken cancel)
    {
        var body = (await PostedBody.ReadAsync(request, cancel)).Read<NewContact>();
        var contact = await addContact.RunAsync(body.Host, body.Address, body.Source, request.HttpContext.User.StaffId(), cancel);
        return ApiJson.Answer(ContactJson.Of(contact), StatusCodes.Status201Created);
    }

    private static async Task<IResult> ConfirmAsync(string contactId, HttpRequest request, ConfirmContact confirm, CancellationToken cancel)
    {
        await confirm.RunAsync(RouteId.Read(contactId), request.HttpContext.User.StaffId(), cancel);
        return Results.NoContent();
    }

    private sealed record NewContact(string Host, string Address, string Source);

    private sealed record ContactsJson(IReadOnlyList<ContactJson> Contacts);

    private sealed record ContactJson(
        Guid ContactId, string Host, string Address, string Source, Guid AddedBy, DateTimeOffset AddedAt, Guid? ConfirmedBy, DateTimeOffset? ConfirmedAt)
    {
        public static ContactJson Of(TypedContact contact) => new(
            contact.Id, contact.Host, contact.Address, contact.Source, contact.AddedBy, contact.AddedAt, contact.ConfirmedBy, contact.ConfirmedAt);
    }
}
