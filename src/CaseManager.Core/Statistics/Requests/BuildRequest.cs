using CaseManager.Core.Statistics.Periods;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CaseManager.Core.Statistics.Requests;

/// <summary>Where a request for a release stands.</summary>
public enum BuildState
{
    /// <summary>Somebody who may approve it has not looked yet.</summary>
    Waiting,

    /// <summary>The next worker builds it.</summary>
    Approved,

    /// <summary>A worker is at it, or was when it was killed.</summary>
    Building,

    /// <summary>Its release is there.</summary>
    Built,

    /// <summary>It ended without a release.</summary>
    Refused,
}

/// <summary>Somebody asked for the release of a period, or for its one correction. A row, so that no build hangs on a browser or a process.</summary>
public sealed class BuildRequest
{
    /// <summary>Random.</summary>
    public required Guid Id { get; init; }

    /// <summary>As it is written: <c>2025</c>.</summary>
    public required string Period { get; init; }

    /// <summary>0, or 1 for the one correction.</summary>
    public required short Revision { get; init; }

    public required Guid RequestedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The supervisor who approved it.</summary>
    public Guid? Supervisor { get; private set; }

    /// <summary>The administrator who approved it.</summary>
    public Guid? Administrator { get; private set; }

    public BuildState State { get; private set; } = BuildState.Waiting;

    /// <summary>Why it was refused, or why it could not be built yet; a code.</summary>
    public string? Code { get; private set; }

    /// <summary>UTC; <see langword="null"/> before.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsCorrection => Revision > 0;

    public bool IsOpen => State is BuildState.Waiting or BuildState.Approved or BuildState.Building;

    /// <summary>The period it is for.</summary>
    public Period PeriodAsked => Periods.Period.TryParse(Period, out var period) ? period : throw new InvalidOperationException($"A request holds the period {Period}.");

    /// <summary>Somebody agrees: one person is enough for a release; a correction needs a supervisor and an administrator, neither of whom asked for it.</summary>
    /// <exception cref="RefusedException"><c>own-request</c>, <c>approved-by-you</c>, <c>another-role</c>, or <c>request-ended</c>.</exception>
    public void Approve(Approver by)
    {
        if (RefusalFor(by) is { } code)
        {
            throw new RefusedException(code, RefusalKind.Conflict);
        }

        if (by.IsSupervisor && Supervisor is null)
        {
            Supervisor = by.Id;
        }
        else
        {
            Administrator = by.Id;
        }

        if (!IsCorrection || (Supervisor is not null && Administrator is not null))
        {
            State = BuildState.Approved;
        }
    }

    /// <summary>Why somebody may not agree to it now, a code; <see langword="null"/> where she may.</summary>
    public string? RefusalFor(Approver by) => this switch
    {
        { State: not BuildState.Waiting } => "request-ended",
        { IsCorrection: true } when by.Id == RequestedBy => "own-request",
        _ when HasAgreed(by.Id) => "approved-by-you",
        _ when (by.IsSupervisor && Supervisor is null) || (by.IsAdministrator && Administrator is null) => null,
        _ => by.MayApprove ? "another-role" : "not-yours",
    };

    /// <summary>Whether this person agreed to it.</summary>
    public bool HasAgreed(Guid staffId) => staffId == Supervisor || staffId == Administrator;

    /// <summary>A worker begins, or begins again where one was killed.</summary>
    public void Begin() => State = BuildState.Building;

    /// <summary>Something outside stands in the way: it stays approved, and is tried again.</summary>
    public void PutOff(string code) => (State, Code) = (BuildState.Approved, code);

    /// <summary>Its release is there.</summary>
    public void End(DateTimeOffset at) => (State, Code, EndedAt) = (BuildState.Built, null, at);

    /// <summary>It ends without a release.</summary>
    public void Refuse(string code, DateTimeOffset at) => (State, Code, EndedAt) = (BuildState.Refused, code, at);
}

/// <summary>Somebody who may agree to a build, with the roles that count here.</summary>
public sealed record Approver(Guid Id, bool IsSupervisor, bool IsAdministrator)
{
    public bool MayApprove => IsSupervisor || IsAdministrator;
}

internal sealed class BuildRequestConfiguration : IEntityTypeConfiguration<BuildRequest>
{
    public void Configure(EntityTypeBuilder<BuildRequest> builder)
    {
        builder.ToTable("build_requests", "statistics");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Period).HasMaxLength(16);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.Code).HasMaxLength(64);
        builder.Ignore(row => row.PeriodAsked);
        builder.HasIndex(row => new { row.Period, row.Revision }).IsUnique().HasFilter("\"State\" in ('Waiting', 'Approved', 'Building')");
    }
}
