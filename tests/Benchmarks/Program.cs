using System.CommandLine;
using BenchmarkDotNet.Running;
using CaseManager.Benchmarks.Faults;
using CaseManager.Benchmarks.Figures;
using CaseManager.Benchmarks.Ratios;

await using var intake = new IntakeRatio();
await using var outbox = new OutboxRatio();
await using var inbox = new InboxRatio();
await using var links = new LinkRatio();
await using var drain = new DrainRatio();
var root = new RootCommand("Measures what is claimed of speed, each beside something to compare it with.")
{
    intake.ToCommand(),
    outbox.ToCommand(),
    inbox.ToCommand(),
    links.ToCommand(),
    drain.ToCommand(),
    BrowserFigures.ToCommand(),
    PageFigure.ToCommand(),
    AnswerFigures.ToCommand(),
    DueFigure.ToCommand(),
    ReleaseFigure.ToCommand(),
    FaultsCommand.ToCommand(),
    FaultsCommand.ToRelayCommand(),
    MailFaultsCommand.ToCommand(),
};
var small = new Command("small", "BenchmarkDotNet's benchmarks; its options follow.") { TreatUnmatchedTokensAsErrors = false };
small.SetAction(parsed => BenchmarkSwitcher.FromAssembly(typeof(IntakeRatio).Assembly).Run([.. parsed.UnmatchedTokens]));
root.Add(small);
return await root.Parse(args).InvokeAsync();
