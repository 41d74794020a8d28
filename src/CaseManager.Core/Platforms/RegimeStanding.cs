namespace CaseManager.Core.Platforms;

/// <summary>Whether notices may be written under a regime today, and what speaks against relying on it.</summary>
/// <param name="MayBeChosen">Whether it can be chosen; always with a draft that nobody sends, never where there is nothing to send.</param>
/// <param name="SecondPerson">Whether every notice under it needs a second person.</param>
/// <param name="Doubts">Codes of this class; an administrator has to decide in spite of each.</param>
public sealed record RegimeStanding(bool MayBeChosen, bool SecondPerson, IReadOnlyList<string> Doubts)
{
    /// <summary>Nothing goes to a platform under it: it is for regulators, courts or the police.</summary>
    public const string NoNotice = "no-notice";

    /// <summary>Its first day is still to come.</summary>
    public const string NotInForce = "not-in-force";

    /// <summary>Enacted, or thought to be in force; since when is not known.</summary>
    public const string StartUnknown = "start-unknown";

    /// <summary>What stands in the record rests on less than a primary source.</summary>
    public const string Unconfirmed = "unconfirmed";

    /// <summary>It is not known that the law lets an organisation ask.</summary>
    public const string AgentUnknown = "agent-unknown";

    /// <summary>It can lead to the person depicted.</summary>
    public const string Exposing = "exposing";

    /// <param name="regime">The record that counts today.</param>
    /// <param name="decided">What was decided last: whether it may be chosen, whether with a second person, and in spite of which doubts.</param>
    /// <param name="today">The day in the organisation's zone.</param>
    public static RegimeStanding Of(Regime regime, (bool MayBeChosen, bool SecondPerson, IReadOnlyList<string> DoubtsSeen)? decided, DateOnly today)
    {
        if (regime.DraftOnly)
        {
            return new RegimeStanding(true, false, [.. DoubtsOf(regime, today)]);
        }

        if (regime.ChannelUse is null)
        {
            return new RegimeStanding(false, false, [NoNotice]);
        }

        List<string> doubts = [.. DoubtsOf(regime, today)];
        return decided is { } decision
            ? new RegimeStanding(decision.MayBeChosen && doubts.TrueForAll(decision.DoubtsSeen.Contains), decision.SecondPerson || regime.Exposing, doubts)
            : new RegimeStanding(doubts.Count == 0, regime.Exposing, doubts);
    }

    private static IEnumerable<string> DoubtsOf(Regime regime, DateOnly today)
    {
        if (regime.Status is not RegimeStatus.InForce || regime.InForceFrom is null)
        {
            yield return StartUnknown;
        }
        else if (regime.InForceFrom > today)
        {
            yield return NotInForce;
        }

        if (regime.Confidence.Overall is not "confirmed")
        {
            yield return Unconfirmed;
        }

        if (regime.Sender is { AnyEntity: false, AuthorisedAgent: not true } && !regime.DraftOnly)
        {
            yield return AgentUnknown;
        }

        if (regime.Exposing)
        {
            yield return Exposing;
        }
    }
}
