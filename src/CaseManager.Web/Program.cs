using CaseManager.Web.Commands;

return await CommandLine.RunAsync(args);

/// <summary>The web executable; public so that tests can start it.</summary>
public partial class Program;
