using System.IO.Pipelines;
using CaseManager.Web.Commands;

namespace CaseManager.Web.Tests.Commands;

public sealed class StandardInputTests
{
    [Fact]
    public async Task ReadLines_InputStillOpen_GivesTheLinesThatArrived()
    {
        var cancel = TestContext.Current.CancellationToken;
        var pipe = new Pipe();
        await using var lines = StandardInput.ReadLinesAsync(pipe.Reader.AsStream(), cancel).GetAsyncEnumerator(cancel);

        await pipe.Writer.WriteAsync("one\ntw"u8.ToArray(), cancel);
        Assert.True(await lines.MoveNextAsync());
        Assert.Equal(["one"], lines.Current);

        await pipe.Writer.WriteAsync("o\r\n\nthree"u8.ToArray(), cancel);
        Assert.True(await lines.MoveNextAsync());
        Assert.Equal(["two", ""], lines.Current);

        await pipe.Writer.CompleteAsync();
        Assert.True(await lines.MoveNextAsync());
        Assert.Equal(["three"], lines.Current);
        Assert.False(await lines.MoveNextAsync());
    }
}
