using System.Collections.Frozen;

namespace CaseManager.Core.Takedowns;

/// <summary>The moves a small machine allows, as data. Whatever is not listed is refused.</summary>
/// <typeparam name="TState">States of the machine.</typeparam>
public sealed class StateTable<TState>
    where TState : struct, Enum
{
    private readonly FrozenDictionary<TState, FrozenSet<TState>> _moves;

    /// <param name="moves">Every state once, with the states it may move to; none for an end.</param>
    /// <exception cref="ArgumentException">A state is missing.</exception>
    public StateTable(IReadOnlyDictionary<TState, TState[]> moves)
    {
        _moves = moves.ToFrozenDictionary(move => move.Key, move => move.Value.ToFrozenSet());
        if (_moves.Count != Enum.GetValues<TState>().Length)
        {
            throw new ArgumentException("Every state has one row.", nameof(moves));
        }
    }

    /// <summary>Whether the move stands in the table. Staying is no move.</summary>
    public bool Allows(TState from, TState to) => _moves[from].Contains(to);

    /// <summary>Whether nothing leads out of a state.</summary>
    public bool IsEnd(TState state) => _moves[state].Count == 0;

    /// <returns><paramref name="to"/>.</returns>
    /// <exception cref="WrongMoveException">The move does not stand in the table.</exception>
    public TState Move(TState from, TState to) =>
        Allows(from, to) ? to : throw new WrongMoveException(typeof(TState).Name, from.ToString(), to.ToString());
}

/// <summary>A move that its machine does not allow: nothing was changed.</summary>
public sealed class WrongMoveException(string machine, string from, string to)
    : InvalidOperationException($"{machine}: {from} may not become {to}.")
{
    /// <summary>State it stood in.</summary>
    public string From { get; } = from;

    /// <summary>State it was to get.</summary>
    public string To { get; } = to;
}
