namespace CaseManager.Core.Takedowns.Answers;

/// <summary>What a mail was read as, and why.</summary>
/// <param name="Kind">One of <see cref="MailKinds"/>.</param>
/// <param name="Class">One of <see cref="AnswerClasses"/>.</param>
/// <param name="Rule">The rule that decided, such as <c>de.refused.not-responsible</c>.</param>
/// <param name="Excerpt">The sentence it was found in: what the sender wrote, never what she quotes; at most 200 characters. Null where no words decided.</param>
/// <param name="Ticket">The recipient's own number for it.</param>
/// <param name="MayMove">It may move something by itself as far as the mail alone tells; who looks up the notice has to agree.</param>
/// <param name="Also">What else was found, for the person who confirms: a part removed and a part refused, say.</param>
public sealed record ClassifiedAnswer(
    string Kind, string Class, string Rule, string? Excerpt, string? Ticket, bool MayMove, IReadOnlyList<AnswerMatch> Also);

/// <summary>A rule that matched.</summary>
/// <param name="Words">The words that did.</param>
/// <param name="Excerpt">The sentence they stand in, at most 200 characters.</param>
public sealed record AnswerMatch(string Class, string Rule, string Words, string Excerpt);
