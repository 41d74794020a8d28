using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseManager.Migrations.Schema
{
    /// <inheritdoc />
    public partial class CaseKeysOverTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "reports_unassigned",
                schema: "reports",
                table: "reports");

            migrationBuilder.AddColumn<bool>(
                name: "HandedBack",
                schema: "reports",
                table: "reports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "grants",
                schema: "cases",
                columns: table => new
                {
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    StaffId = table.Column<Guid>(type: "uuid", nullable: false),
                    GrantedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grants", x => new { x.CaseId, x.StaffId });
                });

            migrationBuilder.CreateTable(
                name: "rekeys",
                schema: "sealing",
                columns: table => new
                {
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rekeys", x => x.CaseId);
                });

            migrationBuilder.CreateTable(
                name: "restrictions",
                schema: "cases",
                columns: table => new
                {
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_restrictions", x => x.CaseId);
                });

            migrationBuilder.CreateIndex(
                name: "reports_unassigned",
                schema: "reports",
                table: "reports",
                columns: new[] { "ReceivedAt", "CaseId" },
                filter: "\"ReceivedAt\" IS NOT NULL AND (\"TakenUpAt\" IS NULL OR \"HandedBack\") AND NOT \"Held\"");

            migrationBuilder.CreateIndex(
                name: "objects_recipient",
                schema: "sealing",
                table: "objects",
                columns: new[] { "Recipient", "CaseId" },
                filter: "\"Kind\" = 'wrap' AND \"Recipient\" <> 'recovery' AND \"Recipient\" <> 'receipt'");

            // Whoever works on a case has wraps of its keys in her own name.
            migrationBuilder.Sql(
                """
                insert into cases.grants ("CaseId", "StaffId", "GrantedAt")
                select c."CaseId", c."AssigneeId", c."OpenedAt" from cases.cases c
                where c."AssigneeId" is not null
                  and exists (select 1 from sealing.epoch_wraps w where w."StaffId" = c."AssigneeId")
                """);

            migrationBuilder.CreateIndex(
                name: "IX_grants_StaffId",
                schema: "cases",
                table: "grants",
                column: "StaffId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "grants",
                schema: "cases");

            migrationBuilder.DropTable(
                name: "rekeys",
                schema: "sealing");

            migrationBuilder.DropTable(
                name: "restrictions",
                schema: "cases");

            migrationBuilder.DropIndex(
                name: "reports_unassigned",
                schema: "reports",
                table: "reports");

            migrationBuilder.DropIndex(
                name: "objects_recipient",
                schema: "sealing",
                table: "objects");

            migrationBuilder.DropColumn(
                name: "HandedBack",
                schema: "reports",
                table: "reports");

            migrationBuilder.CreateIndex(
                name: "reports_unassigned",
                schema: "reports",
                table: "reports",
                columns: new[] { "ReceivedAt", "CaseId" },
                filter: "\"ReceivedAt\" IS NOT NULL AND \"TakenUpAt\" IS NULL AND NOT \"Held\"");
        }
    }
}
