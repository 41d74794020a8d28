namespace CaseManager.Web.Pages.Public;

/// <summary>A box to type in; its words stand in the resources under its id. It never has a name, so that no script failure can send it.</summary>
/// <param name="Id">Id of the box; <c>{Id}</c> and <c>{Id}.hint</c> are its texts.</param>
/// <param name="Rows">Lines of a large box; 0 for a single line.</param>
/// <param name="Width">Width of a single line in letters; 0 for the whole width.</param>
/// <param name="IsHeading">Whether its label is the step's heading.</param>
public sealed record Field(string Id, int Rows = 0, int Width = 0, bool IsHeading = false);
