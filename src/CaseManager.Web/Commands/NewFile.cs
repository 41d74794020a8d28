namespace CaseManager.Web.Commands;

/// <summary>Writes a file that only its owner reads: whole, or not at all.</summary>
public static class NewFile
{
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancel)
    {
        var unfinished = $"{path}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            await using (var file = new FileStream(unfinished, options))
            {
                await file.WriteAsync(content, cancel);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            // A full disk leaves a part: it would look like a file.
            File.Delete(unfinished);
            throw;
        }
    }
}
