using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class StatisticsWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "CountedAtClosure",
                schema: "cases",
                table: "cases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "CountedAtIntake",
                schema: "cases",
                table: "cases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "build_requests",
                schema: "statistics",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Period = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Revision = table.Column<short>(type: "smallint", nullable: false),
                    RequestedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Supervisor = table.Column<Guid>(type: "uuid", nullable: true),
                    Administrator = table.Column<Guid>(type: "uuid", nullable: true),
                    State = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_build_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                schema: "statistics",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Side = table.Column<short>(type: "smallint", nullable: false),
                    Month = table.Column<int>(type: "integer", nullable: false),
                    Platform = table.Column<short>(type: "smallint", nullable: false),
                    HarmType = table.Column<short>(type: "smallint", nullable: true),
                    Country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    AgeBand = table.Column<short>(type: "smallint", nullable: true),
                    Outcome = table.Column<short>(type: "smallint", nullable: true),
                    RemovalTime = table.Column<short>(type: "smallint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => x.Id);
                    table.CheckConstraint("CK_inbox_side", "(\"Side\" = 0 and num_nonnulls(\"HarmType\", \"Country\", \"AgeBand\") = 3 and num_nonnulls(\"Outcome\", \"RemovalTime\") = 0)\nor (\"Side\" = 1 and num_nonnulls(\"HarmType\", \"Country\", \"AgeBand\") = 0 and num_nonnulls(\"Outcome\", \"RemovalTime\") = 2)");
                });

            migrationBuilder.CreateTable(
                name: "publications",
                schema: "statistics",
                columns: table => new
                {
                    ReleaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publications", x => x.ReleaseId);
                    table.ForeignKey(
                        name: "FK_publications_releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalSchema: "statistics",
                        principalTable: "releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_build_requests_Period_Revision",
                schema: "statistics",
                table: "build_requests",
                columns: new[] { "Period", "Revision" },
                unique: true,
                filter: "\"State\" in ('Waiting', 'Approved', 'Building')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "build_requests",
                schema: "statistics");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "statistics");

            migrationBuilder.DropTable(
                name: "publications",
                schema: "statistics");

            migrationBuilder.DropColumn(
                name: "CountedAtClosure",
                schema: "cases",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "CountedAtIntake",
                schema: "cases",
                table: "cases");
        }
    }
}
