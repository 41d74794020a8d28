using System.Security.Cryptography;
using CaseManager.Core.Cases;
using CaseManager.Core.Takedowns;
using CaseManager.Core.Takedowns.FollowUp.Steps;
using CaseManager.TestSupport;

namespace CaseManager.Core.Tests.Takedowns.Needs;

/// <summary>Rows of cases that wait for somebody, without what is sealed.</summary>
internal sealed class NeedRows(TestDatabase database, DateTimeOffset now)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An open case.</summary>
    /// <param name="writes">Since when her message waits.</param>
    public async Task<Guid> CaseAsync(Guid assignee, DateTimeOffset? writes = null, params Guid[] restrictedTo)
    {
        await using var context = database.Open();
        var caseFile = new Case { CaseId = RandomId.New(), OpenedAt = now };
        caseFile.AssignTo(assignee);
        if (writes is { } at)
        {
            caseFile.HearFromHer(at);
        }

        context.Add(caseFile);
        if (restrictedTo.Length > 0)
        {
            context.Add(new Restriction { CaseId = caseFile.CaseId, Since = now });
            context.AddRange(restrictedTo.Select(staff => new CaseGrant { CaseId = caseFile.CaseId, StaffId = staff, GrantedAt = now }));
        }

        await context.SaveChangesAsync(Cancel);
        return caseFile.CaseId;
    }

    /// <summary>A request whose clock runs, with its notice in a state.</summary>
    public async Task<TakedownRequest> RequestAsync(Guid caseId, DateTimeOffset? dueAt, NoticeRoute route = NoticeRoute.Form, Guid? sealedBy = null, bool approved = true)
    {
        await using var context = database.Open();
        var target = new Target { Id = RandomId.New(), Lookup = RandomNumberGenerator.GetBytes(32), TableVersion = 1, KeySealed = [], UrlSealed = [], Platform = "telegram" };
        var request = new TakedownRequest
        {
            Id = RandomId.New(),
            CaseId = caseId,
            TargetId = target.Id,
            Recipient = Recipient.OfPlatform("telegram"),
            RegimeId = "us-tida",
            CreatedAt = now,
        };
        request.Activate();
        if (dueAt is { } due)
        {
            request.StartClock(now.AddDays(-2), due, null);
        }

        var notice = new Notice
        {
            Id = RandomId.New(),
            CaseId = caseId,
            ReleaseId = RandomId.New(),
            ReleaseCopyId = RandomId.New(),
            Route = route,
            Recipient = request.Recipient,
            Template = "us-tida/en/1",
            PreviewHash = new byte[32],
            PayloadSealed = [],
            PayloadHash = new byte[32],
            SealedBy = sealedBy ?? RandomId.New(),
            SealedAt = now,
        };
        if (approved)
        {
            notice.MakeReady(now);
        }

        context.AddRange(target, request, notice, new NoticeItem { NoticeId = notice.Id, RequestId = request.Id, Number = 1, TargetState = target.State });
        await context.SaveChangesAsync(Cancel);
        return request;
    }

    public async Task StepAsync(TakedownRequest request)
    {
        await using var context = database.Open();
        var step = new Escalation { Id = RandomId.New(), RequestId = request.Id, CaseId = request.CaseId, LadderVersion = 1, RungId = "reminder", Round = 1, Repeat = 1 };
        step.Open(now, lookFirst: false);
        context.Add(step);
        await context.SaveChangesAsync(Cancel);
    }
}
