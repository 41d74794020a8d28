using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class Statistics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "statistics");

            migrationBuilder.CreateTable(
                name: "closures",
                schema: "statistics",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Month = table.Column<int>(type: "integer", nullable: false),
                    Platform = table.Column<short>(type: "smallint", nullable: false),
                    Outcome = table.Column<short>(type: "smallint", nullable: false),
                    RemovalTime = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_closures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "declarations",
                schema: "statistics",
                columns: table => new
                {
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Preset = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Intake = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Countries = table.Column<string[]>(type: "text[]", nullable: false),
                    DeclaredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DeclaredBy = table.Column<Guid>(type: "uuid", nullable: false),
                    ApprovedBy = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_declarations", x => x.Year);
                });

            migrationBuilder.CreateTable(
                name: "imports",
                schema: "statistics",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    ImportedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_imports", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "intakes",
                schema: "statistics",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Month = table.Column<int>(type: "integer", nullable: false),
                    Platform = table.Column<short>(type: "smallint", nullable: false),
                    HarmType = table.Column<short>(type: "smallint", nullable: false),
                    Country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    AgeBand = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_intakes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ledger",
                schema: "statistics",
                columns: table => new
                {
                    Entry = table.Column<int>(type: "integer", nullable: false),
                    Family = table.Column<short>(type: "smallint", nullable: false),
                    Period = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    From = table.Column<int>(type: "integer", nullable: false),
                    Until = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<short>(type: "smallint", nullable: false),
                    Num = table.Column<long>(type: "bigint", nullable: false),
                    Den = table.Column<long>(type: "bigint", nullable: false),
                    ReleaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    BuiltAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger", x => x.Entry);
                });

            migrationBuilder.CreateTable(
                name: "releases",
                schema: "statistics",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Period = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Revision = table.Column<short>(type: "smallint", nullable: false),
                    Preset = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Catalogue = table.Column<int>(type: "integer", nullable: false),
                    Countries = table.Column<string[]>(type: "text[]", nullable: false),
                    BuiltAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FileName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    FileHash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_statistics_releases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "cells",
                schema: "statistics",
                columns: table => new
                {
                    ReleaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Family = table.Column<short>(type: "smallint", nullable: false),
                    Period = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Place = table.Column<short>(type: "smallint", nullable: false),
                    Codes = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Value = table.Column<long>(type: "bigint", nullable: true),
                    Status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Margin90 = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cells", x => new { x.ReleaseId, x.Family, x.Period, x.Place });
                    table.ForeignKey(
                        name: "FK_cells_releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalSchema: "statistics",
                        principalTable: "releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "confirmations",
                schema: "statistics",
                columns: table => new
                {
                    ReleaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_confirmations", x => x.ReleaseId);
                    table.ForeignKey(
                        name: "FK_confirmations_releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalSchema: "statistics",
                        principalTable: "releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "files",
                schema: "statistics",
                columns: table => new
                {
                    ReleaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_files1", x => x.ReleaseId);
                    table.ForeignKey(
                        name: "FK_files_releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalSchema: "statistics",
                        principalTable: "releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_closures_Month",
                schema: "statistics",
                table: "closures",
                column: "Month");

            migrationBuilder.CreateIndex(
                name: "IX_intakes_Month",
                schema: "statistics",
                table: "intakes",
                column: "Month");

            migrationBuilder.CreateIndex(
                name: "IX_ledger_Family_Period_Revision",
                schema: "statistics",
                table: "ledger",
                columns: new[] { "Family", "Period", "Revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ledger_ReleaseId",
                schema: "statistics",
                table: "ledger",
                column: "ReleaseId");

            migrationBuilder.CreateIndex(
                name: "IX_releases_Period_Revision",
                schema: "statistics",
                table: "releases",
                columns: new[] { "Period", "Revision" },
                unique: true);

            migrationBuilder.Sql(LedgerOverlap.Sql);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cells",
                schema: "statistics");

            migrationBuilder.DropTable(
                name: "closures",
                schema: "statistics");

            migrationBuilder.DropTable(
                name: "confirmations",
                schema: "statistics");

            migrationBuilder.DropTable(
                name: "declarations",
                schema: "statistics");

            migrationBuilder.DropTable(
                name: "files",
                schema: "statistics");

            migrationBuilder.DropTable(
                name: "imports",
                schema: "statistics");

            migrationBuilder.DropTable(
                name: "intakes",
                schema: "statistics");

            migrationBuilder.DropTable(
                name: "ledger",
                schema: "statistics");

            migrationBuilder.DropTable(
                name: "releases",
                schema: "statistics");
        }
    }
}
