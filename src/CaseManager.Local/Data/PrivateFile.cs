namespace CaseManager.Local.Data;

/// <summary>Files that only their owner may read, whole or not there at all.</summary>
public static class PrivateFile
{
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var aside = path + ".new";
        var writing = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        await using (var file = new FileStream(aside, writing))
        {
            await file.WriteAsync(content, cancel);
        }

        File.Move(aside, path, overwrite: true);
    }
}
