namespace CaseManager.Core.Cases;

/// <summary>A case that is to go to somebody else, once she takes it.</summary>
/// <param name="To">Who is asked.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">UTC; also when she got access, where she had none before.</param>
public sealed record CaseOffer(Guid To, Guid By, DateTimeOffset At);
