using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class TimersAndLadder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Round",
                schema: "takedowns",
                table: "requests",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<Guid>(
                name: "Follows",
                schema: "takedowns",
                table: "notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "escalations",
                schema: "takedowns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    LadderVersion = table.Column<int>(type: "integer", nullable: false),
                    RungId = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    Repeat = table.Column<int>(type: "integer", nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LookFirst = table.Column<bool>(type: "boolean", nullable: false),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReasonSealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    ReferenceSealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    NoticeId = table.Column<Guid>(type: "uuid", nullable: true),
                    BodyId = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_escalations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "request_timers",
                schema: "takedowns",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    CountedFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Step = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Calendar = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    FiredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_request_timers", x => new { x.RequestId, x.Kind, x.Round });
                });

            migrationBuilder.CreateIndex(
                name: "IX_escalations_CaseId",
                schema: "takedowns",
                table: "escalations",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_escalations_OpenedAt_Id",
                schema: "takedowns",
                table: "escalations",
                columns: new[] { "OpenedAt", "Id" },
                filter: "\"State\" = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_escalations_RequestId_LadderVersion_RungId_Round_Repeat",
                schema: "takedowns",
                table: "escalations",
                columns: new[] { "RequestId", "LadderVersion", "RungId", "Round", "Repeat" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_request_timers_Calendar",
                schema: "takedowns",
                table: "request_timers",
                column: "Calendar",
                filter: "\"State\" = 'Pending' AND \"Calendar\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_request_timers_CaseId",
                schema: "takedowns",
                table: "request_timers",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_request_timers_DueAt_RequestId_Kind_Round",
                schema: "takedowns",
                table: "request_timers",
                columns: new[] { "DueAt", "RequestId", "Kind", "Round" },
                filter: "\"State\" = 'Pending'")
                .Annotation("Npgsql:IndexInclude", new[] { "CaseId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "escalations",
                schema: "takedowns");

            migrationBuilder.DropTable(
                name: "request_timers",
                schema: "takedowns");

            migrationBuilder.DropColumn(
                name: "Round",
                schema: "takedowns",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Follows",
                schema: "takedowns",
                table: "notices");
        }
    }
}
