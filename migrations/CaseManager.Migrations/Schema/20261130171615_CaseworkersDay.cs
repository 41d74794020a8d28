using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class CaseworkersDay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "HandoverReadAt",
                schema: "cases",
                table: "grants",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "AwaitsAnswerSince",
                schema: "cases",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "absences",
                schema: "cases",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "uuid", nullable: false),
                    CoverId = table.Column<Guid>(type: "uuid", nullable: false),
                    BackOn = table.Column<DateOnly>(type: "date", nullable: false),
                    EndsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_absences", x => x.StaffId);
                });

            migrationBuilder.CreateTable(
                name: "reminders",
                schema: "cases",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    StaffId = table.Column<Guid>(type: "uuid", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    PutOffs = table.Column<int>(type: "integer", nullable: false),
                    SettledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reminders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "saved_replies",
                schema: "cases",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Language = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Text = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false),
                    Edition = table.Column<int>(type: "integer", nullable: false),
                    ChangedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_replies", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_requests_CaseId_DueAt",
                schema: "takedowns",
                table: "requests",
                columns: new[] { "CaseId", "DueAt" },
                filter: "\"State\" = 'Active' AND \"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_cases_AssigneeId_AwaitsAnswerSince_CaseId",
                schema: "cases",
                table: "cases",
                columns: new[] { "AssigneeId", "AwaitsAnswerSince", "CaseId" },
                filter: "\"AwaitsAnswerSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_reminders_CaseId",
                schema: "cases",
                table: "reminders",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_reminders_StaffId_DueAt_Id",
                schema: "cases",
                table: "reminders",
                columns: new[] { "StaffId", "DueAt", "Id" },
                filter: "\"State\" = 'Open'");

            migrationBuilder.Sql(WaitingMessages.Sql);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absences",
                schema: "cases");

            migrationBuilder.DropTable(
                name: "reminders",
                schema: "cases");

            migrationBuilder.DropTable(
                name: "saved_replies",
                schema: "cases");

            migrationBuilder.DropIndex(
                name: "IX_requests_CaseId_DueAt",
                schema: "takedowns",
                table: "requests");

            migrationBuilder.DropIndex(
                name: "IX_cases_AssigneeId_AwaitsAnswerSince_CaseId",
                schema: "cases",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "HandoverReadAt",
                schema: "cases",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "AwaitsAnswerSince",
                schema: "cases",
                table: "cases");
        }
    }
}
