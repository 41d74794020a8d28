namespace CaseManager.Local.Mail;

/// <summary>An address in angle brackets with the parameters behind it, as MAIL and RCPT carry them.</summary>
internal sealed record SmtpPath(string Address, IReadOnlyList<string> Parameters)
{
    /// <returns><see langword="null"/> where the line is not <paramref name="command"/> with an address in angle brackets.</returns>
    public static SmtpPath? Parse(string line, string command)
    {
        if (!line.StartsWith(command, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = line[command.Length..].TrimStart();
        var end = rest.IndexOf('>', StringComparison.Ordinal);
        return rest.StartsWith('<') && end > 0
            ? new SmtpPath(rest[1..end], rest[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : null;
    }

    public string? Parameter(string name) =>
        Parameters.FirstOrDefault(parameter => parameter.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];
}
