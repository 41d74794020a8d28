using Microsoft.EntityFrameworkCore;

namespace CaseManager.Core.Sealing;

/// <summary>
/// Puts a seed sealed anew in the place of the one before, inside the caller's transaction. The key itself signed the
/// change: a stolen session alone changes nothing. Where the ways to unlock change, her keys lock wherever else they were open.
/// </summary>
public sealed class ReplaceKeyFile(CaseManagerDbContext database)
{
    /// <param name="sessionHash">The session that asks; it alone stays open.</param>
    /// <exception cref="RefusedException">
    /// <c>no-keys</c>; <c>keys</c>: malformed, or nobody with her key signed it; <c>too-few-ways</c>: one lost device could lock her out;
    /// <c>unlock-changed</c>: it was made for a file that is not there any more.
    /// </exception>
    public async Task<KeyFileReplaced> RunAsync(Guid staffId, byte[] sessionHash, NewUnlockMethods made, CancellationToken cancel)
    {
        var known = await database.Set<StaffKeys>().SingleOrDefaultAsync(keys => keys.StaffId == staffId, cancel)
            ?? throw new RefusedException("no-keys", RefusalKind.NotFound);
        var change = UnlockChange.Read(made.Change, staffId, known.SigningKey, made.KeyFile, made.Methods);
        if (change is null || !NewStaffKeys.AreSealedTo(made.KeyFile, made.Methods, staffId, known.SigningKey))
        {
            throw new RefusedException("keys");
        }

        if (!UnlockMethod.SurviveALostDevice(made.Methods))
        {
            throw new RefusedException("too-few-ways", RefusalKind.Conflict);
        }

        var before = known.Methods;
        if (known.KeyFile.AsSpan().SequenceEqual(made.KeyFile))
        {
            return new KeyFileReplaced(IsSame: true, MethodsChanged: false, before);
        }

        if (!change.Follows(known.KeyFile))
        {
            throw new RefusedException("unlock-changed", RefusalKind.Conflict);
        }

        known.KeyFile = made.KeyFile;
        known.Methods = NewStaffKeys.MethodsJson(made.Methods);
        await database.SaveChangesAsync(cancel);
        if (known.Methods == before)
        {
            return new KeyFileReplaced(IsSame: false, MethodsChanged: false, before);
        }

        await database.Set<UnlockHalf>().Where(half => half.StaffId == staffId && half.SessionHash != sessionHash).ExecuteDeleteAsync(cancel);
        return new KeyFileReplaced(IsSame: false, MethodsChanged: true, before);
    }
}

/// <param name="IsSame">The very file was there already: the same post again, after an answer that was lost.</param>
/// <param name="Before">The methods that were there, as JSON.</param>
public sealed record KeyFileReplaced(bool IsSame, bool MethodsChanged, string Before);
