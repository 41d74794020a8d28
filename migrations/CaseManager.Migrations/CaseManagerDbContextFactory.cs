using CaseManager.Core;
using Microsoft.EntityFrameworkCore.Design;

namespace CaseManager.Migrations;

/// <summary>Gives <c>dotnet ef</c> the model; it compares models and never connects.</summary>
public sealed class CaseManagerDbContextFactory : IDesignTimeDbContextFactory<CaseManagerDbContext>
{
    public CaseManagerDbContext CreateDbContext(string[] args) => new(CaseManagerDatabase.Options("Host=none"));
}
