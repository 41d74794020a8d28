using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class Watching : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "observations",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    RunId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Verdict = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Rule = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    ParserVersion = table.Column<int>(type: "integer", nullable: false),
                    ControlOk = table.Column<bool>(type: "boolean", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    Length = table.Column<int>(type: "integer", nullable: true),
                    BodyHash = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_observations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_observations_targets_TargetId",
                        column: x => x.TargetId,
                        principalSchema: "takedowns",
                        principalTable: "targets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "probe_states",
                schema: "takedowns",
                columns: table => new
                {
                    Scope = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    NextAllowedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    StoppedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Stops = table.Column<int>(type: "integer", nullable: false),
                    TroubleSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Trouble = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    Day = table.Column<DateOnly>(type: "date", nullable: true),
                    Used = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_probe_states", x => x.Scope);
                });

            migrationBuilder.CreateTable(
                name: "target_watches",
                schema: "takedowns",
                columns: table => new
                {
                    TargetId = table.Column<Guid>(type: "uuid", nullable: false),
                    Plan = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    PlanStartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SaidRemovedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    NextCheckAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CheckedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastVerdict = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    LastRule = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    Misses = table.Column<int>(type: "integer", nullable: false),
                    FirstMissedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastMissedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastMissedRun = table.Column<Guid>(type: "uuid", nullable: true),
                    Unread = table.Column<int>(type: "integer", nullable: false),
                    OwnerMark = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_target_watches", x => x.TargetId);
                    table.ForeignKey(
                        name: "FK_target_watches_targets_TargetId",
                        column: x => x.TargetId,
                        principalSchema: "takedowns",
                        principalTable: "targets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_observations_TargetId_At",
                schema: "takedowns",
                table: "observations",
                columns: new[] { "TargetId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_target_watches_NextCheckAt_TargetId",
                schema: "takedowns",
                table: "target_watches",
                columns: new[] { "NextCheckAt", "TargetId" },
                filter: "\"NextCheckAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "observations",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "probe_states",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "target_watches",
                schema: "takedowns");
        }
    }
}
