namespace CaseManager.Web.Pages.Public;

/// <summary>A step's question with one answer out of a few; its words stand in the resources under its id.</summary>
/// <param name="Id">Id of the group; <c>{Id}</c>, <c>{Id}.hint</c>, <c>{Id}.{value}</c>, <c>{Id}.{value}.hint</c> are its texts.</param>
/// <param name="Values">The answers in order.</param>
public sealed record Choices(string Id, IReadOnlyList<string> Values);
